import { Trans } from '@lingui/react/macro';
import styles from './Strip.module.css';

/** Stands above every page of a place in test mode. */
export const TestModeStrip = () => (
  <p className={styles.strip} data-tone="warn">
    <strong>
      <Trans>Test mode</Trans>
    </strong>
    <span>
      <Trans>No real money moves.</Trans>
    </span>
  </p>
);
