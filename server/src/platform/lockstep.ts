import type pg from 'pg';
import { type ArrayCall, answerSlots, joinedArrays } from './joinedCalls.ts';
import { isPlainRead, type Row, send, type Transaction } from './sql.ts';

/** Thrown where a transaction turns out to be none that can be shared; it is run again, alone. */
class RunAlone extends Error {
  constructor() {
    super('What follows wants a transaction of its own.');
    this.name = 'RunAlone';
  }
}

interface SingleCall {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads that ask for the same are sent once. */
function sameReads(calls: readonly SingleCall[]): SingleCall[][] {
  const groups = new Map<string, SingleCall[]>();
  for (const call of calls) {
    const asked = JSON.stringify(call.values, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
    const key = isPlainRead(call.text) ? `${call.name} ${asked}` : `${call.name} ${groups.size}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups.values()];
}

/**
 * One open transaction, worked in by several members side by side. Each does what it would do alone; whenever all of them wait for the
 * database, what they wait for is sent together, and statements over arrays travel as one. So a round trip serves all of them, and nobody
 * overtakes anybody. A statement that fails breaks the transaction for all.
 */
export class Lockstep {
  readonly #client: pg.ClientBase;
  #active: number;
  #blocked = 0;
  #arrayCalls: ArrayCall[] = [];
  #singleCalls: SingleCall[] = [];
  #broken: unknown;

  constructor(client: pg.ClientBase, members: number) {
    this.#client = client;
    this.#active = members;
  }

  /** A statement has failed: nothing of this can be committed. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** The error of the first statement that failed. */
  get broken(): unknown {
    return this.#broken;
  }

  /** Runs a member's part to its end. */
  async run<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await body(this.#member());
    } finally {
      this.#active -= 1;
      this.#sendIfAllWait();
    }
  }

  #member(): Transaction {
    let outstanding = 0;
    const wait = <R extends Row>(note: (settle: Pick<ArrayCall, 'resolve' | 'reject'>) => void): Promise<R[]> =>
      new Promise((resolve, reject) => {
        if (this.isBroken) return reject(this.#broken);
        const back = (): void => {
          outstanding -= 1;
          if (outstanding === 0) this.#blocked -= 1;
        };
        note({
          resolve: (rows) => {
            back();
            resolve(rows as R[]);
          },
          reject: (error) => {
            back();
            reject(error);
          },
        });
        outstanding += 1;
        if (outstanding === 1) this.#blocked += 1;
        this.#sendIfAllWait();
      });
    return {
      kind: 'transaction',
      query: (name, text, values = []) => wait((settle) => this.#singleCalls.push({ name, text, values, ...settle })),
      batch: (name, text, arrays) => wait((settle) => this.#arrayCalls.push({ name, text, arrays, ...settle })),
      alone: () => {
        throw new RunAlone();
      },
    };
  }

  #sendIfAllWait(): void {
    if (this.#blocked === this.#active && this.#arrayCalls.length + this.#singleCalls.length > 0) void this.#send();
  }

  /** Everybody goes on only when all that was sent has been answered: so they stay in step. */
  async #send(): Promise<void> {
    const [arrayGroups, singleGroups] = [Map.groupBy(this.#arrayCalls, ({ name }) => name), sameReads(this.#singleCalls)];
    [this.#arrayCalls, this.#singleCalls] = [[], []];
    const settled: (() => void)[] = [];
    const sending = [
      ...[...arrayGroups.values()].map((calls) => this.#sendGroup(calls, joinedArrays(calls), (rows) => answerSlots(calls, rows), settled)),
      ...singleGroups.map((calls) =>
        this.#sendGroup(
          calls,
          calls[0]?.values ?? [],
          (rows) => {
            for (const { resolve } of calls) resolve(rows);
          },
          settled,
        ),
      ),
    ];
    await Promise.all(sending);
    for (const settle of settled) settle();
  }

  async #sendGroup(
    calls: readonly (ArrayCall | SingleCall)[],
    values: readonly unknown[],
    answer: (rows: Row[]) => void,
    settled: (() => void)[],
  ): Promise<void> {
    const { name, text } = calls[0] as ArrayCall;
    try {
      const rows = await send(this.#client, name, text, values);
      settled.push(() => answer(rows));
    } catch (error) {
      this.#broken ??= error;
      settled.push(() => {
        for (const { reject } of calls) reject(error);
      });
    }
  }
}
