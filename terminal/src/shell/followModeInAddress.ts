import { MODES } from '@guichet/contract/terminal.ts';
import { keepMode } from '../browser/chosenMode.ts';
import { keepSession } from './keptSession.ts';

/**
 * `?mode=test`, as mails to those who approve have it, switches this tab to the mode that they speak of. The address is cleaned afterwards,
 * so that a reload stays in the mode that somebody has chosen since.
 */
export function followModeInAddress(): void {
  const address = new URL(window.location.href);
  const mode = MODES.find((each) => each === address.searchParams.get('mode'));
  if (mode === undefined) return;
  keepMode(mode);
  keepSession(null);
  address.searchParams.delete('mode');
  window.history.replaceState(window.history.state, '', address);
}
