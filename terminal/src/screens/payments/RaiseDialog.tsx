import type { PaymentView } from '@guichet/contract/terminal.ts';
import type { WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { readMore } from './partOf.ts';

/** As long as a payment may take: the card's bank is asked again. */
const RAISE_WITHIN_MS = 30_000;

interface RaiseDialogProps {
  readonly payment: PaymentView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function RaiseForm({ payment, onClose, onDone }: Omit<RaiseDialogProps, 'opened'> & { onDone: (amount: number) => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const [keys] = useState(() => contentKeys(newKey));
  // What is held when the dialog opens: while the bank is asked, the page behind already shows more.
  const [held] = useState(payment.amount);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const more = readMore(text, payment.currency, held);
  const raise = useMutation({
    mutationFn: async (amount: bigint) => {
      const parameters = { amount: String(amount) };
      return orThrow(
        await postForm<WirePaymentIntent>(`/v1/payment_intents/${encodeURIComponent(payment.id)}/increment_authorization`, parameters, {
          idempotencyKey: keys.keyFor(parameters),
          timeoutMs: RAISE_WITHIN_MS,
        }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['payments'] }),
    onSuccess: ({ amount, status }) => {
      // While the bank has not answered, the page shows that it is in progress.
      if (status === 'requires_capture') onDone(amount);
      onClose();
    },
    // A refusal is final for its key; after a lost answer only the same may be sent again.
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
  const failure = raise.isError ? failureIn(raise.error) : null;
  const open = failure !== null && failure.kind !== 'refused';
  const declined = failure?.kind === 'refused' && failure.status === 402;
  const submit = () => {
    if (raise.isPending) return;
    if (more === null) return setWrong(true);
    raise.mutate(more);
  };
  const now = formats.amount(held, payment.currency);
  const shown = more === null ? null : formats.amount(more, payment.currency);
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`New amount on hold`}
        description={t`The whole amount that is to be held, not the difference. ${now} is held now.`}
        name="raise-amount"
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        disabled={raise.isPending || open}
        value={text}
        error={wrong ? t`Enter an amount above ${now}.` : null}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
      />
      {open ? (
        <Notice tone="warn">
          <Trans>The answer was lost. Press again to find out: the hold is raised only once.</Trans>
        </Notice>
      ) : declined ? (
        <Notice tone="bad" role="alert">
          <Trans>The card’s bank does not agree to a higher amount. {now} stays on hold.</Trans>
        </Notice>
      ) : raise.isError ? (
        <FailureNotice error={raise.error} />
      ) : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={raise.isPending}>
          {shown === null ? <Trans>Raise the hold</Trans> : <Trans>Raise the hold to {shown}</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Has the bank set aside more than it did first. */
export function RaiseDialog({ payment, opened, onClose }: RaiseDialogProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const [done, setDone] = useState<number | null>(null);
  const amount = done === null ? '' : formats.amount(done, payment.currency);
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title={t`Raise the hold`}>
        <RaiseForm payment={payment} onClose={onClose} onDone={setDone} />
      </Dialog>
      <span className="vh" role="status">
        {done === null ? null : <Trans>{amount} is on hold now.</Trans>}
      </span>
    </>
  );
}
