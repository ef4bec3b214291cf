import { Trans } from '@lingui/react/macro';
import styles from './Skeleton.module.css';

/** Lines that stand where the content will: nothing jumps when it comes. Appears only after a moment, so that a quick answer doesn't flicker. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="vh">
        <Trans>Loading…</Trans>
      </span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <span key={line} className={styles.line} />
      ))}
    </div>
  );
}
