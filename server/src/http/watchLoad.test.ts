import { expect, it, onTestFinished } from 'vitest';
import { until } from '../../test/harness/until.ts';
import { Admission } from './admission.ts';
import { boundsUpTo } from './capacity.rules.ts';
import { watchLoad } from './watchLoad.ts';

const A = { account: 'a', sender: 'key' };

function watched(probe: () => Promise<unknown>, most = 600) {
  let nowMs = 0;
  const lines: unknown[] = [];
  const admission = new Admission({ nowMs: () => nowMs, bounds: boundsUpTo(most) });
  const watch = watchLoad({ admission, probe, nowMs: () => nowMs, log: { warn: (details: unknown) => void lines.push(details) } as never });
  onTestFinished(() => watch.stop());
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { admission, lines, pass };
}

const fill = (admission: Admission): void => {
  while (admission.tryEnter(A));
};

it('lets fewer in while an empty transaction takes long, also when it fails', async () => {
  let calls = 0;
  const { admission, pass } = watched(async () => {
    calls += 1;
    pass(400);
    if (calls === 2) throw new Error('The database is gone.');
  });
  fill(admission);
  await until(() => admission.counts.limit < 64);
  // What is in is more than is to be in now: nothing changes until they have left.
  const { limit, in_flight } = admission.counts;
  for (let left = in_flight; left >= limit; left -= 1) admission.leave(A);
  await until(() => admission.counts.limit < limit);
  expect(calls).toBeGreaterThan(1);
});

it('does not look at a server that has nothing to do', async () => {
  let calls = 0;
  const { admission } = watched(async () => {
    calls += 1;
  });
  admission.tryEnter(A);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(calls).toBe(0);
  fill(admission);
  await until(() => calls > 0);
});

it('refuses in time who waits, and tells so once in ten seconds', async () => {
  // So few that it cannot be more or fewer.
  const { admission, lines, pass } = watched(async () => {}, 16);
  fill(admission);
  const [first, second] = [admission.wait(A), admission.wait(A)];
  pass(2_000);
  expect([await first.isIn, await second.isIn]).toEqual([false, false]);
  await until(() => lines.length === 1);
  expect(lines[0]).toMatchObject({ refused: 2, queued: 0 });
  const third = admission.wait(A);
  pass(2_000);
  expect(await third.isIn).toBe(false);
  pass(8_000);
  await until(() => lines.length === 2);
  expect(lines[1]).toMatchObject({ refused: 1 });
});
