import type { Id, IdPrefix } from '@guichet/contract/ids.ts';
import type { Clock } from './clock.ts';
import { type Random, randomText } from './random.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_LENGTH = 8; // 62^8 milliseconds reach past the year 8800.
const COUNT_LENGTH = 4;
const COUNT_LIMIT = 62 ** COUNT_LENGTH;
const RANDOM_LENGTH = 12;

function inBase62(value: number, length: number): string {
  let text = '';
  for (let rest = value, n = 0; n < length; n += 1, rest = Math.floor(rest / 62)) text = ALPHABET[rest % 62] + text;
  return text;
}

/** Sorts behind every id of this kind that was made before a moment, and before those made from then on. */
export const firstIdAt = (prefix: IdPrefix, at: Date): string => `${prefix}_${inBase62(at.getTime(), TIME_LENGTH)}`;

export type MakeId = <P extends IdPrefix>(prefix: P) => Id<P>;

/**
 * Makes ids that sort by age: within one process strictly, between processes to the millisecond. The counter starts at a random
 * place in the lower half, so that two processes do not meet there, and the twelve random characters behind it make each id unguessable.
 */
export function idMaker(clock: Clock, random: Random): MakeId {
  let lastMs = 0;
  let count = 0;
  return (prefix) => {
    const nowMs = clock.now().getTime();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      count = random.bytes(3).readUIntBE(0, 3) % (COUNT_LIMIT / 2);
    } else {
      // A clock that stands still or steps back must not break the order.
      count += 1;
      if (count === COUNT_LIMIT) {
        lastMs += 1;
        count = 0;
      }
    }
    return `${prefix}_${inBase62(lastMs, TIME_LENGTH)}${inBase62(count, COUNT_LENGTH)}${randomText(random, RANDOM_LENGTH)}`;
  };
}
