import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Textarea } from '../../components/controls/Textarea.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ApprovalFailure } from './ApprovalFailure.tsx';
import { PaidOutTo, useApprovalReason, useApprovalTitle } from './ApprovalText.tsx';

export type Decision = 'approve' | 'decline' | 'withdraw';

export interface Chosen {
  readonly approval: ApprovalView;
  readonly decision: Decision;
}

interface DecideProps extends Chosen {
  readonly onClose: () => void;
}

/** Whether the answer leaves open if it was decided. Pressing again finds out, as it is carried out once. */
const isOpen = (error: unknown): boolean => failureIn(error).kind !== 'refused';

/** It was approved, and could not be done any more: the dialog stays to say why. */
function NotCarriedOut({ failure, onClose }: { failure: NonNullable<ApprovalView['failure']>; onClose: () => void }) {
  return (
    <DialogBody onSubmit={onClose}>
      <Notice tone="warn" role="alert" icon="warning">
        <p>
          <Trans>This could not be carried out any more, so nothing was done.</Trans>
        </p>
        <p>
          <ApprovalFailure failure={failure} />
        </p>
      </Notice>
      <Button type="submit" autoFocus>
        <Trans>Close</Trans>
      </Button>
    </DialogBody>
  );
}

function Consequence({ approval, decision }: Pick<DecideProps, 'approval' | 'decision'>) {
  const title = useApprovalTitle();
  const reason = useApprovalReason()(approval);
  const words = title(approval);
  const { name } = approval.asked_by;
  return (
    <>
      <p>
        <strong>{words}</strong>
      </p>
      {approval.paid_out_to === null ? null : (
        <p>
          <PaidOutTo account={approval.paid_out_to} />
        </p>
      )}
      {reason === '' ? null : (
        <p>
          <Trans>Why: {reason}</Trans>
        </p>
      )}
      <p className="muted">
        {decision === 'approve' ? (
          <Trans>{name} asked for it. It is carried out as soon as you press, and your name stands beside it.</Trans>
        ) : decision === 'decline' ? (
          <Trans>{name} asked for it. It will not be done.</Trans>
        ) : (
          <Trans>It will not be done. You can ask for it again later.</Trans>
        )}
      </p>
    </>
  );
}

function DecideForm({ approval, decision, onClose }: DecideProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [key, setKey] = useState(newKey);
  const decide = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<ApprovalView>(
          `/guichet/v1/approvals/${encodeURIComponent(approval.id)}/${decision}`,
          decision === 'decline' && note.trim() !== '' ? { note: note.trim() } : {},
          { idempotencyKey: key, timeoutMs: 30_000 },
        ),
      ),
    // Not waited for: what came of it is said at once, also where the lists cannot be loaded.
    onSettled: () => {
      for (const kind of ['approvals', 'payments', 'records', 'payouts', 'balance']) void client.invalidateQueries({ queryKey: [kind] });
    },
    onSuccess: ({ status }) => (status === 'failed' ? undefined : onClose()),
    onError: (error) => (isOpen(error) ? undefined : setKey(newKey())),
  });
  if (decide.data?.failure != null) return <NotCarriedOut failure={decide.data.failure} onClose={onClose} />;
  const open = decide.isError && isOpen(decide.error);
  return (
    <DialogBody onSubmit={() => (decide.isPending ? undefined : decide.mutate())}>
      <Consequence approval={approval} decision={decision} />
      {decision === 'decline' ? (
        <Textarea
          label={t`Why, if you like`}
          description={t`Who asked for it can read this.`}
          name="approval-note"
          minRows={2}
          maxLength={500}
          data-autofocus
          disabled={decide.isPending || open}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value);
            setKey(newKey());
          }}
        />
      ) : null}
      {open ? (
        <Notice tone="warn">
          <Trans>The answer was lost. Press again to find out: it is carried out only once.</Trans>
        </Notice>
      ) : decide.isError ? (
        <FailureNotice error={decide.error} />
      ) : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={decide.isPending} {...(decision !== 'decline' && { 'data-autofocus': true })}>
          {decision === 'approve' ? <Trans>Approve</Trans> : decision === 'decline' ? <Trans>Decline</Trans> : <Trans>Withdraw</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Approves, declines or withdraws what waits, after one more look at it. */
export function DecideDialog({ chosen, onClose }: { chosen: Chosen | null; onClose: () => void }) {
  const { t } = useLingui();
  const titles = { approve: t`Approve this?`, decline: t`Decline this?`, withdraw: t`Withdraw this?` };
  return (
    <Dialog opened={chosen !== null} onClose={onClose} title={titles[chosen?.decision ?? 'approve']}>
      {chosen === null ? null : <DecideForm key={`${chosen.approval.id} ${chosen.decision}`} {...chosen} onClose={onClose} />}
    </Dialog>
  );
}
