import { Dice } from './dice.ts';
import type { LineTemper } from './line.ts';

/** How long the server waits for the bank's answer. */
export const BANK_DEADLINE_MS = 2_000;
const DELAY_MS = { least: 5, most: 120 } as const;
/** Some requests reach the bank only when the server has given them up, asked about them and undone them: what must not be done then. */
const KEPT = 0.02;
const KEPT_MS = { least: BANK_DEADLINE_MS, most: BANK_DEADLINE_MS + 3_000 } as const;

/** The line of a drill: every answer takes its time, and now and then a request comes too late. */
export function lineTemper(seed: number): LineTemper {
  const [delays, late] = [new Dice(seed, 'line'), new Dice(seed, 'late')];
  return {
    delayMs: () => delays.between(DELAY_MS.least, DELAY_MS.most),
    keptMs: () => (late.chance(KEPT) ? late.between(KEPT_MS.least, KEPT_MS.most) : 0),
  };
}
