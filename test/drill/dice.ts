import { createHash } from 'node:crypto';

const DRAWN_BYTES = 6;
const RANGE = 2 ** (8 * DRAWN_BYTES);

/** Chance that a seed repeats. Each concern has dice of its own, so that one that draws more often changes nothing for the others. */
export class Dice {
  readonly #name: string;
  #draws = 0;

  constructor(seed: number, name: string) {
    this.#name = `${seed} ${name}`;
  }

  /** From 0 to just below 1. */
  next(): number {
    this.#draws += 1;
    return createHash('sha256').update(`${this.#name} ${this.#draws}`).digest().readUIntBE(0, DRAWN_BYTES) / RANGE;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] as T;
  }

  /** Milliseconds until the next of arrivals that come by themselves, so many a second on average. */
  gapMs(perSecond: number): number {
    return (-Math.log(1 - this.next()) * 1000) / perSecond;
  }
}
