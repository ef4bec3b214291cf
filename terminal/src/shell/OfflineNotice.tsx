import { Trans } from '@lingui/react/macro';
import { Icon } from '../components/Icon.tsx';
import styles from './Strip.module.css';
import { useConnected } from './useConnected.ts';

/** Says that nothing can be sent now. Card data is never put aside for later. */
export function OfflineNotice() {
  const connected = useConnected();
  return (
    <div role="status">
      {connected ? null : (
        <p className={styles.strip} data-tone="bad">
          <Icon name="plug" size={18} />
          <Trans>No connection. Payments can be taken again as soon as it is back.</Trans>
        </p>
      )}
    </div>
  );
}
