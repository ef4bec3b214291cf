import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './Dialog.module.css';
import { Icon } from './Icon.tsx';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Whether a click beside it closes it; not where something would be lost. */
  readonly closesOutside?: boolean;
  /** Slides in at the lower edge of a phone. */
  readonly sheet?: boolean;
}

/**
 * The browser's own modal dialog: it holds the focus, makes the page behind inert, closes with Escape and gives the focus back. What is
 * inside exists only while it is open, so each opening starts anew. `data-autofocus` marks what takes the focus.
 */
export function Dialog({ opened, onClose, title, children, closesOutside = true, sheet = false }: DialogProps) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === opened) return;
    if (!opened) return element.close();
    element.showModal();
    const first = element.querySelector<HTMLElement>('[data-autofocus]');
    (first ?? element).focus();
  }, [opened]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which the browser turns into `cancel`.
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-sheet={sheet || undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => (closesOutside && event.target === event.currentTarget ? onClose() : undefined)}
    >
      {opened ? (
        <div className={styles.inside}>
          <div className={styles.header}>
            <h2 id={id}>{title}</h2>
            <button type="button" className={styles.close} aria-label={t`Close`} onClick={onClose}>
              <Icon name="cross" size={22} />
            </button>
          </div>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
