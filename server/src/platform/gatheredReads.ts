import type pg from 'pg';
import { type ArrayCall, answerSlots, joinedArrays } from './joinedCalls.ts';
import { isPlainRead, type Row, send } from './sql.ts';

const MOST_TOGETHER = 256;

/**
 * Statements over arrays outside of transactions. Reads that come while one of the same name is under way travel together in the next; a write
 * goes by itself, so that none fails because of another.
 */
export class GatheredReads {
  readonly #pool: pg.Pool;
  readonly #waiting = new Map<string, ArrayCall[]>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  batch<R extends Row>(name: string, text: string, arrays: ArrayCall['arrays']): Promise<R[]> {
    if (!isPlainRead(text)) return send(this.#pool, name, text, arrays);
    return new Promise((resolve, reject) => {
      const call: ArrayCall = { name, text, arrays, resolve: (rows) => resolve(rows as R[]), reject };
      const underWay = this.#waiting.get(name);
      if (underWay !== undefined) underWay.push(call);
      else void this.#work(name, [call]);
    });
  }

  async #work(name: string, first: ArrayCall[]): Promise<void> {
    const waiting = [...first];
    this.#waiting.set(name, waiting);
    while (waiting.length > 0) {
      const calls = waiting.splice(0, MOST_TOGETHER);
      try {
        answerSlots(calls, await send(this.#pool, name, calls[0]?.text ?? '', joinedArrays(calls)));
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
    this.#waiting.delete(name);
  }
}
