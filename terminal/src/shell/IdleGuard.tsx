import type { SessionView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { get } from '../api/client.ts';
import { nowMs } from '../browser/clock.ts';
import { Button } from '../components/controls/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import styles from './IdleGuard.module.css';
import { type IdleStep, idleStep } from './idle.ts';
import { useSession } from './SessionContext.ts';
import { useSignOut } from './useSignOut.ts';

const COUNTED_UNDER = 'guichet.counted';
const ACTIVITY = ['keydown', 'pointerdown', 'wheel', 'touchmove'] as const;

/** Other tabs of the same browser share the session, so they share the count. */
const countedElsewhere = (): number => Number(localStorage.getItem(COUNTED_UNDER) ?? 0);

/** Keeps the session alive while somebody works, warns a minute before it ends, and ends it. */
export function IdleGuard() {
  const { t } = useLingui();
  const timeoutMs = useSession().idle_timeout_seconds * 1000;
  const signOut = useSignOut();
  const [step, setStep] = useState<IdleStep>('rest');
  const [now, setNow] = useState(nowMs);
  const lastActivity = useRef(nowMs());
  const lastCounted = useRef(nowMs());

  const tell = useCallback(async () => {
    const toldAt = nowMs();
    const outcome = await get<SessionView>('/guichet/v1/session?activity=1');
    if (!outcome.ok) return;
    lastCounted.current = toldAt;
    localStorage.setItem(COUNTED_UNDER, String(toldAt));
    setStep('rest');
  }, []);

  useEffect(() => {
    const mark = () => {
      lastActivity.current = nowMs();
    };
    for (const type of ACTIVITY) window.addEventListener(type, mark, { capture: true, passive: true });
    return () => {
      for (const type of ACTIVITY) window.removeEventListener(type, mark, { capture: true });
    };
  }, []);

  useEffect(() => {
    if (step === 'end') return;
    const timer = setInterval(() => {
      const time = nowMs();
      lastCounted.current = Math.max(lastCounted.current, countedElsewhere());
      // Behind the warning only its buttons count as activity.
      const lastActivityMs = step === 'warn' ? 0 : lastActivity.current;
      const next = idleStep({ lastActivityMs, lastCountedMs: lastCounted.current, timeoutMs }, time);
      if (next === 'tell') void tell();
      else if (next === 'end') void signOut('idle');
      setStep(next === 'tell' ? 'rest' : next);
      setNow(time);
    }, 1000);
    return () => clearInterval(timer);
  }, [step, timeoutMs, tell, signOut]);

  const leftSeconds = Math.max(0, Math.ceil((lastCounted.current + timeoutMs - now) / 1000));
  return (
    <Dialog opened={step === 'warn'} onClose={() => void tell()} title={t`Are you still there?`}>
      <div className={styles.warning}>
        <p>
          <Trans>
            Nobody has used this page for a while. In <strong className="num">{leftSeconds}</strong> seconds you will be signed out.
          </Trans>
        </p>
        <p className="muted">
          <Trans>What you have typed is kept for you, except card details.</Trans>
        </p>
        <div className={styles.buttons}>
          <Button data-autofocus onClick={() => void tell()}>
            <Trans>Stay signed in</Trans>
          </Button>
          <Button variant="default" onClick={() => void signOut('choice')}>
            <Trans>Sign out</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
