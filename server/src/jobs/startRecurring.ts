import { setTimeout as pause } from 'node:timers/promises';
import type { JobsLog } from './jobsLog.ts';
import { Outages } from './outages.ts';

/** Something to do again and again. Several servers run it side by side, so it claims the rows that it works on by itself. */
export interface RecurringTask {
  readonly name: string;
  /** From the end of one run to the beginning of the next. */
  readonly everyMs: number;
  /** Runs long enough to matter at a stop should look at the signal between two pieces of work. */
  run(signal: AbortSignal): Promise<void>;
}

export interface Recurring {
  /** Stops the tasks one after the other, in the order in which they were given, each when its present run has ended. */
  stop(): Promise<void>;
}

async function repeat(task: RecurringTask, signal: AbortSignal, outages: Outages): Promise<void> {
  while (!signal.aborted) {
    const run = outages.begin(task.name);
    try {
      await task.run(signal);
      run.succeeded();
    } catch (error) {
      // The next run may fare better: what it works on lies in the database.
      if (!signal.aborted) run.failed(error);
    }
    // The pause ends early, by an AbortError, when the task is stopped.
    await pause(task.everyMs, undefined, { signal }).catch(() => {});
  }
}

/** Starts each task now, as what a crash left behind shouldn't wait, and again `everyMs` after each run: runs of one task never overlap. */
export function startRecurring(tasks: readonly RecurringTask[], log: JobsLog): Recurring {
  const outages = new Outages(log);
  const running = tasks.map((task) => {
    const stopping = new AbortController();
    return { stopping, ended: repeat(task, stopping.signal, outages) };
  });
  return {
    async stop() {
      for (const { stopping, ended } of running) {
        stopping.abort();
        await ended;
      }
    },
  };
}
