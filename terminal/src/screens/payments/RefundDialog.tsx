import type { PaymentView } from '@guichet/contract/terminal.ts';
import type { RefundReason, WireRefund } from '@guichet/contract/wire/refund.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { approvalIn } from '../../api/approvalQueries.ts';
import { postForm } from '../../api/client.ts';
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
import { readPart, typedWhole } from './partOf.ts';

interface RefundDialogProps {
  readonly payment: PaymentView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Whether the answer leaves open if the refund was made. Then only the same request with the same key may follow. */
const isOpen = (error: unknown): boolean => failureIn(error).kind !== 'refused';

function RefundForm({ payment, onClose, onDone }: Omit<RefundDialogProps, 'opened'> & { onDone: (amount: number) => void }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const left = payment.amount_captured - payment.amount_refunded;
  const [text, setText] = useState(typedWhole(left, payment.currency, i18n.locale));
  const [reason, setReason] = useState<RefundReason>('requested_by_customer');
  const [wrong, setWrong] = useState(false);
  const [key, setKey] = useState(newKey);
  const amountMinor = readPart(text, payment.currency, left);

  const refund = useMutation({
    mutationFn: async (amount: bigint) =>
      orThrow(
        await postForm<WireRefund>(
          '/v1/refunds',
          { payment_intent: payment.id, amount: String(amount), reason },
          { idempotencyKey: key, timeoutMs: 30_000 },
        ),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['payments'] }),
    onSuccess: (made) => {
      onDone(made.amount);
      onClose();
    },
    // A refusal is final for its key; a lost answer isn't, and the key makes sure that pressing again refunds once.
    onError: (error) => (isOpen(error) ? undefined : setKey(newKey())),
  });
  const open = refund.isError && isOpen(refund.error);
  const submit = () => {
    if (refund.isPending) return;
    if (amountMinor === null) return setWrong(true);
    refund.mutate(amountMinor);
  };
  const leftShown = formats.amount(left, payment.currency);
  const shown = amountMinor === null ? null : formats.amount(amountMinor, payment.currency);
  const waits = approvalIn(refund.error);
  if (waits !== null) return <WaitsInDialog id={waits} onClose={onClose} />;
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Amount to refund`}
        description={t`Up to ${leftShown}`}
        name="refund-amount"
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        disabled={refund.isPending || open}
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
        name="refund-reason"
        disabled={refund.isPending || open}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as RefundReason)}
        data={[
          { value: 'requested_by_customer', label: t`The customer asked for it` },
          { value: 'duplicate', label: t`Taken twice` },
          { value: 'fraudulent', label: t`Fraud` },
        ]}
      />
      {open ? (
        <Notice tone="warn">
          <Trans>The answer was lost. Press again to find out: the refund is made only once.</Trans>
        </Notice>
      ) : refund.isError ? (
        <FailureNotice error={refund.error} />
      ) : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={refund.isPending}>
          {shown === null ? <Trans>Refund</Trans> : <Trans>Refund {shown}</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Gives back all or a part of what was taken. The form starts anew, with a key of its own, each time it opens. */
export function RefundDialog({ payment, opened, onClose }: RefundDialogProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const [done, setDone] = useState<number | null>(null);
  const amount = done === null ? '' : formats.amount(done, payment.currency);
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title={t`Refund`}>
        <RefundForm payment={payment} onClose={onClose} onDone={setDone} />
      </Dialog>
      <span className="vh" role="status">
        {done === null ? null : <Trans>{amount} refunded.</Trans>}
      </span>
    </>
  );
}
