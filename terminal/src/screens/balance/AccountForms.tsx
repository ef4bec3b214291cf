import type { WireBankAccount } from '@guichet/contract/wire/payout.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson, remove } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { bankAccountsQuery } from '../../api/queries.ts';
import { newKey } from '../../browser/newKey.ts';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import { accountText } from './AccountName.tsx';

type Kind = 'iban' | 'us';

/** Adds an account by its IBAN, or by routing and account number in the United States. Whether the numbers are right the server says. */
export function AddAccountForm({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { account: place } = useSession();
  const [kind, setKind] = useState<Kind>('iban');
  const [currency, setCurrency] = useState(place.default_currency);
  const [holder, setHolder] = useState(place.business_name);
  const [iban, setIban] = useState('');
  const [routing, setRouting] = useState('');
  const [number, setNumber] = useState('');
  const [checked, setChecked] = useState(false);
  const [key, setKey] = useState(newKey);
  const fields = kind === 'iban' ? { iban } : { routing_number: routing, account_number: number };
  const add = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<WireBankAccount>(
          '/guichet/v1/bank_accounts',
          { currency, holder_name: holder.trim(), ...fields },
          { idempotencyKey: key },
        ),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: bankAccountsQuery.queryKey });
      onClose();
    },
    onError: (error) => (failureIn(error).kind === 'refused' ? setKey(newKey()) : undefined),
  });
  const missing = (value: string): string | null => (checked && value.trim() === '' ? t`Fill this in.` : null);
  const isWhole = holder.trim() !== '' && Object.values(fields).every((value) => value.trim() !== '');
  const submit = () => {
    if (add.isPending) return;
    setChecked(true);
    if (isWhole) add.mutate();
  };
  return (
    <DialogBody onSubmit={submit}>
      <NativeSelect
        label={t`Kind of account`}
        name="account-kind"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Kind)}
        data={[
          { value: 'iban', label: t`With an IBAN` },
          { value: 'us', label: t`In the United States` },
        ]}
      />
      <CurrencySelect label={t`Currency`} name="account-currency" value={currency} onChange={setCurrency} />
      <TextInput
        label={t`Account holder`}
        name="account-holder"
        autoComplete="off"
        maxLength={200}
        value={holder}
        error={missing(holder)}
        onChange={(event) => setHolder(event.currentTarget.value)}
      />
      {kind === 'iban' ? (
        <TextInput
          label={t`IBAN`}
          name="account-iban"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          maxLength={60}
          value={iban}
          error={missing(iban)}
          onChange={(event) => setIban(event.currentTarget.value)}
        />
      ) : (
        <>
          <TextInput
            label={t`Routing number`}
            name="account-routing"
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
            value={routing}
            error={missing(routing)}
            onChange={(event) => setRouting(event.currentTarget.value)}
          />
          <TextInput
            label={t`Account number`}
            name="account-number"
            inputMode="numeric"
            autoComplete="off"
            maxLength={40}
            value={number}
            error={missing(number)}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        </>
      )}
      {add.isError ? <FailureNotice error={add.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={add.isPending}>
          <Trans>Add the account</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

export function RemoveAccountForm({ account, onClose }: { account: WireBankAccount; onClose: () => void }) {
  const client = useQueryClient();
  const take = useMutation({
    mutationFn: async () => orThrow(await remove(`/guichet/v1/bank_accounts/${encodeURIComponent(account.id)}`)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: bankAccountsQuery.queryKey });
      onClose();
    },
  });
  const name = accountText(account);
  return (
    <DialogBody onSubmit={() => (take.isPending ? undefined : take.mutate())}>
      <p>
        <Trans>No new payouts go to {name}. Those that have been made go on.</Trans>
      </p>
      {take.isError ? <FailureNotice error={take.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={take.isPending}>
          <Trans>Remove the account</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
