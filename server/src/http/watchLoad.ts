import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../platform/log.ts';
import type { Admission } from './admission.ts';

const LOOK_EVERY_MS = 100;
const RECKON_EVERY_MS = 1_000;
/** A transaction that takes longer is not waited for: it is crowded enough. */
const STALLED_MS = 2_000;
const TELL_EVERY_MS = 10_000;

export interface LoadParts {
  readonly admission: Admission;
  /** An empty transaction that travels as a charge's do. */
  readonly probe: () => Promise<unknown>;
  readonly nowMs: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

/** How long the probe takes; while it is still under way, how long it has taken. */
async function delayOf({ probe, nowMs }: LoadParts): Promise<number> {
  const from = nowMs();
  const ended = new AbortController();
  // What fails says as much about how long one waits as what succeeds.
  const probed = probe().then(
    () => ended.abort(),
    () => ended.abort(),
  );
  await Promise.race([probed, sleep(STALLED_MS, undefined, { signal: ended.signal }).catch(() => {})]);
  return nowMs() - from;
}

/** Tells, at most every ten seconds, that requests are refused. */
function teller({ admission, nowMs, log }: LoadParts): () => void {
  let [told, toldAtMs] = [0, Number.NEGATIVE_INFINITY];
  return () => {
    const { refused, ...counts } = admission.counts;
    if (refused === told || nowMs() - toldAtMs < TELL_EVERY_MS) return;
    log.warn({ ...counts, refused: refused - told }, 'more is asked than this server can do in time: some requests are refused');
    [told, toldAtMs] = [refused, nowMs()];
  };
}

/**
 * Looks at the server's own load again and again, and lets more or fewer in. An idle server is not looked at. Answers how to stop it.
 * Who waits is refused in time even if a look takes long.
 */
export function watchLoad(parts: LoadParts): { stop(): Promise<void> } {
  const { admission } = parts;
  const stopped = new AbortController();
  const tell = teller(parts);
  const late = setInterval(() => {
    admission.refuseLate();
    tell();
  }, LOOK_EVERY_MS);
  const reckoning = setInterval(() => admission.reckon(), RECKON_EVERY_MS);
  const looking = (async () => {
    while (!stopped.signal.aborted) {
      const { in_flight, queued, limit } = admission.counts;
      if (queued > 0 || in_flight >= limit / 2) admission.adapt(await delayOf(parts));
      else admission.rest();
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopped.signal }).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      clearInterval(late);
      clearInterval(reckoning);
      await looking;
    },
  };
}
