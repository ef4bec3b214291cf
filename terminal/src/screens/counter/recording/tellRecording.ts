import { postJson } from '../../../api/client.ts';
import { nowMs } from '../../../browser/clock.ts';
import { newKey } from '../../../browser/newKey.ts';
import type { RecordingState } from './recordingHook.ts';

/** This page, until it is loaded again: what a telephone system tells one agent's page from another's by. */
const SESSION = newKey();

/** To the page that opened the counter, or frames it; the browser delivers it to the named origins alone. */
function tellPages(message: object, origins: readonly string[]): void {
  const pages: Window[] = [window.opener, window.parent].filter((page) => page !== null && page !== window);
  for (const page of pages) for (const origin of origins) page.postMessage(message, origin);
}

/** Tells scripts of this page, the pages around it, and programs by webhook. Nothing waits for it, and the sale goes on whatever becomes of it. */
export function tellRecording(state: RecordingState, origins: readonly string[]): void {
  const type = `guichet:recording.${state}`;
  const detail = { session: SESSION, at: nowMs() };
  window.dispatchEvent(new CustomEvent(type, { detail }));
  tellPages({ type, ...detail }, origins);
  void postJson('/guichet/v1/recordings', { state, session: SESSION }, { keepalive: true });
}
