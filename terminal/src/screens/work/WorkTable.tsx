import type { WorkItemView, WorkList } from '@guichet/contract/workViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { workQuery } from '../../api/workQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import table from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay, useSession } from '../../shell/SessionContext.ts';
import styles from './WorkScreen.module.css';
import { WORK_ADVICE, WORK_WORDS } from './workWords.ts';

/** What waits, the oldest first. */
export function WorkTable({ items, onDone }: { items: readonly WorkItemView[]; onDone: (item: WorkItemView) => void }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const mayWork = useMay('disputes.write');
  const { person } = useSession();
  const nowSeconds = Date.now() / 1000;
  const mark = useMutation({
    mutationFn: async ({ item, what }: { item: WorkItemView; what: 'take' | 'release' }) => {
      // Who is seen to look after it goes along: it is taken over from them, and from nobody who took it meanwhile.
      const fields = what === 'take' && item.taken_by !== null ? { from: item.taken_by.id } : {};
      return orThrow(
        await postJson<WorkList>(`/guichet/v1/work_items/${encodeURIComponent(item.id)}/${what}`, fields, { idempotencyKey: newKey() }),
      );
    },
    onSuccess: (list) => client.setQueryData(workQuery.queryKey, list),
    onError: () => void client.invalidateQueries({ queryKey: workQuery.queryKey }),
  });
  return (
    <>
      {mark.isError ? <FailureNotice error={mark.error} /> : null}
      <table className={table.table} aria-label={t`To look at`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>What</Trans>
            </th>
            <th scope="col">
              <Trans>Look by</Trans>
            </th>
            <th scope="col">
              <Trans>Looked after by</Trans>
            </th>
            <th scope="col" className={table.end}>
              <Trans>Actions</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const words = i18n._(WORK_WORDS[item.kind]);
            const mine = item.taken_by?.id === person.id;
            return (
              <tr key={item.id}>
                <td data-cell="lead">
                  <span className={table.first}>
                    {words}
                    {item.amount === null || item.currency === null ? null : ` · ${formats.amount(item.amount, item.currency)}`}
                  </span>
                  <span className={table.line}>{i18n._(WORK_ADVICE[item.kind])}</span>
                  <span className={table.second} lang="en">
                    {item.detail}
                  </span>
                  {item.payment_intent === null ? null : (
                    <span className={table.line}>
                      <Link to="/payments/$id" params={{ id: item.payment_intent }}>
                        <Trans>Show the payment</Trans>
                      </Link>
                    </span>
                  )}
                </td>
                <td data-cell="line" className={item.due < nowSeconds ? styles.late : undefined}>
                  <When at={item.due} />
                </td>
                <td data-cell="line">{item.taken_by === null ? <Trans>Nobody yet</Trans> : item.taken_by.name}</td>
                <td data-cell="line">
                  {mayWork ? (
                    <span className={styles.actions}>
                      {mine ? (
                        <Button
                          variant="default"
                          aria-label={t`Give back: ${words}`}
                          loading={mark.isPending}
                          onClick={() => mark.mutate({ item, what: 'release' })}
                        >
                          <Trans>Give back</Trans>
                        </Button>
                      ) : (
                        <Button
                          variant="default"
                          aria-label={item.taken_by === null ? t`Take: ${words}` : t`Take over: ${words}`}
                          loading={mark.isPending}
                          onClick={() => mark.mutate({ item, what: 'take' })}
                        >
                          {item.taken_by === null ? <Trans>Take</Trans> : <Trans>Take over</Trans>}
                        </Button>
                      )}
                      <Button aria-label={t`Done: ${words}`} onClick={() => onDone(item)}>
                        <Trans>Done</Trans>
                      </Button>
                    </span>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
