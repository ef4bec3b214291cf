import type { ComponentProps, ReactNode } from 'react';
import styles from './controls.module.css';
import { Spinner } from './Spinner.tsx';

export interface ButtonProps extends ComponentProps<'button'> {
  /** How much it asks to be pressed: the one thing to do, one of several, or something beside. */
  readonly variant?: 'filled' | 'default' | 'subtle';
  /** What it does can't be taken back. */
  readonly danger?: boolean;
  /** Under way: it can't be pressed meanwhile. */
  readonly loading?: boolean;
  readonly leftSection?: ReactNode;
  readonly rightSection?: ReactNode;
  readonly fullWidth?: boolean;
  /** For a line of text. */
  readonly compact?: boolean;
}

/** A button. Unless told it submits nothing. */
export function Button(props: ButtonProps) {
  const { variant = 'filled', danger, loading, leftSection, rightSection, fullWidth, compact, className, children, ...button } = props;
  return (
    <button
      type="button"
      {...button}
      disabled={button.disabled === true || loading === true}
      className={className === undefined ? styles.button : `${styles.button} ${className}`}
      data-variant={variant}
      data-danger={danger || undefined}
      data-loading={loading || undefined}
      data-wide={fullWidth || undefined}
      data-compact={compact || undefined}
    >
      {leftSection === undefined ? null : <span className={styles.section}>{leftSection}</span>}
      <span className={styles.words}>{children}</span>
      {rightSection === undefined ? null : <span className={styles.section}>{rightSection}</span>}
      {loading === true ? (
        <span className={styles.loading}>
          <Spinner />
        </span>
      ) : null}
    </button>
  );
}
