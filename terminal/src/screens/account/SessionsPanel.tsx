import type { EndedSessions, OwnSessionView } from '@guichet/contract/securityViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { ownSessionsQuery } from '../../api/securityQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useFormats } from '../../language/useFormats.ts';
import styles from './AccountScreen.module.css';
import { deviceName } from './deviceName.ts';

function Session({ session, onEnd }: { session: OwnSessionView; onEnd: () => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const device = deviceName(session.user_agent) ?? t`Unknown device`;
  const lastActive = formats.moment(session.last_active);
  return (
    <li className={styles.item}>
      <span className={styles.words}>
        <strong>{device}</strong>
        <span className="muted num">
          {session.current ? <Trans>This device</Trans> : <Trans>Last active {lastActive}</Trans>}
          {session.ip === null ? null : ` · ${session.ip}`}
        </span>
      </span>
      {session.current ? null : (
        <Button variant="subtle" aria-label={t`Sign out ${device}`} onClick={onEnd}>
          <Trans>Sign out</Trans>
        </Button>
      )}
    </li>
  );
}

/** Where one is signed in; each place can be signed out from here. */
export function SessionsPanel() {
  const { t } = useLingui();
  const client = useQueryClient();
  const sessions = useQuery(ownSessionsQuery);
  const end = useMutation({
    mutationFn: async (path: string) => orThrow(await postJson<EndedSessions>(path, {})),
    onSettled: () => client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
  const others = sessions.data?.some(({ current }) => !current) ?? false;
  return (
    <Panel title={t`Where you are signed in`}>
      {sessions.isError ? <FailureNotice error={sessions.error} retry={() => void sessions.refetch()} /> : null}
      {end.isError ? <FailureNotice error={end.error} /> : null}
      {sessions.isPending ? <Skeleton lines={2} /> : null}
      <ul className={styles.list}>
        {sessions.data?.map((session) => (
          <Session
            key={session.id}
            session={session}
            onEnd={() => end.mutate(`/guichet/v1/sessions/${encodeURIComponent(session.id)}/end`)}
          />
        ))}
        {others ? (
          <li className={styles.item}>
            <Button variant="default" loading={end.isPending} onClick={() => end.mutate('/guichet/v1/sessions/end_others')}>
              <Trans>Sign out everywhere else</Trans>
            </Button>
          </li>
        ) : null}
      </ul>
    </Panel>
  );
}
