import type { ReactNode } from 'react';
import { Mark } from '../components/Mark.tsx';
import { LanguageSwitch } from '../language/LanguageSwitch.tsx';
import styles from './DoorFrame.module.css';

interface DoorFrameProps {
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** They know the business, and would wonder who Guichet is. */
  readonly isForPayers?: boolean;
}

/** The frame of the pages before the app: one calm sheet, and the languages below it. */
export function DoorFrame({ children, wide = false, isForPayers = false }: DoorFrameProps) {
  return (
    <div className={styles.door}>
      <main className={styles.sheet} data-wide={wide || undefined}>
        {isForPayers ? null : (
          <div className={styles.brand}>
            <Mark size={36} />
            <span>Guichet</span>
          </div>
        )}
        {children}
      </main>
      <LanguageSwitch />
    </div>
  );
}
