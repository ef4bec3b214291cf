import { Trans, useLingui } from '@lingui/react/macro';
import { useClipboard } from '@mantine/hooks';
import { Button } from '../../components/controls/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import styles from './CodeSetup.module.css';

/** Recovery codes, which are shown this once. */
export function RecoveryCodesList({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useLingui();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className={styles.form}>
      <Notice tone="warn">
        <Trans>Keep these codes where you find them without your phone. Each lets you in once, and they are not shown again.</Trans>
      </Notice>
      <ul className={styles.codes} aria-label={t`Recovery codes`}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={onKept} data-autofocus>
          <Trans>I have kept them</Trans>
        </Button>
        <Button variant="default" onClick={() => clipboard.copy(codes.join('\n'))}>
          {clipboard.copied ? <Trans>Copied</Trans> : <Trans>Copy all</Trans>}
        </Button>
      </div>
    </div>
  );
}
