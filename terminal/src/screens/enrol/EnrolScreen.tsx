import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery } from '../../api/queries.ts';
import { knowsPasskeys } from '../../browser/passkeys.ts';
import { Button } from '../../components/controls/Button.tsx';
import { DoorFrame } from '../../shell/DoorFrame.tsx';
import { ProofGuard } from '../../shell/ProofGuard.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import { switchMode } from '../../shell/switchMode.ts';
import { useSignOut } from '../../shell/useSignOut.ts';
import { AddPasskey } from '../account/AddPasskey.tsx';
import { CodeSetup } from '../account/CodeSetup.tsx';
import styles from './EnrolScreen.module.css';

/** Whoever needs a second factor and has none can do nothing else before. */
export function EnrolScreen() {
  const { t } = useLingui();
  const client = useQueryClient();
  const signOut = useSignOut();
  const { livemode, modes } = useSession();
  const [way, setWay] = useState<'code' | 'passkey' | null>(null);
  const enter = () => void client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  useEffect(() => {
    document.title = `${t`Set up a second factor`} · Guichet`;
  }, [t]);
  return (
    <DoorFrame>
      <h1>
        <Trans>Set up a second factor</Trans>
      </h1>
      {way === null ? (
        <div className={styles.ways}>
          <p>
            <Trans>Your role needs one here, so that a password that somebody else learns opens nothing.</Trans>
          </p>
          <Button onClick={() => setWay('code')}>
            <Trans>Codes from an app</Trans>
          </Button>
          {knowsPasskeys() ? (
            <Button variant="default" onClick={() => setWay('passkey')}>
              <Trans>A passkey</Trans>
            </Button>
          ) : null}
        </div>
      ) : null}
      {way === 'code' ? <CodeSetup onDone={enter} /> : null}
      {way === 'passkey' ? <AddPasskey onDone={enter} /> : null}
      <div className={styles.ways}>
        {way === null ? null : (
          <Button variant="subtle" onClick={() => setWay(null)}>
            <Trans>Choose another way</Trans>
          </Button>
        )}
        {livemode && modes.includes('test') ? (
          <Button variant="subtle" onClick={() => switchMode('test')}>
            <Trans>Practise in test mode</Trans>
          </Button>
        ) : null}
        <Button variant="subtle" onClick={() => void signOut('choice')}>
          <Trans>Sign out</Trans>
        </Button>
      </div>
      <ProofGuard />
    </DoorFrame>
  );
}
