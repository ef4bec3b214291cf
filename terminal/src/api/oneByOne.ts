import { nextTask } from '../browser/nextTask.ts';

let last: Promise<void> | null = null;

/**
 * Resolves at once for whoever comes alone. Of those that come in the same moment each begins a task after the one before: a page that asks for
 * ten things as it opens would otherwise hold the browser up until the last of them is on its way.
 */
export function turnToBegin(): Promise<void> {
  const turn = last ?? Promise.resolve();
  const over = turn.then(nextTask);
  last = over;
  void over.then(() => {
    if (last === over) last = null;
  });
  return turn;
}
