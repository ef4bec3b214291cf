import { nowMs } from './clock.ts';
import { pagesVersion } from './pagesVersion.ts';

const HOUR_MS = 3_600_000;
const LEAST_BETWEEN_MS = 600_000;

let otherVersion = false;
const listeners = new Set<() => void>();

/** The worker tells its version when it takes over; one that differs from this page's has come after it. */
function hear({ data }: MessageEvent<unknown>): void {
  if (typeof data !== 'object' || data === null || !('pages' in data) || data.pages === pagesVersion()) return;
  otherVersion = true;
  for (const listener of listeners) listener();
}

/** A page may stay open for weeks: it asks for newer ones hourly, when somebody comes back to it, and when the network does. */
function askForNewer(registration: ServiceWorkerRegistration): void {
  let askedMs = nowMs();
  const ask = (): void => {
    if (nowMs() - askedMs < LEAST_BETWEEN_MS || document.visibilityState === 'hidden') return;
    askedMs = nowMs();
    registration.update().catch(() => undefined);
  };
  setInterval(ask, HOUR_MS);
  document.addEventListener('visibilitychange', ask);
  window.addEventListener('online', ask);
}

const loaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));

/**
 * Lets the browser keep the pages, so that they open without a network, and learns of newer ones. It begins when the page stands, which needs the
 * line first. While developing there is nothing to keep; a browser that refuses goes on without.
 */
export async function keepPages(): Promise<void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', hear);
  serviceWorker.startMessages();
  await loaded();
  await serviceWorker.register('/sw.js').then(askForNewer, () => undefined);
}

/** Nothing is offered to be installed: what the manifest describes is for staff. */
export const forgetInstalling = (): void => document.querySelector('link[rel="manifest"]')?.remove();

/** Whether newer pages than this one have come, for `useSyncExternalStore`. */
export const newerPages = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  areThere: (): boolean => otherVersion,
};
