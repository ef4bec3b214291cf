import { describe, expect, it } from 'vitest';
import { startRecurring } from './startRecurring.ts';

/** A promise and what settles it. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const quiet = { error: (_details: object, message: string) => expect.fail(message) };

describe('startRecurring', () => {
  it('runs a task at once, and again and again, never twice at a time', async () => {
    const enough = gate();
    let [runs, inside, most] = [0, 0, 0];
    const run = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
      runs += 1;
      if (runs === 5) enough.open();
    };
    const recurring = startRecurring([{ name: 'count', everyMs: 1, run }], quiet);
    await enough.opened;
    await recurring.stop();
    const [runsAtStop] = [runs];
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(runs).toBe(runsAtStop);
    expect(most).toBe(1);
  });

  it('logs an error and goes on, and lets the other tasks alone', async () => {
    const [again, other] = [gate(), gate()];
    const logged: { details: object; message: string }[] = [];
    let runs = 0;
    const failing = async () => {
      runs += 1;
      if (runs === 2) again.open();
      throw new Error(`Run ${runs}.`);
    };
    const recurring = startRecurring(
      [
        { name: 'failing', everyMs: 1, run: failing },
        { name: 'other', everyMs: 1000, run: async () => other.open() },
      ],
      { error: (details, message) => logged.push({ details, message }) },
    );
    await Promise.all([again.opened, other.opened]);
    await recurring.stop();
    expect(logged[0]).toEqual({ details: { task: 'failing', err: new Error('Run 1.') }, message: 'A recurring task failed.' });
  });

  it('stops in order: a task is told to end when the one before it has ended', async () => {
    const happened: string[] = [];
    const [begun, release] = [gate(), gate()];
    const first = async (signal: AbortSignal) => {
      signal.addEventListener('abort', () => happened.push('first told'));
      begun.open();
      await release.opened;
      happened.push('first ended');
    };
    const second = async (signal: AbortSignal) => {
      signal.addEventListener('abort', () => happened.push('second told'));
    };
    const recurring = startRecurring(
      [
        { name: 'first', everyMs: 60_000, run: first },
        { name: 'second', everyMs: 60_000, run: second },
      ],
      quiet,
    );
    await begun.opened;
    const stopped = recurring.stop();
    release.open();
    await stopped;
    expect(happened).toEqual(['first told', 'first ended', 'second told']);
  });
});
