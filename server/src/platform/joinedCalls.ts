import type { Row } from './pipeline.ts';

/** A statement over arrays that waits to be sent, alone or with others of its name. */
export interface ArrayCall {
  readonly name: string;
  readonly text: string;
  /** A parameter each; those that belong together are equally long. */
  readonly arrays: readonly (readonly unknown[])[];
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The parameters of several calls of one statement, behind one another. */
export function joinedArrays(calls: readonly Pick<ArrayCall, 'arrays'>[]): unknown[][] {
  const [first] = calls;
  if (first === undefined) return [];
  const joined: unknown[][] = first.arrays.map(() => []);
  for (const { arrays } of calls) {
    for (const [at, values] of arrays.entries()) for (const value of values) joined[at]?.push(value);
  }
  return joined;
}

/** Hands each call the rows of its own slots, counted from 1 as it would be alone. */
export function answerSlots(calls: readonly ArrayCall[], rows: readonly Row[]): void {
  const bySlot = Map.groupBy(rows, ({ slot }) => slot as number);
  let before = 0;
  for (const { arrays, resolve } of calls) {
    const slots = arrays[0]?.length ?? 0;
    const own: Row[] = [];
    for (let slot = 1; slot <= slots; slot += 1)
      for (const row of bySlot.get(before + slot) ?? []) {
        row.slot = slot;
        own.push(row);
      }
    before += slots;
    resolve(own);
  }
}
