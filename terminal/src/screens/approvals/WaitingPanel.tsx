import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { waitingQuery } from '../../api/approvalQueries.ts';
import type { Cursor } from '../../api/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { type Chosen, DecideDialog } from './DecideDialog.tsx';
import { WaitingTable } from './WaitingTable.tsx';

/**
 * What waits for approval, and the dialog that decides about it. The dialog stands beside the list: it has something to say when what it was
 * about, the last that waited maybe, has left the list. Where nothing waits there is only `empty`, if anything.
 */
export function WaitingPanel({ empty }: { empty?: ReactNode }) {
  const { t } = useLingui();
  const [cursor, setCursor] = useState<Cursor>({});
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const waiting = useQuery({ ...waitingQuery({}, cursor), placeholderData: keepPreviousData });
  const page = waiting.data;
  const title = t`Waits for approval`;
  // All of a page but the first has been decided.
  if (page?.data.length === 0 && (cursor.after ?? cursor.before) !== undefined) setCursor({});
  return (
    <>
      {waiting.isError ? <FailureNotice error={waiting.error} retry={() => void waiting.refetch()} /> : null}
      {page !== undefined && page.data.length > 0 ? (
        <Panel title={title} flush>
          <WaitingTable approvals={page.data} onChoose={setChosen} />
          <Pager cursor={cursor} page={page} turn={setCursor} />
        </Panel>
      ) : empty === undefined || waiting.isError ? null : (
        <Panel title={title}>{page === undefined ? <Skeleton lines={4} /> : empty}</Panel>
      )}
      <DecideDialog chosen={chosen} onClose={() => setChosen(null)} />
    </>
  );
}
