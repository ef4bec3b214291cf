import { Trans } from '@lingui/react/macro';
import type { SaleDraft } from '../saleDraft.ts';
import { Keypad } from './Keypad.tsx';
import styles from './KeypadPart.module.css';
import { chooseKeypad } from './keypadSetting.ts';
import { useKeypad } from './useKeypad.ts';

interface KeypadPartProps {
  readonly draft: SaleDraft;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
}

/** The keys for the amount, and the switch that calls them; it shows where there is something to tap on. */
export function KeypadPart({ draft, onEdit }: KeypadPartProps) {
  const isOn = useKeypad();
  return (
    <>
      {isOn ? <Keypad draft={draft} onEdit={onEdit} /> : null}
      <label className={styles.switch} data-on={isOn || undefined}>
        <input type="checkbox" checked={isOn} onChange={(event) => chooseKeypad(event.currentTarget.checked)} />
        <Trans>Large keys</Trans>
      </label>
    </>
  );
}
