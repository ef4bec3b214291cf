import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertTenant, runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import type { AuthoriseOutcome, DebitOutcome, LookUpAnswer, LookUpRequest, Provider, ReverseAnswer } from '../../connectors/index.ts';
import { manualClock } from '../../platform/clock.ts';
import { idMaker } from '../../platform/ids.ts';
import { createLogger } from '../../platform/log.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { systemRandom } from '../../platform/random.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import type { Attempt } from './attempt.ts';
import { insertAttempts } from './attempts.store.ts';
import { Attempts } from './attempts.ts';

const clock = manualClock(new Date('2026-03-02T09:00:00Z'));
const makeId = idMaker(clock, systemRandom);
const log = createLogger('silent', { write: () => {} });
const APPROVED = { result: 'approved', approval: {} } as AuthoriseOutcome;
const PENDING: DebitOutcome = { result: 'pending', pending: { expectedAt: null } };
const DECLINED = { result: 'declined', decline: { declineCode: 'generic_decline' } } as AuthoriseOutcome;

let testing: TestDatabase;
let database: Database;
/** What the handlers of all servers were given, with whose attempt. */
let applied: [string, string][];

beforeAll(async () => {
  testing = await testDatabase();
  database = openDatabase(testing.serverPool);
  await insertTenant(testing.ownerPool);
});
afterAll(async () => {
  await database.close();
  await testing.close();
});
beforeEach(() => {
  applied = [];
});

/** An attempt as the first transaction leaves it, due in a second. */
async function sentAttempt(): Promise<Attempt> {
  const paymentIntentId = makeId('pi');
  await runSql(
    testing.ownerPool,
    `INSERT INTO payment_intents (tenant_id, id, version, status, amount, currency, capture_method, confirmation_method, payment_method_types,
       client_secret, channel, created_by, created, view_status)
     VALUES (1, '${paymentIntentId}', 1, 'processing', 4990, 'eur', 'automatic', 'automatic', '["card"]', 's', 'api', 'key_1', now(), 'processing')`,
  );
  const attempt: Attempt = {
    tenantId: 1,
    id: makeId('att'),
    kind: 'authorise',
    connector: 'scripted',
    paymentIntentId,
    chargeId: makeId('ch'),
    refundId: null,
    paymentMethodId: null,
    amount: { amount: 4990n, currency: 'eur' },
    details: {},
    actor: { kind: 'key', id: 'key_1', name: 'Test' },
    requestId: makeId('req'),
    idempotencyKey: null,
    sentAt: clock.now(),
    resolveAfter: new Date(clock.now().getTime() + 1_000),
    tries: 0,
    pending: false,
    reversalSent: false,
  };
  await withTransaction(database, (tx) => insertAttempts(tx, [attempt]));
  return attempt;
}

interface Script {
  lookUp?: (request: LookUpRequest) => Promise<LookUpAnswer>;
  reverse?: (request: LookUpRequest) => Promise<ReverseAnswer>;
}

/** A server's attempts, over a provider that answers as the test says; what it is not to be asked is an error. */
function serverWith({ lookUp, reverse }: Script): Attempts {
  const never = (): Promise<never> => Promise.reject(new Error('The provider was not to be asked this.'));
  const provider = { lookUp: lookUp ?? never, reverse: reverse ?? never } as unknown as Provider;
  const attempts = new Attempts({ database, clock, log, provider: async () => provider, reach: async () => {} });
  attempts.handle('authorise', {
    apply: async (_tx, { id }, outcome) => {
      applied.push([id, outcome.result]);
      return { status: 200, body: { told: outcome.result } };
    },
    pend: async (_tx, { id }, outcome) => {
      applied.push([id, outcome.result]);
      return { status: 200, body: { told: 'taken in' } };
    },
    park: async () => ({ status: 200, body: { told: 'processing' } }),
    current: async (sql, { id }) => {
      const [row] = await sql.query<{ status: string }>('status of attempt', 'SELECT status FROM attempts WHERE id = $1', [id]);
      return { status: 200, body: { told: row?.status } };
    },
  });
  return attempts;
}

const nothing = async (): Promise<LookUpAnswer> => ({ found: 'nothing' });
const undone = async (): Promise<ReverseAnswer> => ({ answer: 'undone' });

describe('an approval that arrives while another server gives the attempt up', () => {
  it('is not believed once a reversal may have undone it', async () => {
    const attempt = await sentAttempt();
    const slow = Promise.withResolvers<AuthoriseOutcome>();
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const caller = serverWith({ reverse: undone }).carryOut(attempt, () => slow.promise);
    clock.advance(1_001);
    const resolving = serverWith({
      lookUp: nothing,
      reverse: async () => {
        asked.resolve();
        await answered.promise;
        return { answer: 'undone' };
      },
    }).resolveDue();
    await asked.promise;
    slow.resolve(APPROVED);
    expect((await caller).body).toEqual({ told: 'failed' });
    answered.resolve();
    expect(await resolving).toBe(1);
    expect(applied).toEqual([[attempt.id, 'failed']]);
  });

  it('stands when it was applied before: then nothing is reversed', async () => {
    const attempt = await sentAttempt();
    const caller = serverWith({});
    clock.advance(1_001);
    const lookUp = async (): Promise<LookUpAnswer> => {
      await caller.carryOut(attempt, async () => APPROVED);
      return { found: 'nothing' };
    };
    expect(await serverWith({ lookUp }).resolveDue()).toBe(1);
    expect(applied).toEqual([[attempt.id, 'approved']]);
  });
});

