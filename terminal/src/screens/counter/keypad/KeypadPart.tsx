import { Trans } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import type { SaleDraft } from '../saleDraft.ts';
import styles from './KeypadPart.module.css';
import { chooseKeypad } from './keypadSetting.ts';
import { useKeypad } from './useKeypad.ts';

/** A desk with a mouse never needs it. */
const Keypad = lazy(async () => ({ default: (await import('./Keypad.tsx')).Keypad }));

interface KeypadPartProps {
  readonly draft: SaleDraft;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
}

/** The keys for the amount, and the switch that calls them; it shows where there is something to tap on. */
export function KeypadPart({ draft, onEdit }: KeypadPartProps) {
  const isOn = useKeypad();
  return (
    <>
      {isOn ? (
        <Suspense fallback={<div className={styles.room} />}>
          <Keypad draft={draft} onEdit={onEdit} />
        </Suspense>
      ) : null}
      <label className={styles.switch} data-on={isOn || undefined}>
        <input type="checkbox" checked={isOn} onChange={(event) => chooseKeypad(event.currentTarget.checked)} />
        <Trans>Large keys</Trans>
      </label>
    </>
  );
}
