import type { PresetView } from '@guichet/contract/counterFieldViews.ts';
import { STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';
import { Choices } from '../../components/Choices.tsx';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { CHANNEL_WORDS } from '../../language/words.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { PROBLEM_WORDS } from '../counter/problemWords.ts';
import { useAmountText } from '../counter/useAmountText.ts';
import { CheckList } from './CheckList.tsx';
import { blankPreset, draftOfPreset, type PresetDraft, type PresetProblems, readPreset } from './presetDraft.ts';
import { useSave } from './useSave.ts';

const NO_PROBLEMS: PresetProblems = { name: false, amount: null };

/** A new preset, or the changes of one that there is. */
export function PresetForm({ preset, onClose }: { preset: PresetView | null; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { account } = useSession();
  const amountText = useAmountText();
  const fields = useQuery(ownFieldsQuery).data ?? [];
  const [draft, setDraft] = useState<PresetDraft>(() =>
    preset === null ? blankPreset(account.default_currency) : draftOfPreset(preset, amountText),
  );
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const save = useSave('presets', onClose);
  const set = (part: Partial<PresetDraft>) => {
    setDraft({ ...draft, ...part });
    setProblems(NO_PROBLEMS);
  };
  const submit = () => {
    if (save.isPending) return;
    const read = readPreset(draft);
    if (!read.ok) return setProblems(read.problems);
    const path = preset === null ? '/guichet/v1/presets' : `/guichet/v1/presets/${encodeURIComponent(preset.id)}`;
    save.mutate({ path, body: read.request });
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Name`}
        description={t`What stands on the button, like: Table deposit`}
        name="preset-name"
        autoComplete="off"
        data-autofocus
        maxLength={60}
        value={draft.name}
        error={problems.name ? t`Enter a name.` : null}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t`Amount`}
        description={t`Empty: it is asked for each time.`}
        name="preset-amount"
        inputMode="decimal"
        autoComplete="off"
        value={draft.amount}
        error={problems.amount === null ? null : i18n._(PROBLEM_WORDS.amount[problems.amount])}
        onChange={(event) => set({ amount: event.currentTarget.value })}
      />
      <CurrencySelect label={t`Currency`} name="preset-currency" value={draft.currency} onChange={(currency) => set({ currency })} />
      <TextInput
        label={t`Reference`}
        name="preset-reference"
        autoComplete="off"
        maxLength={200}
        value={draft.reference}
        onChange={(event) => set({ reference: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`How the order arrives`}
        name="preset-channel"
        value={draft.channel}
        onChange={(event) => set({ channel: event.currentTarget.value })}
        data={[
          { value: '', label: t`As it stands at the counter` },
          ...STAFF_CHANNELS.map((value) => ({ value: value as string, label: i18n._(CHANNEL_WORDS[value]) })),
        ]}
      />
      <Choices
        name="preset-taking"
        legend={<Trans>The money</Trans>}
        value={draft.taking}
        onChange={(taking) => set({ taking })}
        choices={[
          { value: 'now', words: t`Is taken now` },
          { value: 'later', words: t`Is put on hold` },
        ]}
      />
      {fields.length === 0 ? null : (
        <CheckList
          name="preset-fields"
          legend={<Trans>Asks also for</Trans>}
          chosen={draft.fields}
          onChange={(chosen) => set({ fields: chosen })}
          choices={fields.map(({ key, label }) => ({ value: key, words: label }))}
        />
      )}
      {save.isError ? <FailureNotice error={save.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={save.isPending}>
          {preset === null ? <Trans>Add the preset</Trans> : <Trans>Save</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
