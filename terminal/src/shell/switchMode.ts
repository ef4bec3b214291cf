import type { Mode } from '@guichet/contract/terminal.ts';
import { keepMode } from '../browser/chosenMode.ts';
import { keepSession } from './keptSession.ts';

/** Begins this tab anew in a mode, at `path`: whatever the pages hold belongs to the other one. What was typed there is kept for the way back. */
export function switchMode(mode: Mode, path = '/'): void {
  keepMode(mode);
  keepSession(null);
  window.location.assign(path);
}
