import { Trans } from '@lingui/react/macro';
import { useNetwork } from '@mantine/hooks';
import { Icon } from '../components/Icon.tsx';
import styles from './Strip.module.css';

/** Says that nothing can be sent now. Card data is never put aside for later. */
export function OfflineNotice() {
  const { online } = useNetwork();
  return (
    <div role="status">
      {online ? null : (
        <p className={styles.strip} data-tone="bad">
          <Icon name="plug" size={18} />
          <Trans>No connection. Payments can be taken again as soon as it is back.</Trans>
        </p>
      )}
    </div>
  );
}
