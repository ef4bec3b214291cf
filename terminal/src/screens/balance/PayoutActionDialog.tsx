import type { WirePayout } from '@guichet/contract/wire/payout.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useFormats } from '../../language/useFormats.ts';

export type PayoutAction = 'cancel' | 'reverse';

interface Chosen {
  readonly payout: WirePayout;
  readonly action: PayoutAction;
}

function ActionForm({ payout, action, onClose }: Chosen & { onClose: () => void }) {
  const formats = useFormats();
  const client = useQueryClient();
  const [idempotencyKey] = useState(newKey);
  const act = useMutation({
    mutationFn: async () =>
      orThrow(await postForm<WirePayout>(`/v1/payouts/${encodeURIComponent(payout.id)}/${action}`, {}, { idempotencyKey })),
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['payouts'] }), client.invalidateQueries({ queryKey: ['balance'] })]),
    onSuccess: onClose,
  });
  const amount = formats.amount(payout.amount, payout.currency);
  return (
    <DialogBody onSubmit={() => (act.isPending ? undefined : act.mutate())}>
      <p>
        {action === 'cancel' ? (
          <Trans>The payout of {amount} is not sent, and the money is available again.</Trans>
        ) : (
          <Trans>{amount} are taken from your bank account again. They are available when the bank has done so.</Trans>
        )}
      </p>
      {act.isError ? <FailureNotice error={act.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={act.isPending}>
          {action === 'cancel' ? <Trans>Cancel the payout</Trans> : <Trans>Take the payout back</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Asks before a payout is taken back, before or after it was sent. */
export function PayoutActionDialog({ open, onClose }: { open: Chosen | null; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog opened={open !== null} onClose={onClose} title={open?.action === 'reverse' ? t`Take the payout back?` : t`Cancel the payout?`}>
      {open === null ? null : <ActionForm payout={open.payout} action={open.action} onClose={onClose} />}
    </Dialog>
  );
}
