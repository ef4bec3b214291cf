import { vi } from 'vitest';

/** Waits until something is so. The limit is for a machine that is busy with much else; it ends as soon as it is so. */
export const until = (isSo: () => boolean | Promise<boolean>): Promise<boolean> => vi.waitUntil(isSo, { timeout: 15_000, interval: 25 });
