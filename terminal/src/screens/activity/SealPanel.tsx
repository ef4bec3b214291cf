import type { ActivityCheckView } from '@guichet/contract/activityViews.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { activitySealQuery } from '../../api/activityQueries.ts';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import { useFormats } from '../../language/useFormats.ts';
import styles from './ActivityTable.module.css';
import { FINDING_WORDS } from './findingWords.ts';

/** A log is read whole, so that it may take a while. */
const CHECK_WITHIN_MS = 300_000;

function Result({ check }: { check: ActivityCheckView }) {
  const { i18n } = useLingui();
  const { lines, findings, findings_count: count } = check;
  if (count === 0)
    return (
      <Notice tone="good" role="status">
        <Plural
          value={lines}
          one="The one sealed line is as it was written, and none is missing."
          other="All # sealed lines are as they were written, and none is missing."
        />
      </Notice>
    );
  return (
    <Notice tone="bad" role="alert">
      <p>
        <Plural
          value={count}
          one="The log was changed in one place, by somebody with access to the database."
          other="The log was changed in # places, by somebody with access to the database."
        />
      </p>
      <ul>
        {findings.slice(0, 10).map(({ kind, at }) => (
          <li key={`${kind} ${at}`}>
            {i18n._(FINDING_WORDS[kind])} <code>{at}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** How far the log is sealed, and a button that reads it against its seals. */
export function SealPanel() {
  const { t } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const seal = useQuery(activitySealQuery);
  const check = useMutation({
    mutationFn: async () => orThrow(await postJson<ActivityCheckView>('/guichet/v1/activity/verify', {}, { timeoutMs: CHECK_WITHIN_MS })),
    onSettled: () => client.invalidateQueries({ queryKey: ['activity'] }),
  });
  const until = seal.data?.sealed_until ?? null;
  const moment = until === null ? null : `${formats.day(until)}, ${formats.exactTime(until)}`;
  return (
    <Panel title={t`Seals`}>
      <p className="muted">
        {moment === null ? (
          <Trans>Nothing is sealed yet. Lines are sealed within seconds of being written.</Trans>
        ) : (
          <Trans>Sealed up to {moment}. A line that somebody changes, adds or takes away behind the server’s back is found.</Trans>
        )}
      </p>
      <p className={styles.verify}>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          <Trans>Verify the log</Trans>
        </Button>
      </p>
      {check.isError ? <FailureNotice error={check.error} /> : null}
      {check.data === undefined ? null : <Result check={check.data} />}
    </Panel>
  );
}
