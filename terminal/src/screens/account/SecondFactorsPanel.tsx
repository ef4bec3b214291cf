import type { RecoveryCodes, SecondFactorsView } from '@guichet/contract/securityViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { sessionQuery } from '../../api/queries.ts';
import { secondFactorsQuery } from '../../api/securityQueries.ts';
import { knowsPasskeys } from '../../browser/passkeys.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { When } from '../../components/When.tsx';
import styles from './AccountScreen.module.css';
import { AddPasskey } from './AddPasskey.tsx';
import { CodeSetup } from './CodeSetup.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { RecoveryCodesList } from './RecoveryCodesList.tsx';

type Open = 'setup' | 'remove' | 'renew' | 'passkey';

function RenewCodes({ onDone }: { onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodesList codes={codes} onKept={onDone} />;
  return (
    <PasswordStep<RecoveryCodes> path="/guichet/v1/second_factors/recovery_codes" onDone={(made) => setCodes(made.recovery_codes)}>
      <p>
        <Trans>New recovery codes take the place of the old ones, which no longer let you in.</Trans>
      </p>
    </PasswordStep>
  );
}

function Passkeys({ passkeys }: Pick<SecondFactorsView, 'passkeys'>) {
  const { t } = useLingui();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: async (id: string) =>
      orThrow(await postJson<SecondFactorsView>(`/guichet/v1/passkeys/${encodeURIComponent(id)}/remove`, {})),
    onSuccess: (view) => {
      client.setQueryData(secondFactorsQuery.queryKey, view);
      void client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
  });
  return (
    <>
      {passkeys.map(({ id, name, created }) => (
        <li key={id} className={styles.item}>
          <span className={styles.words}>
            <strong>{name ?? t`Passkey`}</strong>
            <span className="muted">
              <Trans>Passkey</Trans>
              {created === null ? null : (
                <>
                  {' · '}
                  <When at={created} />
                </>
              )}
            </span>
          </span>
          <Button variant="subtle" aria-label={t`Remove ${name ?? t`Passkey`}`} onClick={() => remove.mutate(id)}>
            <Trans>Remove</Trans>
          </Button>
        </li>
      ))}
      {remove.isError ? <FailureNotice error={remove.error} /> : null}
    </>
  );
}

function Factors({ factors, open }: { factors: SecondFactorsView; open: (what: Open) => void }) {
  return (
    <ul className={styles.list}>
      <li className={styles.item}>
        <span className={styles.words}>
          <strong>
            <Trans>Codes from an app</Trans>
          </strong>
          <span className="muted">
            {factors.code ? <Trans>Signing in takes your password and a code.</Trans> : <Trans>Not set up.</Trans>}
          </span>
        </span>
        {factors.code ? (
          <>
            <Button variant="subtle" onClick={() => open('renew')}>
              <Trans>New recovery codes</Trans>
            </Button>
            <Button variant="subtle" onClick={() => open('remove')}>
              <Trans>Remove</Trans>
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => open('setup')}>
            <Trans>Set up codes</Trans>
          </Button>
        )}
      </li>
      <Passkeys passkeys={factors.passkeys} />
      <li className={styles.item}>
        <span className={styles.words}>
          <span className="muted">
            {knowsPasskeys() ? (
              <Trans>A passkey signs you in without a password.</Trans>
            ) : (
              <Trans>This browser makes no passkeys here: they need a newer one, and an address that begins with https.</Trans>
            )}
          </span>
        </span>
        {knowsPasskeys() ? (
          <Button variant="default" onClick={() => open('passkey')}>
            <Trans>Add a passkey</Trans>
          </Button>
        ) : null}
      </li>
    </ul>
  );
}

/** What stands beside the password. */
export function SecondFactorsPanel() {
  const { t } = useLingui();
  const client = useQueryClient();
  const factors = useQuery(secondFactorsQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => {
    setOpen(null);
    void client.invalidateQueries({ queryKey: secondFactorsQuery.queryKey });
    void client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  };
  const titles = { setup: t`Set up codes`, remove: t`Remove codes`, renew: t`New recovery codes`, passkey: t`Add a passkey` };
  return (
    <Panel title={t`Second factor`}>
      {factors.isError ? <FailureNotice error={factors.error} retry={() => void factors.refetch()} /> : null}
      {factors.isPending ? <Skeleton lines={3} /> : null}
      {factors.data === undefined ? null : <Factors factors={factors.data} open={setOpen} />}
      <Dialog opened={open !== null} onClose={close} title={open === null ? '' : titles[open]} closesOutside={false}>
        {open === 'setup' ? <CodeSetup onDone={close} /> : null}
        {open === 'renew' ? <RenewCodes onDone={close} /> : null}
        {open === 'passkey' ? <AddPasskey onDone={close} /> : null}
        {open === 'remove' ? (
          <PasswordStep<SecondFactorsView> path="/guichet/v1/second_factors/code/remove" onDone={close}>
            <p>
              <Trans>From then on your password alone signs you in, unless you have a passkey.</Trans>
            </p>
          </PasswordStep>
        ) : null}
      </Dialog>
    </Panel>
  );
}
