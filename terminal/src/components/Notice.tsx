import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Notice.module.css';

export type Tone = 'good' | 'bad' | 'warn' | 'info';

const ICONS: Readonly<Record<Tone, IconName>> = { good: 'check', bad: 'cross', warn: 'warning', info: 'question' };

/** A message in the flow of the page: colour, icon and words say the same. */
export function Notice({ tone, children, role, icon }: { tone: Tone; children: ReactNode; role?: 'alert' | 'status'; icon?: IconName }) {
  return (
    <div className={styles.notice} data-tone={tone} role={role}>
      <span className={styles.icon}>
        <Icon name={icon ?? ICONS[tone]} />
      </span>
      <div className={styles.words}>{children}</div>
    </div>
  );
}
