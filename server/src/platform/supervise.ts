import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { childGone } from './childProcess.ts';

/** The few words that a long-lived part says about itself. */
export interface ProcessLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Supervised {
  /** The process id at this moment. */
  pid(): number | undefined;
  /** Ends it for good and waits for that. */
  stop(): Promise<void>;
}

const PAUSE_MIN_MS = 50;
const PAUSE_MAX_MS = 5_000;
/** One that lived this long is started again at once; one that died sooner waits, ever longer. */
const STEADY_AFTER_MS = 10_000;

/**
 * Keeps a process alive: when it dies unasked it is launched again. `launch` answers when the process does its work. Rejects when the
 * first launch does.
 */
export async function supervise(what: {
  name: string;
  launch(): Promise<ChildProcess>;
  stop(child: ChildProcess): Promise<void>;
  log: ProcessLog;
}): Promise<Supervised> {
  const stopping = new AbortController();
  let child = await what.launch();
  let since = performance.now();
  let pauseMs = PAUSE_MIN_MS;

  /** Ends when we stop: either no process runs then, or `child` does. */
  const keepAlive = async (): Promise<void> => {
    for (;;) {
      await Promise.race([childGone(child), aborted(stopping.signal)]);
      if (stopping.signal.aborted) return;
      what.log.error({ pid: child.pid, code: child.exitCode, signal: child.signalCode }, `${what.name} ended unasked`);
      if (performance.now() - since > STEADY_AFTER_MS) pauseMs = PAUSE_MIN_MS;
      const next = await launchAgain();
      if (next === undefined) return;
      child = next;
      what.log.info({ pid: child.pid }, `${what.name} runs again`);
    }
  };
  const launchAgain = async (): Promise<ChildProcess | undefined> => {
    while (!stopping.signal.aborted) {
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
      if (stopping.signal.aborted) break;
      try {
        const next = await what.launch();
        since = performance.now();
        return next;
      } catch (error) {
        what.log.error({ err: error }, `${what.name} could not be started again`);
      }
    }
    return undefined;
  };
  const kept = keepAlive();

  return {
    pid: () => child.pid,
    stop: async () => {
      stopping.abort();
      await kept;
      await what.stop(child);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
