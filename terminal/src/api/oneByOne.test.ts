import { beforeEach, expect, it } from 'vitest';
import { turnToBegin } from './oneByOne.ts';

/** Who has begun, in the order in which they did. */
function begin(names: readonly string[]): string[] {
  const begun: string[] = [];
  for (const name of names) void turnToBegin().then(() => begun.push(name));
  return begun;
}

/** What follows within the same task. */
async function microtasks(): Promise<void> {
  for (let each = 0; each < 20; each += 1) await Promise.resolve();
}

const task = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

// Whoever came before is long under way.
beforeEach(task);

it('lets whoever comes alone begin in the same task', async () => {
  const begun = begin(['alone']);
  await microtasks();
  expect(begun).toEqual(['alone']);
});

it('lets those who come together begin one by one, in their order', async () => {
  const begun = begin(['first', 'second', 'third']);
  await microtasks();
  expect(begun).toEqual(['first']);
  while (begun.length < 3) await task();
  expect(begun).toEqual(['first', 'second', 'third']);
});
