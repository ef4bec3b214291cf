import type { ReactNode } from 'react';
import styles from './HomeScreen.module.css';

/** One figure, large, with what explains it below. */
export function FigureCard({ title, value, children }: { title: string; value: ReactNode; children?: ReactNode }) {
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      <div className={styles.big}>{value}</div>
      {children}
    </section>
  );
}
