import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { getFrom, postTo } from '../../harness/apiClient.ts';
import { BankServer } from '../../harness/bankServer.ts';
import { asBrowser, newMember } from '../../harness/newMember.ts';
import { onTestDatabase, type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { signIn } from '../../harness/signIn.ts';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { compareThreeBooks, untilNothingIsOpen } from '../../harness/threeBooks.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { sale } from './operations.ts';

// The server is killed while somebody approves, and somebody presses again.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let bank: BankServer;
let database: TestDatabase;
let server: ServerProcess;
let odile: Readonly<Record<string, string>>;
let marc: Readonly<Record<string, string>>;

beforeAll(async () => {
  bank = await BankServer.start();
  database = await testDatabase();
  const env = { NODE_COMPILE_CACHE: COMPILE_CACHE, GUICHET_TEST_HOOKS: '1', BANK_DEADLINE_MS: '2000' };
  server = await startServerProcess({ ...env, ...onTestDatabase(database), ...bank.env });
  odile = await signIn(server);
  marc = await newMember(server, odile, 'Marc', 'manager');
  expect((await asBrowser(server.base, odile, '/guichet/v1/approval_limits', { body: { refund: 500 } })).status).toBe(200);
});
afterAll(async () => {
  await server.close();
  await database.close();
  await bank.close();
});
afterEach(async () => {
  await untilNothingIsOpen(database.ownerPool);
  const { differences, lines } = await compareThreeBooks({ api: server, bank, database: database.ownerPool });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThan(0);
});

it.each([
  // Nobody was asked yet: the refund is laid to rest, and stands as failed beside its approval.
  ['after_transaction_1', 'approved', 'failed'],
  ['before_transaction_2', 'approved', 'succeeded'],
  ['after_transaction_2', 'approved', 'succeeded'],
  // Nothing had begun, so it still waits, and the next press begins it.
  ['before_transaction_1', 'waiting', 'succeeded'],
])('who approves when the server dies %s finds it %s, and the refund %s, once', async (moment, left, status) => {
  const payment = await sale(server);
  const asked = await postTo(server, '/v1/refunds', { payment_intent: payment, amount: '1000' });
  expect(asked.body.error.code).toBe('approval_required');
  const { approval } = asked.body.error as unknown as { approval: string };
  const path = `/guichet/v1/approvals/${approval}`;
  const approve = () => asBrowser<ApprovalView>(server.base, marc, `${path}/approve`, { body: {} });

  await server.restart({ GUICHET_CRASH_POINT: moment });
  const pressed = approve().catch(() => null);
  expect(await server.ended()).toBe('SIGKILL');
  expect(await pressed).toBeNull();
  await server.restart({});
  await untilNothingIsOpen(database.ownerPool);

  expect((await asBrowser<ApprovalView>(server.base, marc, path)).body.status).toBe(left);
  const again = await approve();
  expect([again.status, again.body.status]).toEqual([200, 'approved']);
  expect((await approve()).body).toEqual(again.body);
  const refunds = (await getFrom(server, `/v1/refunds?payment_intent=${payment}`)).body as unknown as { data: object[] };
  expect(refunds.data).toMatchObject([{ id: again.body.result, amount: 1000, status }]);
});
