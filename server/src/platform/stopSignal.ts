/** Why we stop: a signal, the end of whoever started us, or an error that nobody caught. */
export interface StopReason {
  why: string;
  fault?: unknown;
}

export interface StopSignal {
  /** Resolves once, at the first reason; what comes later changes nothing. */
  requested: Promise<StopReason>;
  /** Throws Stopped when a stop was asked for, between two steps of a start. */
  check(): void;
  /** Stops also when standard input ends: its other end is held by the program that started us. */
  whenInputEnds(): void;
}

/** A start that was interrupted because somebody asked to stop; not an error. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** From now on no signal ends the process by itself: the caller stops in order. A second Ctrl-C is heard and adds nothing. */
export function listenForStop(): StopSignal {
  const { promise, resolve } = Promise.withResolvers<StopReason>();
  let asked = false;
  const ask = (reason: StopReason): void => {
    asked = true;
    resolve(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask({ why: signal }));
  process.on('uncaughtException', (fault) => ask({ why: 'fault', fault }));
  // Whoever read our words may be gone; the work goes on until the stop.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  return {
    requested: promise,
    check: () => {
      if (asked) throw new Stopped('A stop was asked for while starting.');
    },
    whenInputEnds: () => {
      process.stdin.on('close', () => ask({ why: 'whoever started the server has ended' }));
      process.stdin.on('error', () => {});
      process.stdin.resume();
    },
  };
}
