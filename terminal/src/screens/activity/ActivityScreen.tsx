import type { ActivityView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { activityQuery } from '../../api/activityQueries.ts';
import { getFile, withQuery } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { saveFile } from '../../browser/saveFile.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { ActivityFilters } from './ActivityFilters.tsx';
import { ActivityTable } from './ActivityTable.tsx';
import { type ActivitySearch, filtersOf, narrow } from './activitySearch.ts';
import { LineDialog } from './LineDialog.tsx';
import { SealPanel } from './SealPanel.tsx';

/** Who did what, when and from where; found, exported and verified. */
export function ActivityScreen() {
  const { t } = useLingui();
  const search = useSearch({ from: '/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const filters = filtersOf(search);
  const cursor = { after: search.after, before: search.before };
  const page = useQuery({ ...activityQuery({ ...filters }, cursor), placeholderData: keepPreviousData });
  const [open, setOpen] = useState<ActivityView | null>(null);
  const [resets, setResets] = useState(0);
  const download = useMutation({
    mutationFn: async () => orThrow(await getFile(withQuery('/guichet/v1/activity/export', { ...filters }))),
    onSuccess: saveFile,
  });
  const go = (next: ActivitySearch, replace = false) => void navigate({ search: next, replace });
  const showOnly = (target: string) => {
    setOpen(null);
    setResets(resets + 1);
    go({ target });
  };
  return (
    <Page
      title={t`Activity`}
      actions={
        <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
          <Trans>Export as CSV</Trans>
        </Button>
      }
    >
      <ActivityFilters key={resets} search={search} onChange={(change) => go(narrow(search, change), true)} />
      {download.isError ? <FailureNotice error={download.error} /> : null}
      {search.target === undefined ? null : (
        <p>
          <Trans>
            Only what was done to <code>{search.target}</code>
          </Trans>
        </p>
      )}
      {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
      {page.isPending ? (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      ) : null}
      {page.data === undefined ? null : page.data.data.length === 0 ? (
        <Panel>
          <EmptyState icon="search" title={t`No line fits`}>
            <Button
              variant="default"
              onClick={() => {
                setResets(resets + 1);
                go({});
              }}
            >
              <Trans>Show the whole log</Trans>
            </Button>
          </EmptyState>
        </Panel>
      ) : (
        <>
          <Panel flush>
            <ActivityTable lines={page.data.data} onOpen={setOpen} />
          </Panel>
          <Pager cursor={cursor} page={page.data} turn={(to) => go(given({ ...filters, ...to }))} />
        </>
      )}
      <SealPanel />
      <LineDialog line={open} onClose={() => setOpen(null)} onTarget={showOnly} />
    </Page>
  );
}

const given = (search: { readonly [K in keyof ActivitySearch]: ActivitySearch[K] | undefined }): ActivitySearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
