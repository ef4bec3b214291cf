import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';
import type { Dice } from './dice.ts';
import { nextVisit } from './visit.ts';

export interface Arrivals {
  /** Who comes, and when. */
  readonly dice: Dice;
  readonly perSecond: number;
  readonly isOver: () => boolean;
  /** Who finds so many waiting goes away again. */
  readonly mostAtOnce?: number;
}

/** Customers come when they come, however long the others take, until it is over. Answers how many were received. */
export async function letCome(
  client: Client,
  { dice, perSecond, isOver, mostAtOnce = Number.POSITIVE_INFINITY }: Arrivals,
): Promise<number> {
  let number = 0;
  for (let at = performance.now(); ; ) {
    at += dice.gapMs(perSecond);
    await sleep(Math.max(0, at - performance.now()));
    if (isOver()) return number;
    if (client.busy >= mostAtOnce) continue;
    number += 1;
    client.receive(nextVisit(dice, number));
  }
}
