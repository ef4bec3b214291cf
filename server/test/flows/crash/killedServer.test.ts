import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiAccess, getFrom } from '../../harness/apiClient.ts';
import { refusedByTombstone } from '../../harness/bankBook.ts';
import { BankServer, type FaultKind } from '../../harness/bankServer.ts';
import { type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { compareThreeBooks, readAttempts, untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { AT_THE_BANK, expectStanding, OPERATIONS, type Prepared, prepare, TOLD, toldBy } from './operations.ts';

// Whole servers are started and awaited here; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

/**
 * In this order, as whoever starts again after one crash waits for the next: what the third and fourth leave open is finished by a server
 * that doesn't come to its own crash point while it does so.
 */
const MOMENTS = {
  before_transaction_1: 'done',
  after_transaction_2: 'done',
  before_transaction_2: 'done',
  after_transaction_1: 'undone',
} as const;
type Moment = keyof typeof MOMENTS;
const moments = Object.keys(MOMENTS) as Moment[];

/** How the bank keeps the server waiting when it is killed, each for a card of its own, and what becomes of the operation. */
const WAITS = [
  { kind: 'slow', card: '4000056655665556', outcome: 'undone' },
  { kind: 'slow_answer', card: '5555555555554444', outcome: 'done' },
  { kind: 'no_answer_after', card: '378282246310005', outcome: 'done' },
] as const satisfies readonly { kind: FaultKind; card: string; outcome: string }[];

let bank: BankServer;
let server: ServerProcess;
let api: ApiAccess;
const prepared = new Map<string, Prepared>();

const requestsOf = (prefix: string): Prepared[] => OPERATIONS.map((operation) => requestOf(`${prefix}-${operation}`));
function requestOf(key: string): Prepared {
  const found = prepared.get(key);
  if (found === undefined) throw new Error(`Nothing was prepared as ${key}.`);
  return found;
}

async function expectBooksToAgree(): Promise<void> {
  await untilNothingIsOpen(server.ownerPool());
  const { lines, differences } = await compareThreeBooks({ api, bank, database: server.ownerPool() });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThanOrEqual(30);
}

/** A server that dies just before it has applied what it found out about the open attempts, maybe before it has opened its doors. */
async function expectDeathWhileRepairing(): Promise<void> {
  const point = `before_transaction_2:${OPERATIONS.length}`;
  const end = await server.restart({ GUICHET_CRASH_POINT: point }).then(
    () => server.ended(),
    (error: Error) => error.message,
  );
  expect(end).toContain('SIGKILL');
}

beforeAll(async () => {
  bank = await BankServer.start();
  server = await startServerProcess({ ...bank.env, GUICHET_TEST_HOOKS: '1', NODE_COMPILE_CACHE: COMPILE_CACHE });
  api = server;
  const wanted = [...moments.map((name) => ({ name, card: undefined })), ...WAITS.map(({ kind, card }) => ({ name: kind, card }))];
  const all = wanted.flatMap(({ name, card }) => OPERATIONS.map((operation) => prepare(api, operation, `${name}-${operation}`, card)));
  for (const request of await Promise.all(all)) prepared.set(request.key, request);
  await server.restart({ GUICHET_CRASH_POINT: `${moments[0]}:${OPERATIONS.length}` });
});
afterAll(async () => {
  await server.close();
  await bank.close();
});

describe('a server that dies', () => {
  it.each(moments)('%s leaves nothing that the next start does not repair', async (moment) => {
    const answers = await Promise.allSettled(requestsOf(moment).map((request) => request.send()));
    expect(answers.map(({ status }) => status)).toEqual(OPERATIONS.map(() => 'rejected'));
    expect(await server.ended()).toBe('SIGKILL');
    const next = moments[moments.indexOf(moment) + 1];
    if (next === undefined) await expectDeathWhileRepairing();
    await server.restart(next === undefined ? {} : { GUICHET_CRASH_POINT: `${next}:${OPERATIONS.length}` });
    await expectBooksToAgree();
  });

  it('while the bank works, or after it did, leaves nothing either', async () => {
    for (const { kind, card } of WAITS) {
      for (const operation of OPERATIONS) {
        await bank.fault({ kind, operation: AT_THE_BANK[operation], card_last4: card.slice(-4), delay_ms: 600_000 });
      }
    }
    const answers = WAITS.flatMap(({ kind }) => requestsOf(kind)).map((request) => request.send());
    const settled = Promise.allSettled(answers);
    await bank.untilWaiting(answers.length);
    await server.kill9();
    expect((await settled).map(({ status }) => status)).toEqual(answers.map(() => 'rejected'));
    await server.restart();
    await expectBooksToAgree();
  });

  it('is not haunted: what the slow bank does at last meets the tombstone', async () => {
    // The bank that ends does what it was slow at.
    await bank.stop();
    await bank.start();
    const met = await refusedByTombstone(bank);
    const slow = (await readAttempts(server.ownerPool())).filter(({ reference }) => met.includes(reference));
    expect(slow.map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
      'authorise failed',
      'capture failed',
      'refund failed',
      'void failed',
    ]);
    await expectBooksToAgree();
  });
});

const repeats = [
  ...moments.map((name) => ({ name, outcome: MOMENTS[name], when: name })),
  ...WAITS.map(({ kind, outcome }) => ({ name: kind, outcome, when: `during ${kind}` })),
].flatMap((each) => OPERATIONS.map((operation) => ({ ...each, operation })));

describe('the same key, after the crash,', () => {
  it.each(repeats)('gets a definite answer to a $operation that was cut off $when', async ({ name, outcome, operation }) => {
    const request = requestOf(`${name}-${operation}`);
    const wasSeen = name !== 'before_transaction_1';
    expect((await getFrom(api, `/guichet/v1/requests/${request.key}`)).status).toBe(wasSeen ? 200 : 404);
    const answer = await request.send();
    expect(toldBy(answer)).toBe(TOLD[operation][outcome]);
    expect(answer.headers.get('idempotent-replayed')).toBe(wasSeen ? 'true' : null);
    await expectStanding(api, operation, answer, outcome);
    expect((await request.send()).text).toBe(answer.text);
  });

  it('has charged nobody twice', expectBooksToAgree);
});
