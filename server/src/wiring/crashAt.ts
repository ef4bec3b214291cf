import type { Moment } from '../modules/attempts/index.ts';

/**
 * Ends the process at a named moment when a test asks for it: what a crash at that moment leaves behind must be repaired by the next start.
 * With `after_transaction_1:3` the first two that come there wait for the third, and the crash meets them all.
 */
export function crashAt(crashPoint: string | undefined): (moment: Moment | 'before_delivery') => Promise<void> {
  const [place, count = '1'] = crashPoint?.split(':') ?? [];
  let here = 0;
  return async (moment) => {
    if (moment !== place) return;
    here += 1;
    if (here === Number(count)) process.kill(process.pid, 'SIGKILL');
    await new Promise(() => {});
  };
}
