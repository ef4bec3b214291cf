import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useMay, useSession } from './SessionContext.ts';
import styles from './Strip.module.css';
import { switchMode } from './switchMode.ts';

/** Stands above every page of a place in test mode. */
export function TestModeStrip() {
  const { modes } = useSession();
  const mayOpen = useMay('providers.write');
  return (
    <p className={styles.strip} data-tone="warn">
      <strong>
        <Trans>Test mode</Trans>
      </strong>
      <span>
        <Trans>No real money moves.</Trans>
      </span>{' '}
      <Link to="/help/$guide" params={{ guide: 'practice' }} className={styles.link}>
        <Trans>Practise</Trans>
      </Link>
      {modes.includes('live') ? (
        <button type="button" className={styles.link} onClick={() => switchMode('live')}>
          <Trans>Back to live mode</Trans>
        </button>
      ) : null}
      {!modes.includes('live') && mayOpen ? (
        <Link to="/live-mode" className={`${styles.link} ${styles.roomy}`}>
          <Trans>Take real payments</Trans>
        </Link>
      ) : null}
    </p>
  );
}
