import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answered, getFrom, listAll } from '../../harness/apiClient.ts';
import { refusedByTombstone } from '../../harness/bankBook.ts';
import { BankServer, type FaultKind } from '../../harness/bankServer.ts';
import { onTestDatabase, type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { compareThreeBooks, readAttempts, untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { AT_THE_BANK, expectStanding, OPERATIONS, type Operation, type Prepared, prepare, TOLD, toldBy } from './operations.ts';

// Whole servers are started and awaited here; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

/** Each fault with what becomes of the operation, and a card of its own, so that no fault strikes another's request. */
const FAULTS = [
  { kind: 'slow', outcome: 'undone', card: '4242424242424242' },
  { kind: 'slow_answer', outcome: 'done', card: '4000056655665556' },
  { kind: 'no_answer_before', outcome: 'undone', card: '5555555555554444' },
  { kind: 'no_answer_after', outcome: 'done', card: '2223003122003222' },
  { kind: 'cut_before', outcome: 'undone', card: '5200828282828210' },
  { kind: 'cut_after', outcome: 'done', card: '5105105105105100' },
  { kind: 'error_500_before', outcome: 'undone', card: '378282246310005' },
  { kind: 'error_500_after', outcome: 'done', card: '371449635398431' },
  { kind: 'duplicate_answer', outcome: 'done', card: '6011111111111117' },
] as const satisfies readonly { kind: FaultKind; outcome: 'done' | 'undone'; card: string }[];

/** So short that a test can wait for it, so long that a busy machine answers in time. */
const DEADLINE_MS = 2_000;

/** Those that tell nothing, for when asking afterwards tells nothing either. */
const SILENT = FAULTS.filter(({ kind }) => kind === 'cut_before' || kind === 'cut_after');

let bank: BankServer;
let database: TestDatabase;
let server: ServerProcess;

beforeAll(async () => {
  [bank, database] = await Promise.all([BankServer.start(), testDatabase()]);
  server = await startServerProcess({
    ...onTestDatabase(database),
    ...bank.env,
    BANK_DEADLINE_MS: String(DEADLINE_MS),
    NODE_COMPILE_CACHE: COMPILE_CACHE,
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await bank.close();
});

async function expectBooksToAgree(): Promise<void> {
  await untilNothingIsOpen(database.ownerPool);
  const { lines, differences } = await compareThreeBooks({ api: server, bank, database: database.ownerPool });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThanOrEqual(20);
}

/** Makes what each operation acts on, for each card; `name` keeps the keys apart. */
async function prepareAll<T extends { kind: string; card: string }>(name: string, faults: readonly T[]) {
  const cases = faults.flatMap((fault) => OPERATIONS.map((operation) => ({ ...fault, operation })));
  return Promise.all(
    cases.map(async (each) => ({
      ...each,
      request: await prepare(server, each.operation, `${name}-${each.kind}-${each.operation}`, each.card),
    })),
  );
}

describe('a bank that misbehaves', () => {
  const answers = new Map<string, { request: Prepared; answer: Answered }>();

  beforeAll(async () => {
    const all = await prepareAll('fault', FAULTS);
    for (const { kind, card, operation } of all) {
      await bank.fault({ kind, operation: AT_THE_BANK[operation], card_last4: card.slice(-4), delay_ms: 600_000 });
    }
    await Promise.all(
      all.map(async ({ kind, operation, request }) => answers.set(`${kind} ${operation}`, { request, answer: await request.send() })),
    );
  });

  it.each(FAULTS.flatMap((fault) => OPERATIONS.map((operation) => ({ ...fault, operation }))))(
    '($kind) leaves no doubt about a $operation: $outcome',
    async ({ kind, operation, outcome }) => {
      const found = answers.get(`${kind} ${operation}`);
      if (found === undefined) throw new Error('It was not tried.');
      expect(toldBy(found.answer), found.answer.text).toBe(TOLD[operation][outcome]);
      await expectStanding(server, operation, found.answer, outcome);
      expect((await found.request.send()).text).toBe(found.answer.text);
    },
  );

  it('agrees with the books at the end, and had to refuse what came too late', async () => {
    // The bank that ends does what it was slow at.
    await bank.stop();
    await bank.start();
    const met = await refusedByTombstone(bank);
    const late = (await readAttempts(database.ownerPool)).filter(({ reference }) => met.includes(reference));
    expect(late.map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
      'authorise failed',
      'capture failed',
      'refund failed',
      'void failed',
    ]);
    await expectBooksToAgree();
  });
});

interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly object: { readonly id: string } };
}

/** The types of all events about an object, in order. */
async function eventsOf(id: string): Promise<string[]> {
  const events = await listAll<WireEvent>(server, '/v1/events');
  return events
    .filter(({ data }) => data.object.id === id)
    .map(({ type }) => type)
    .reverse();
}

/** What is told about a payment or refund from the moment that its caller was left in doubt. */
const TOLD_LATER: Record<Operation, Record<'done' | 'undone', string[]>> = {
  charge: {
    done: ['payment_intent.processing', 'payment_intent.succeeded'],
    undone: ['payment_intent.processing', 'payment_intent.payment_failed'],
  },
  capture: {
    done: ['payment_intent.processing', 'payment_intent.succeeded'],
    undone: ['payment_intent.processing', 'payment_intent.amount_capturable_updated'],
  },
  cancel: {
    done: ['payment_intent.processing', 'payment_intent.canceled'],
    undone: ['payment_intent.processing', 'payment_intent.amount_capturable_updated'],
  },
  refund: { done: ['refund.created', 'refund.updated'], undone: ['refund.created', 'refund.updated', 'refund.failed'] },
};

describe.each([
  { unable: 'nor be asked', operations: ['lookup', 'reverse'] },
  { unable: 'nor undo anything', operations: ['reverse'] },
] as const)('a bank that can neither answer $unable', ({ operations }) => {
  const name = operations.join('-');
  /** Without a reversal nothing stays in doubt but what the bank knows nothing of. */
  const faults = operations.length === 2 ? SILENT : SILENT.filter(({ outcome }) => outcome === 'undone');
  const answers = new Map<string, { request: Prepared; answer: Answered }>();

  beforeAll(async () => {
    const all = await prepareAll(name, faults);
    for (const { kind, card, operation } of all) await bank.fault({ kind, operation: AT_THE_BANK[operation], card_last4: card.slice(-4) });
    for (const operation of operations) await bank.fault({ kind: 'error_500_before', operation, times: 1_000 });
    await Promise.all(
      all.map(async ({ kind, operation, request }) => answers.set(`${kind} ${operation}`, { request, answer: await request.send() })),
    );
  });

  it.each(faults.flatMap((fault) => OPERATIONS.map((operation) => ({ ...fault, operation }))))(
    'leaves a $operation in doubt after $kind, and says so',
    async ({ kind, operation }) => {
      const found = answers.get(`${kind} ${operation}`);
      expect(found && toldBy(found.answer), found?.answer.text).toBe(TOLD[operation].doubt);
      expect((await found?.request.send())?.text).toBe(found?.answer.text);
    },
  );

  it('is asked again when it can answer', async () => {
    await bank.clearFaults();
    await expectBooksToAgree();
  });

  it.each(faults.flatMap((fault) => OPERATIONS.map((operation) => ({ ...fault, operation }))))(
    'has then told that the $operation after $kind is $outcome, and the key still says what it said',
    async ({ kind, operation, outcome }) => {
      const found = answers.get(`${kind} ${operation}`);
      if (found === undefined) throw new Error('It was not tried.');
      await expectStanding(server, operation, found.answer, outcome);
      expect((await found.request.send()).text).toBe(found.answer.text);
      const told = await eventsOf(found.answer.body.id);
      const expected = TOLD_LATER[operation][outcome];
      expect(told.slice(told.indexOf(expected[0] ?? ''))).toEqual(expected);
    },
  );
});

describe('a bank that is not there', () => {
  it('refuses everything at once and moves nothing', async () => {
    const all = await prepareAll('dead', FAULTS.slice(0, 1));
    await bank.kill9();
    const startedMs = performance.now();
    const answers = await Promise.all(all.map(async ({ operation, request }) => ({ operation, request, answer: await request.send() })));
    // Nobody waited for a deadline.
    expect(performance.now() - startedMs).toBeLessThan(DEADLINE_MS);
    for (const { operation, answer } of answers) {
      expect(toldBy(answer), answer.text).toBe(TOLD[operation].undone);
      await expectStanding(server, operation, answer, 'undone');
    }
    expect((await getFrom(server, '/readyz')).status).toBe(503);
    await bank.start();
    await expectBooksToAgree();
    for (const { request, answer } of answers) expect((await request.send()).text).toBe(answer.text);
  });

  it('leaves everything in doubt while it is frozen, and is asked when it wakes', async () => {
    const all = await prepareAll('frozen', FAULTS.slice(0, 1));
    bank.signal('SIGSTOP');
    const answers = await Promise.all(all.map(async ({ operation, request }) => ({ operation, request, answer: await request.send() })));
    for (const { operation, answer } of answers) expect(toldBy(answer), answer.text).toBe(TOLD[operation].doubt);
    bank.signal('SIGCONT');
    await expectBooksToAgree();
    for (const { request, answer } of answers) expect((await request.send()).text).toBe(answer.text);
  });
});
