import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/docs/markdown.ts';
import { disputeMachine } from './disputeMachine.ts';
import type { IntentMachine } from './intentMachine.ts';
import { paymentIntentMachine } from './paymentIntentMachine.ts';
import { bankFaults, refusal } from './place.ts';
import { setupIntentMachine } from './setupIntentMachine.ts';

const ROOT = join(import.meta.dirname, '../../..');
const REFUSED = '-';

/** Each table of the document by the title of its first column, and how it is tried. */
const MACHINES: Readonly<Record<string, IntentMachine>> = {
  'payment intent': paymentIntentMachine,
  'setup intent': setupIntentMachine,
  dispute: disputeMachine,
};

const plain = (cell: string): string => cell.replaceAll('`', '');

const tables = parseMarkdown(readFileSync(join(ROOT, 'docs/api/states.md'), 'utf8')).flatMap((block) =>
  block.kind === 'table'
    ? [{ of: block.header[0] ?? '', operations: block.header.slice(1), rows: block.rows.map((row) => row.map(plain)) }]
    : [],
);

/** What a status of this intent can be, as the contract has it. */
function statusesOf(machine: string): string[] {
  const schemas = JSON.parse(readFileSync(join(ROOT, 'server/src/docs/schemas.gen.json'), 'utf8')) as Record<
    string,
    { properties: { status: { enum: string[] } } }
  >;
  return schemas[machine.replace(' ', '_')]?.properties.status.enum ?? [];
}

it('every table of states is tried, and every machine has its table', () => {
  expect(tables.map(({ of }) => of).sort()).toEqual(Object.keys(MACHINES).sort());
});

describe.each(tables)('$of: the written states', ({ of, operations, rows }) => {
  // What is in doubt stays so until all operations have been tried on it.
  afterAll(() => bankFaults.clear());
  const machine = MACHINES[of] as IntentMachine;
  const cells = rows.flatMap(([state = '', ...leads]) => operations.map((operation, at) => [state, operation, leads[at] ?? ''] as const));

  it('are all that there are, with every operation', () => {
    expect(rows.map(([state]) => state).sort()).toEqual(Object.keys(machine.states).sort());
    expect(operations.toSorted()).toEqual(Object.keys(machine.operations).sort());
    const written = rows.map(([state = '']) => state.split(',', 1)[0]);
    expect([...new Set(written)].sort()).toEqual(statusesOf(of).toSorted());
  });

  it.each(cells)('%s: %s leads to %s', async (state, operation, leads) => {
    const made = await machine.states[state]?.();
    const id = made?.id ?? '';
    const before = (await machine.retrieve(id)).status;
    expect(before).toBe(state.split(',', 1)[0]);
    const done = machine.operations[operation]?.(id);
    if (done === undefined) expect.fail(`Nobody knows how to ${operation}.`);
    if (leads !== REFUSED) return void expect((await done).status).toBe(leads);
    const error = await refusal(done);
    expect([error.statusCode, error.rawType, error.code]).toEqual([400, 'invalid_request_error', machine.refusal]);
    expect((await machine.retrieve(id)).status).toBe(before);
    const shown = machine.intentIn(error);
    if (shown !== undefined) expect(shown).toMatchObject({ id, status: before });
  });
});
