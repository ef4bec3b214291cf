import { Trans } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { approvalQuery } from '../api/approvalQueries.ts';
import { useFormats } from '../language/useFormats.ts';
import { Notice } from './Notice.tsx';
import { When } from './When.tsx';

/** What was asked for waits for another person: who that can be, until when, and how to go on. */
export function ApprovalWaits({ id, children }: { id: string; children?: ReactNode }) {
  const formats = useFormats();
  const client = useQueryClient();
  const { data: approval } = useQuery(approvalQuery(id));
  // Lists that are loaded do not have it yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked for next is another that they don't have.
  useEffect(() => void client.invalidateQueries({ queryKey: ['approvals', 'list'] }), [client, id]);
  const amount = approval === undefined ? '' : formats.amount(approval.amount, approval.currency);
  const names = approval?.approvers.map(({ name }) => name).join(', ') ?? '';
  return (
    <Notice tone="info" role="status" icon="clock">
      <p>
        <strong>
          <Trans>This waits for approval</Trans>
        </strong>
      </p>
      <p>
        <Trans>It is above what one person may do here. Nothing has been done yet, and you need not ask again.</Trans>
      </p>
      {approval === undefined ? null : (
        <p>
          {names === '' ? (
            <Trans>Nobody else may approve it yet: ask the owner to give somebody the right.</Trans>
          ) : (
            <Trans>
              {amount} can be approved until <When at={approval.expires} />. Who can do it: {names}.
            </Trans>
          )}
        </p>
      )}
      <p>
        <Link to="/approvals">
          <Trans>Show what waits</Trans>
        </Link>
      </p>
      {children}
    </Notice>
  );
}
