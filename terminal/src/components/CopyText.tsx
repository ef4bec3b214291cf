import { useLingui } from '@lingui/react/macro';
import { useClipboard } from '@mantine/hooks';
import styles from './CopyText.module.css';
import { Icon } from './Icon.tsx';

/** An identifier with a button that copies it. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useLingui();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <span className={styles.copy}>
      <code className={styles.text}>{text}</code>
      <button type="button" className={styles.button} aria-label={t`Copy ${label}`} onClick={() => clipboard.copy(text)}>
        <Icon name={clipboard.copied ? 'check' : 'copy'} size={18} />
      </button>
      <span className="vh" role="status">
        {clipboard.copied ? t`Copied` : ''}
      </span>
    </span>
  );
}
