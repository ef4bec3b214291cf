import type { PaymentView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useFormats } from '../../language/useFormats.ts';

type HoldAction = 'capture' | 'cancel';

function HoldForm({ payment, action, onClose }: { payment: PaymentView; action: HoldAction; onClose: () => void }) {
  const formats = useFormats();
  const client = useQueryClient();
  const [key] = useState(newKey);
  const apply = useMutation({
    mutationFn: async () =>
      orThrow(await postForm(`/v1/payment_intents/${encodeURIComponent(payment.id)}/${action}`, {}, { idempotencyKey: key })),
    onSettled: () => client.invalidateQueries({ queryKey: ['payments'] }),
    onSuccess: onClose,
  });
  const amount = formats.amount(payment.amount, payment.currency);
  return (
    <DialogBody onSubmit={() => (apply.isPending ? undefined : apply.mutate())}>
      <p>
        {action === 'capture' ? (
          <Trans>The {amount} on hold will be taken from the card.</Trans>
        ) : (
          <Trans>The {amount} on hold will be released. Nothing is taken from the card.</Trans>
        )}
      </p>
      {apply.isError ? <FailureNotice error={apply.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={apply.isPending}>
          {action === 'capture' ? <Trans>Capture {amount}</Trans> : <Trans>Release the hold</Trans>}
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
