import type { ReactNode } from 'react';
import { Button } from '../../../components/controls/Button.tsx';
import { Spinner } from '../../../components/controls/Spinner.tsx';
import { FIELD_ID } from '../saleFields.ts';
import take from '../TakeButton.module.css';
import { ReadingWords } from '../TakeButton.tsx';

/** The button that takes it, in the place and shape of the one for cards. */
export function TakeOther({ busy, isReady, children }: { busy: boolean; isReady: boolean; children: ReactNode }) {
  const isLocked = busy || !isReady;
  return (
    <div className={take.take}>
      <button type="submit" id={FIELD_ID.submit} className={take.button} aria-disabled={isLocked} data-busy={isLocked || undefined}>
        {busy ? <Spinner /> : null}
        <span className="num">{children}</span>
      </button>
      <p className={take.words} role="status">
        {isReady ? null : <ReadingWords />}
      </p>
    </div>
  );
}

/** What follows when it has been taken; it has the focus, so that Enter goes on. */
export const GoOn = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <Button autoFocus onClick={onClick} aria-keyshortcuts="F2">
    {children}
  </Button>
);
