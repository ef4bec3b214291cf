import type pg from 'pg';
import { type ArrayCall, answerSlots, joinedArrays } from './joinedCalls.ts';
import { type Row, type Statement, sendTogether } from './pipeline.ts';
import { isPlainRead, type Transaction } from './sql.ts';

/** Thrown where a transaction turns out to be none that can be shared; it is run again, alone. */
class RunAlone extends Error {
  constructor() {
    super('What follows wants a transaction of its own.');
    this.name = 'RunAlone';
  }
}

interface Settling {
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What a member wants sent. Calls with the same `key` may travel as one statement. */
type Call = { readonly member: number; readonly key: string; readonly name: string; readonly text: string } & Settling &
  ({ readonly arrays: ArrayCall['arrays'] } | { readonly values: readonly unknown[] });

interface Member {
  readonly number: number;
  /** Calls that it waits for. */
  outstanding: number;
  hasEnded: boolean;
}

const UNHEARD: Settling = { resolve: () => {}, reject: () => {} };

/** Reads that ask for the same are sent once. */
const readKey = (name: string, values: readonly unknown[]): string =>
  `${name} ${JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`;

/** In the order in which each member sends; calls of several members become one where that order allows it. */
function grouped(calls: readonly Call[]): Call[][] {
  const groups: Call[][] = [];
  const reached = new Map<number, number>();
  for (const call of calls) {
    const from = reached.get(call.member) ?? 0;
    const found = groups.findIndex(([first], at) => at >= from && first?.key === call.key);
    if (found === -1) groups.push([call]);
    else groups[found]?.push(call);
    reached.set(call.member, found === -1 ? groups.length - 1 : found);
  }
  return groups;
}

const isArrayCall = (call: Call): call is Call & ArrayCall => 'arrays' in call;

function statementOf(group: readonly Call[]): Statement {
  const [first] = group as readonly [Call];
  const { name, text } = first;
  return { name, text, values: isArrayCall(first) ? joinedArrays(group.filter(isArrayCall)) : 'values' in first ? first.values : [] };
}

function answer(group: readonly Call[], rows: Row[]): void {
  if ('arrays' in (group[0] as Call)) answerSlots(group.filter(isArrayCall), rows);
  else for (const { resolve } of group) resolve(rows);
}

const COMMIT: Statement = { name: 'COMMIT', text: 'COMMIT', values: [] };

/**
 * One transaction, worked in by one or several members side by side. Each does what it would do alone; whenever all of them wait for the
 * database, what they want sent is sent together, and statements over arrays travel as one. So a round trip serves all of them, and nobody
 * overtakes anybody. What answers nothing is not waited for (`write`): it travels with what follows. A statement that fails breaks the
 * transaction for all.
 */
export class Lockstep {
  readonly #client: pg.ClientBase;
  readonly #isShared: boolean;
  /** What opens the transaction travels with the first statements. */
  #opening: readonly Statement[];
  #active: number;
  #members = 0;
  #blocked = 0;
  #calls: Call[] = [];
  #broken: unknown;
  #underWay: Promise<void> = Promise.resolve();
  #isSending = false;
  #isToBeLookedAt = false;

  constructor(client: pg.ClientBase, members: number, opening: readonly Statement[]) {
    this.#client = client;
    this.#active = members;
    this.#isShared = members > 1;
    this.#opening = opening;
  }

  /** A statement has failed: nothing of this can be committed. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** Something was sent, so there is a transaction to be ended. */
  get hasBegun(): boolean {
    return this.#opening.length === 0;
  }

  /** Resolves when all that was sent has been answered: a member may have ended without waiting for it. */
  get answered(): Promise<void> {
    return this.#underWay;
  }

  /** The error of the first statement that failed. */
  get broken(): unknown {
    return this.#broken;
  }

  /** Runs a member's part to its end. What it still waits for then concerns it no more, and it can send nothing more. */
  async run<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#members += 1;
    const member: Member = { number: this.#members, outstanding: 0, hasEnded: false };
    try {
      return await body(this.#transaction(member));
    } finally {
      member.hasEnded = true;
      this.#active -= 1;
      if (member.outstanding > 0) this.#blocked -= 1;
      this.#sendIfAllWait();
    }
  }

  /** Sends what nobody waited for. Rejects with what went wrong, now or before: nothing of the transaction can be committed then. */
  async flush(): Promise<void> {
    await this.#underWay;
    if (this.#calls.length > 0 && !this.isBroken) await this.#send();
    if (this.isBroken) throw this.#broken;
  }

  /** Ends the transaction, after `flush`. */
  async commit(): Promise<void> {
    if (this.hasBegun) await sendTogether(this.#client, [COMMIT]);
  }

  #transaction(member: Member): Transaction {
    const wait = <R extends Row>(note: (settle: Settling) => void): Promise<R[]> =>
      new Promise((resolve, reject) => {
        this.#assertOpen(member);
        const back = (): void => {
          member.outstanding -= 1;
          if (member.outstanding === 0 && !member.hasEnded) this.#blocked -= 1;
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
        member.outstanding += 1;
        if (member.outstanding === 1) this.#blocked += 1;
        this.#sendIfAllWait();
      });
    return {
      kind: 'transaction',
      query: (name, text, values = []) =>
        wait((settle) => {
          const key = isPlainRead(text) ? readKey(name, values) : `${name} ${this.#calls.length}`;
          this.#calls.push({ member: member.number, key, name, text, values, ...settle });
        }),
      batch: (name, text, arrays) =>
        wait((settle) => this.#calls.push({ member: member.number, key: name, name, text, arrays, ...settle })),
      write: async (name, text, arrays) => {
        this.#assertOpen(member);
        this.#calls.push({ member: member.number, key: name, name, text, arrays, ...UNHEARD });
      },
      alone: () => {
        if (this.#isShared) throw new RunAlone();
      },
    };
  }

  #assertOpen({ hasEnded }: Member): void {
    if (this.isBroken) throw this.#broken;
    if (hasEnded) throw new Error('Something was left running in a transaction that has ended.');
  }

  /** What a member asks for in one breath travels in one round trip: so it is looked at when they have all spoken, and nothing is under way. */
  #sendIfAllWait(): void {
    if (this.#isToBeLookedAt) return;
    this.#isToBeLookedAt = true;
    queueMicrotask(() => {
      this.#isToBeLookedAt = false;
      if (this.#isSending || this.#blocked === 0 || this.#blocked !== this.#active || this.#calls.length === 0) return;
      this.#underWay = this.#send();
    });
  }

  #take(): Call[][] {
    const groups = grouped(this.#calls);
    this.#calls = [];
    return groups;
  }

  /** Everybody goes on only when all that was sent has been answered: so they stay in step. */
  async #send(): Promise<void> {
    const groups = this.#take();
    const opening = this.#opening;
    this.#opening = [];
    this.#isSending = true;
    try {
      const rows = await sendTogether(this.#client, [...opening, ...groups.map(statementOf)]);
      for (const [at, group] of groups.entries()) answer(group, rows[opening.length + at] ?? []);
    } catch (error) {
      this.#broken ??= error;
      // Also what was asked for meanwhile.
      for (const { reject } of [...groups.flat(), ...this.#calls.splice(0)]) reject(error);
    } finally {
      this.#isSending = false;
      this.#sendIfAllWait();
    }
  }
}