describe('a caller whose provider did not answer', () => {
  const unknown = async (): Promise<AuthoriseOutcome> => ({ result: 'unknown', reason: 'time-out' });

  it('is told what the provider knows', async () => {
    const attempt = await sentAttempt();
    const lookUp = async (): Promise<LookUpAnswer> => ({ found: 'operation', outcome: DECLINED });
    expect((await serverWith({ lookUp }).carryOut(attempt, unknown)).body).toEqual({ told: 'declined' });
  });

  it('is told that it came to nothing only after the reversal', async () => {
    const attempt = await sentAttempt();
    expect((await serverWith({ lookUp: nothing, reverse: undone }).carryOut(attempt, unknown)).body).toEqual({ told: 'failed' });
  });

  it('is told what stands when it can no longer be reversed', async () => {
    const attempt = await sentAttempt();
    const answers: LookUpAnswer[] = [{ found: 'nothing' }, { found: 'operation', outcome: APPROVED }];
    const lookUp = async (): Promise<LookUpAnswer> => answers.shift() ?? { found: 'nothing' };
    const reverse = async (): Promise<ReverseAnswer> => ({ answer: 'stands' });
    expect((await serverWith({ lookUp, reverse }).carryOut(attempt, unknown)).body).toEqual({ told: 'approved' });
  });

  it('is told that nobody knows when the reversal is not answered, and the resolver reverses again', async () => {
    const attempt = await sentAttempt();
    const reverse = async (): Promise<ReverseAnswer> => ({ answer: 'unknown', reason: 'time-out' });
    expect((await serverWith({ lookUp: nothing, reverse }).carryOut(attempt, unknown)).body).toEqual({ told: 'processing' });
    expect(applied).toEqual([]);
    clock.advance(1_001);
    // A look-up now might find what the first reversal is about to undo.
    expect(await serverWith({ reverse: undone }).resolveDue()).toBe(1);
    expect(applied).toEqual([[attempt.id, 'failed']]);
  });
});

it('an attempt that cannot be resolved does not keep the others waiting', async () => {
  const [bad, good] = [await sentAttempt(), await sentAttempt()];
  clock.advance(1_001);
  const lookUp = async ({ reference }: LookUpRequest): Promise<LookUpAnswer> => {
    if (reference === bad.id) throw new Error('A bug.');
    return { found: 'operation', outcome: APPROVED };
  };
  expect(await serverWith({ lookUp }).resolveDue()).toBe(2);
  expect(applied).toEqual([[good.id, 'approved']]);
  expect(await serverWith({}).resolveDue()).toBe(0);
});

describe('what the provider has taken in', () => {
  const HOURS_MS = 3600_000;

  async function pendingAttempt(): Promise<Attempt> {
    const attempt = await sentAttempt();
    expect((await serverWith({}).carryOut(attempt, async () => PENDING)).body).toEqual({ told: 'taken in' });
    return attempt;
  }
  const tell = (id: string, attempts = serverWith({})) =>
    withTransaction(database, (tx) => attempts.settleWithin(tx, 1, id, { result: 'approved', approval: null }));
  /** Lets the resolver run, and tells whether it asked for this attempt. Others that tests have left open are no concern here. */
  async function isAsked(id: string, answer: LookUpAnswer): Promise<boolean> {
    const asked: string[] = [];
    const lookUp = async ({ reference }: LookUpRequest): Promise<LookUpAnswer> => {
      asked.push(reference);
      return reference === id ? answer : { found: 'unknown', reason: 'not this one' };
    };
    await serverWith({ lookUp }).resolveDue();
    return asked.includes(id);
  }

  it('is left alone, and closed by what the provider tells, once', async () => {
    const { id } = await pendingAttempt();
    clock.advance(HOURS_MS);
    expect(await isAsked(id, { found: 'nothing' })).toBe(false);
    expect(await tell(id)).toBe(true);
    expect(await tell(id)).toBe(true);
    expect(applied).toEqual([
      [id, 'pending'],
      [id, 'approved'],
    ]);
  });

  it('is asked for in case a notice was lost, and never reversed, even if the provider knew nothing of it', async () => {
    const { id } = await pendingAttempt();
    clock.advance(7 * HOURS_MS);
    expect(await isAsked(id, { found: 'nothing' })).toBe(true);
    clock.advance(60_000);
    expect(await isAsked(id, { found: 'operation', outcome: PENDING })).toBe(true);
    expect(await isAsked(id, { found: 'nothing' })).toBe(false);
    clock.advance(7 * HOURS_MS);
    expect(await isAsked(id, { found: 'operation', outcome: { result: 'approved', approval: null } })).toBe(true);
    expect(applied).toEqual([
      [id, 'pending'],
      [id, 'approved'],
    ]);
  });

  it('is not closed before its own answer was applied', async () => {
    const { id } = await sentAttempt();
    expect(await tell(id)).toBe(false);
    expect(applied).toEqual([]);
    clock.advance(1_001);
    expect(await isAsked(id, { found: 'operation', outcome: PENDING })).toBe(true);
    expect(await tell(id)).toBe(true);
  });
});
