import type { PaymentView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { readPart, typedWhole } from './partOf.ts';

type HoldAction = 'capture' | 'cancel';

function HoldForm({ payment, action, onClose }: { payment: PaymentView; action: HoldAction; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [text, setText] = useState(typedWhole(payment.amount, payment.currency, i18n.locale));
  const [wrong, setWrong] = useState(false);
  const part = action === 'capture' ? readPart(text, payment.currency, payment.amount) : null;
  const apply = useMutation({
    mutationFn: async () =>
      orThrow(
        await postForm(
          `/v1/payment_intents/${encodeURIComponent(payment.id)}/${action}`,
          part === null ? {} : { amount_to_capture: String(part) },
          { idempotencyKey: key },
        ),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['payments'] }),
    onSuccess: onClose,
    // A refusal is final for its key; a lost answer isn't, and then only the same may be sent again.
    onError: (error) => (failureIn(error).kind === 'refused' ? setKey(newKey()) : undefined),
  });
  const open = apply.isError && failureIn(apply.error).kind !== 'refused';
  const submit = () => {
    if (apply.isPending) return;
    if (action === 'capture' && part === null) return setWrong(true);
    apply.mutate();
  };
  const amount = formats.amount(payment.amount, payment.currency);
  const shown = part === null ? null : formats.amount(part, payment.currency);
  return (
    <DialogBody onSubmit={submit}>
      {action === 'capture' ? (
        <TextInput
          label={t`Amount to capture`}
          description={t`Up to ${amount}. What is left of the hold is released.`}
          name="capture-amount"
          inputMode="decimal"
          autoComplete="off"
          data-autofocus
          disabled={apply.isPending || open}
          value={text}
          error={wrong ? t`Enter an amount above zero, up to ${amount}.` : null}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
        />
      ) : (
        <p>
          <Trans>The {amount} on hold will be released. Nothing is taken from the card.</Trans>
        </p>
      )}
      {apply.isError ? <FailureNotice error={apply.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus={action === 'cancel' || undefined} loading={apply.isPending}>
          {action === 'cancel' ? <Trans>Release the hold</Trans> : shown === null ? <Trans>Capture</Trans> : <Trans>Capture {shown}</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Takes what the bank has set aside, or lets it go. */
export function HoldDialog({ payment, action, onClose }: { payment: PaymentView; action: HoldAction | null; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog opened={action !== null} onClose={onClose} title={action === 'cancel' ? t`Release the hold` : t`Capture`}>
      {action === null ? null : <HoldForm payment={payment} action={action} onClose={onClose} />}
    </Dialog>
  );
}
