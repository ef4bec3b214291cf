import { parseAmount } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import type { WireBalance } from '@guichet/contract/wire/balance.ts';
import type { WireBankAccount, WirePayout } from '@guichet/contract/wire/payout.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { approvalIn } from '../../api/approvalQueries.ts';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { bankAccountsQuery } from '../../api/queries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { WaitsInDialog } from '../../components/WaitsInDialog.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { typedWhole } from '../payments/partOf.ts';
import { accountText } from './AccountName.tsx';

/** Above zero and not more than there is; the server refuses whatever else is wrong. */
function readPayout(text: string, currency: string, available: number): bigint | null {
  const read = isCurrency(currency) ? parseAmount(text, currency) : null;
  return read?.ok && read.money.amount > 0n && read.money.amount <= BigInt(available) ? read.money.amount : null;
}

/** Whether the answer leaves open if the payout was made. Then only the same request with the same key may follow. */
const isOpen = (error: unknown): boolean => failureIn(error).kind !== 'refused';

interface FormProps {
  readonly balance: WireBalance;
  readonly accounts: readonly WireBankAccount[];
  readonly onClose: () => void;
  readonly onDone: (payout: WirePayout) => void;
}

function PayoutForm({ balance, accounts, onClose, onDone }: FormProps) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const { account: place } = useSession();
  const first = accounts.find((one) => one.default_for_currency && one.currency === place.default_currency) ?? accounts[0];
  const [chosen, setChosen] = useState(first?.id ?? '');
  const account = accounts.find(({ id }) => id === chosen) ?? first;
  const currency = account?.currency ?? place.default_currency;
  const available = balance.available.find((one) => one.currency === currency)?.amount ?? 0;
  // Until somebody types, everything that is available.
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? typedWhole(Math.max(available, 0), currency, i18n.locale);
  const [wrong, setWrong] = useState(false);
  const [key, setKey] = useState(newKey);
  const amountMinor = readPayout(text, currency, available);

  const pay = useMutation({
    mutationFn: async (amount: bigint) =>
      orThrow(
        await postForm<WirePayout>('/v1/payouts', { amount: String(amount), currency, destination: chosen }, { idempotencyKey: key }),
      ),
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['payouts'] }), client.invalidateQueries({ queryKey: ['balance'] })]),
    onSuccess: (payout) => {
      onDone(payout);
      onClose();
    },
    onError: (error) => (isOpen(error) ? undefined : setKey(newKey())),
  });
  const open = pay.isError && isOpen(pay.error);
  const submit = () => {
    if (pay.isPending) return;
    if (amountMinor === null) return setWrong(true);
    pay.mutate(amountMinor);
  };
  const shownAvailable = formats.amount(available, currency);
  const shown = amountMinor === null ? null : formats.amount(amountMinor, currency);
  const waits = approvalIn(pay.error);
  if (waits !== null) return <WaitsInDialog id={waits} onClose={onClose} />;
  return (
    <DialogBody onSubmit={submit}>
      <NativeSelect
        label={t`To the bank account`}
        name="payout-account"
        disabled={pay.isPending || open}
        value={chosen}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          setTyped(null);
          setWrong(false);
        }}
        data={accounts.map((one) => ({ value: one.id, label: `${one.currency.toUpperCase()} – ${accountText(one)}` }))}
      />
      <TextInput
        label={t`Amount`}
        description={t`Up to ${shownAvailable}`}
        name="payout-amount"
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        disabled={pay.isPending || open}
        value={text}
        error={wrong ? t`Enter an amount above zero, up to ${shownAvailable}.` : null}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
      />
      {open ? (
        <Notice tone="warn">
          <Trans>The answer was lost. Press again to find out: the payout is made only once.</Trans>
        </Notice>
      ) : pay.isError ? (
        <FailureNotice error={pay.error} />
      ) : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={pay.isPending}>
          {shown === null ? <Trans>Pay out</Trans> : <Trans>Pay out {shown}</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Pays out what is available, or a part of it. The form starts anew, with a key of its own, each time it opens. */
export function NewPayoutDialog({ balance, opened, onClose }: { balance: WireBalance; opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const accounts = useQuery(bankAccountsQuery);
  const [done, setDone] = useState<WirePayout | null>(null);
  const amount = done === null ? '' : formats.amount(done.amount, done.currency);
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title={t`New payout`}>
        {accounts.isError ? <FailureNotice error={accounts.error} retry={() => void accounts.refetch()} /> : null}
        {accounts.isPending ? <Skeleton lines={3} /> : null}
        {accounts.data?.length === 0 ? (
          <Notice tone="info">
            <Trans>Add a bank account first: payouts go there.</Trans>
          </Notice>
        ) : null}
        {accounts.data !== undefined && accounts.data.length > 0 ? (
          <PayoutForm balance={balance} accounts={accounts.data} onClose={onClose} onDone={setDone} />
        ) : null}
      </Dialog>
      <span className="vh" role="status">
        {done === null ? null : <Trans>{amount} will be paid out.</Trans>}
      </span>
    </>
  );
}
