import { Trans } from '@lingui/react/macro';
import type { FormEvent, ReactNode } from 'react';
import { Button } from './controls/Button.tsx';
import styles from './DialogBody.module.css';

/** The inside of a dialog that does one thing: Enter does it. */
export function DialogBody({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.body} onSubmit={submit} noValidate autoComplete="off">
      {children}
    </form>
  );
}

/** The dialog's action, then the way out. */
export const DialogButtons = ({ onCancel, children }: { onCancel: () => void; children: ReactNode }) => (
  <div className={styles.buttons}>
    {children}
    <Button variant="default" onClick={onCancel}>
      <Trans>Cancel</Trans>
    </Button>
  </div>
);
