import { parseAmount } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { type PaymentRecordView, REVERSAL_REASONS, type ReversalReason } from '@guichet/contract/recordViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { approvalIn } from '../../api/approvalQueries.ts';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { WaitsInDialog } from '../../components/WaitsInDialog.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { typedWhole } from '../payments/partOf.ts';
import { REASON_WORDS } from './recordWords.ts';

const isOpen = (error: unknown): boolean => failureIn(error).kind !== 'refused';

function readAmount(text: string, currency: string, left: number): bigint | null {
  const read = isCurrency(currency) ? parseAmount(text, currency) : null;
  return read?.ok && read.money.amount > 0n && read.money.amount <= BigInt(left) ? read.money.amount : null;
}

function ReverseForm({ record, onClose }: { record: PaymentRecordView; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const left = record.amount - record.amount_refunded;
  const [text, setText] = useState(() => typedWhole(left, record.currency, i18n.locale));
  const [reason, setReason] = useState<ReversalReason>('entered_wrongly');
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState(false);
  const [key, setKey] = useState(newKey);
  const amountMinor = readAmount(text, record.currency, left);
  const reverse = useMutation({
    mutationFn: async (amount: bigint) =>
      orThrow(
        await postJson<PaymentRecordView>(
          `/guichet/v1/payment_records/${encodeURIComponent(record.id)}/reverse`,
          { amount: Number(amount), reason, ...(note.trim() && { note: note.trim() }) },
          { idempotencyKey: key },
        ),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
    onSuccess: onClose,
    onError: (error) => (isOpen(error) ? undefined : setKey(newKey())),
  });
  const open = reverse.isError && isOpen(reverse.error);
  const locked = reverse.isPending || open;
  const leftShown = formats.amount(left, record.currency);
  const shown = amountMinor === null ? null : formats.amount(amountMinor, record.currency);
  const submit = () => {
    if (reverse.isPending) return;
    if (amountMinor === null) return setWrong(true);
    reverse.mutate(amountMinor);
  };
  const waits = approvalIn(reverse.error);
  if (waits !== null) return <WaitsInDialog id={waits} onClose={onClose} />;
  return (
    <DialogBody onSubmit={submit}>
      <p className="muted">
        <Trans>The record stays, and the reversal stands beside it. Give the money back the way it came.</Trans>
      </p>
      <TextInput
        label={t`Amount to give back`}
        description={t`Up to ${leftShown}`}
        name="reverse-amount"
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        disabled={locked}
        value={text}
        error={wrong ? t`Enter an amount above zero, up to ${leftShown}.` : null}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <NativeSelect
        label={t`Reason`}
        name="reverse-reason"
        disabled={locked}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as ReversalReason)}
        data={REVERSAL_REASONS.filter((each) => each !== 'cheque_unpaid' || record.method === 'cheque').map((value) => ({
          value,
          label: i18n._(REASON_WORDS[value]),
        }))}
      />
      <TextInput
        label={t`Note, if you like`}
        name="reverse-note"
        autoComplete="off"
        maxLength={500}
        disabled={locked}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {open ? (
        <Notice tone="warn">
          <Trans>The answer was lost. Press again to find out: it is reversed only once.</Trans>
        </Notice>
      ) : reverse.isError ? (
        <FailureNotice error={reverse.error} />
      ) : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={reverse.isPending}>
          {shown === null ? <Trans>Reverse</Trans> : <Trans>Reverse {shown}</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Gives back all or a part of what was recorded. */
export function ReverseDialog({ record, onClose }: { record: PaymentRecordView | null; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog opened={record !== null} onClose={onClose} title={t`Reverse this record`}>
      {record === null ? null : <ReverseForm key={record.id} record={record} onClose={onClose} />}
    </Dialog>
  );
}
