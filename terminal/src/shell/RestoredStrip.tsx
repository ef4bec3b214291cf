import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { restorationQuery } from '../api/backupQueries.ts';
import { Icon } from '../components/Icon.tsx';
import { useFormats } from '../language/useFormats.ts';
import styles from './Strip.module.css';

/** Says that this place was brought back from a backup and can only be read for now. */
export function RestoredStrip() {
  const formats = useFormats();
  const restoration = useQuery(restorationQuery);
  const at = restoration.data?.restored_to ?? null;
  if (at === null) return null;
  const moment = formats.moment(at);
  return (
    <p className={styles.strip} data-tone="bad" role="status">
      <Icon name="warning" size={18} />
      <strong>
        <Trans>Restored to {moment}</Trans>
      </strong>
      <span>
        <Trans>Everything can be read. Nothing is sent or changed until the provider has been read again.</Trans>
      </span>
    </p>
  );
}
