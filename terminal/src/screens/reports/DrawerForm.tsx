import { parseAmount } from '@guichet/contract/amounts.ts';
import { asCurrency } from '@guichet/contract/currencies.ts';
import type { DrawerClosing } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { staffQuery } from '../../api/queries.ts';
import { newKey } from '../../browser/newKey.ts';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay, useSession } from '../../shell/SessionContext.ts';
import styles from './ReportsScreen.module.css';

/** What came of a count: too much, too little, or right. */
function Counted({ closing }: { closing: DrawerClosing }) {
  const formats = useFormats();
  const { difference, currency } = closing;
  const amount = formats.amount(Math.abs(difference), currency);
  return (
    <Notice tone={difference === 0 ? 'good' : 'warn'} role="status">
      <p>
        {difference === 0 ? (
          <Trans>Noted. The drawer holds what the records say.</Trans>
        ) : difference > 0 ? (
          <Trans>Noted. There is {amount} more in the drawer than the records say.</Trans>
        ) : (
          <Trans>Noted. {amount} is missing in the drawer.</Trans>
        )}
      </p>
    </Notice>
  );
}

/** Notes what lies in a drawer. Zero is an amount here: an empty drawer can be counted too. */
export function DrawerForm({ day }: { day: string }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { person, account } = useSession();
  const seesAll = useMay('reports.read');
  const staff = useQuery({ ...staffQuery, enabled: seesAll });
  const [chosen, setChosen] = useState(account.default_currency);
  const currency = asCurrency(chosen);
  const [whose, setWhose] = useState(person.id);
  const [float, setFloat] = useState('');
  const [counted, setCounted] = useState('');
  const [note, setNote] = useState('');
  const [checked, setChecked] = useState(false);
  const [key, setKey] = useState(newKey);
  const minor = (text: string): number | null => {
    if (/^0+([.,]0*)?$/.test(text.trim())) return 0;
    const read = parseAmount(text, currency);
    return read.ok ? Number(read.money.amount) : null;
  };
  const floatMinor = float.trim() === '' ? 0 : minor(float);
  const countedMinor = minor(counted);
  const save = useMutation({
    mutationFn: async (body: object) => orThrow(await postJson<DrawerClosing>('/guichet/v1/drawers', body, { idempotencyKey: key })),
    onSettled: () => client.invalidateQueries({ queryKey: ['drawers'] }),
    onSuccess: () => {
      setKey(newKey());
      setCounted('');
      setNote('');
      setChecked(false);
    },
    onError: (error) => (failureIn(error).kind === 'refused' ? setKey(newKey()) : undefined),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (save.isPending || floatMinor === null || countedMinor === null) return;
    save.mutate({
      ...{ day, currency, float_amount: floatMinor, counted: countedMinor },
      ...(whose === person.id ? {} : { staff: whose }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
  };
  const code = currency.toUpperCase();
  const wrong = (value: number | null): string | null => (checked && value === null ? t`Enter an amount in ${code}.` : null);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {seesAll ? (
        <NativeSelect
          label={t`Whose drawer`}
          name="drawer-staff"
          value={whose}
          onChange={(event) => setWhose(event.currentTarget.value)}
          data={[
            { value: person.id, label: person.name },
            ...(staff.data ?? []).filter(({ id }) => id !== person.id).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      <CurrencySelect
        label={t`Currency`}
        name="drawer-currency"
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          // What was typed is of another currency.
          setFloat('');
          setCounted('');
          setChecked(false);
          setKey(newKey());
        }}
      />
      <TextInput
        label={t`Float in ${code}`}
        description={t`What lay in the drawer before the first sale. Empty for none.`}
        name="drawer-float"
        inputMode="decimal"
        autoComplete="off"
        value={float}
        error={wrong(floatMinor)}
        onChange={(event) => setFloat(event.currentTarget.value)}
      />
      <TextInput
        label={t`Counted in ${code}`}
        description={t`All notes and coins that are in it now.`}
        name="drawer-counted"
        inputMode="decimal"
        autoComplete="off"
        lang={i18n.locale}
        value={counted}
        error={wrong(countedMinor)}
        onChange={(event) => setCounted(event.currentTarget.value)}
      />
      <TextInput
        label={t`Note (optional)`}
        name="drawer-note"
        autoComplete="off"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {save.isError ? <FailureNotice error={save.error} /> : null}
      {save.data === undefined || save.isPending ? null : <Counted closing={save.data} />}
      <div>
        <Button type="submit" loading={save.isPending}>
          <Trans>Note the count</Trans>
        </Button>
      </div>
    </form>
  );
}
