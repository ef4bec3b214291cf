import { OWN_FIELD_KINDS, type OwnFieldKind, type OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import { STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { CHANNEL_WORDS } from '../../language/words.ts';
import { Check, CheckList } from './CheckList.tsx';
import { FIELD_KIND_WORDS } from './fieldWords.ts';
import { keyOf } from './keyOf.ts';
import { useSave } from './useSave.ts';

const splitChoices = (text: string): string[] =>
  text
    .split(';')
    .map((choice) => choice.trim())
    .filter(Boolean);

const BLANK = { label: '', kind: 'text', choices: [], channels: [], required: false, printable: false } as const;

/** A new field, or the changes of one that there is, whose kind and key stay. */
export function FieldForm({ field, onClose }: { field: OwnFieldView | null; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const start = field ?? BLANK;
  const [label, setLabel] = useState(start.label);
  const [kind, setKind] = useState<OwnFieldKind>(start.kind);
  const [choices, setChoices] = useState(start.choices.join('; '));
  const [channels, setChannels] = useState<readonly string[]>(start.channels);
  const [required, setRequired] = useState(start.required);
  const [printable, setPrintable] = useState(start.printable);
  const [looked, setLooked] = useState(false);
  const save = useSave('own_fields', onClose);
  const key = field?.key ?? keyOf(label);
  const listed = kind === 'choice' ? splitChoices(choices) : [];
  const missing = { label: label.trim() === '', choices: kind === 'choice' && listed.length === 0 };
  const submit = () => {
    setLooked(true);
    if (save.isPending || missing.label || missing.choices) return;
    const body = { label: label.trim(), choices: listed, channels, required, printable };
    if (field === null) save.mutate({ path: '/guichet/v1/own_fields', body: { ...body, key, kind } });
    else save.mutate({ path: `/guichet/v1/own_fields/${encodeURIComponent(field.id)}`, body });
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Name`}
        description={t`What stands above the field at the counter. Payments keep the answer as ${key}.`}
        name="field-label"
        autoComplete="off"
        data-autofocus
        maxLength={60}
        value={label}
        error={looked && missing.label ? t`Enter a name.` : null}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      {field === null ? (
        <NativeSelect
          label={t`Kind`}
          name="field-kind"
          value={kind}
          onChange={(event) => setKind(OWN_FIELD_KINDS.find((one) => one === event.currentTarget.value) ?? 'text')}
          data={OWN_FIELD_KINDS.map((value) => ({ value, label: i18n._(FIELD_KIND_WORDS[value]) }))}
        />
      ) : null}
      {kind === 'choice' ? (
        <TextInput
          label={t`Choices`}
          description={t`Parted by semicolons, like: Shop; Fair; Market`}
          name="field-choices"
          autoComplete="off"
          maxLength={2000}
          value={choices}
          error={looked && missing.choices ? t`Enter what can be chosen.` : null}
          onChange={(event) => setChoices(event.currentTarget.value)}
        />
      ) : null}
      <CheckList
        name="field-channels"
        legend={<Trans>Asked for on</Trans>}
        hint={<Trans>Without a tick it is asked for on all channels.</Trans>}
        chosen={channels}
        onChange={setChannels}
        choices={STAFF_CHANNELS.map((value) => ({ value, words: i18n._(CHANNEL_WORDS[value]) }))}
      />
      <div>
        <Check name="field-required" checked={required} onChange={setRequired}>
          <Trans>It must be answered before a payment</Trans>
        </Check>
        <Check name="field-printable" checked={printable} onChange={setPrintable}>
          <Trans>The answer stands on the receipt</Trans>
        </Check>
      </div>
      {save.isError ? <FailureNotice error={save.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={save.isPending}>
          {field === null ? <Trans>Add the field</Trans> : <Trans>Save</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
