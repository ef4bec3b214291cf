import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReconciliationReport } from '../../src/modules/reconciliation/index.ts';
import { runToEnd } from '../../src/platform/childProcess.ts';
import { dayBounds } from '../../src/platform/placeDay.ts';
import { PLACE_ZONE } from '../harness/placeZone.ts';
import { type ServerProcess, startServerProcess } from '../harness/serverProcess.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { until } from '../harness/until.ts';
import { COMPILE_CACHE } from './crash/compileCache.ts';

const COMMAND = fileURLToPath(new URL('../../src/commands/reconcile.ts', import.meta.url));

let server: ServerProcess;
let stripe: Stripe;
const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-reconcile-`));
const jsonFile = join(folder, 'reconcile.json');

beforeAll(async () => {
  server = await startServerProcess({ GUICHET_TEST_HOOKS: '1' });
  stripe = stripeClient(server);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const pay = (receipt: string) =>
  stripe.paymentIntents.create({
    ...{ amount: 4990, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', receipt_email: receipt },
    ...{ allowed_payment_method_types: ['card'], payment_method_options: { card: { moto: true } } },
  });

async function reconcile(...args: string[]) {
  const begun = Math.floor(Date.now() / 1000);
  await until(() => Math.floor(Date.now() / 1000) > begun);
  return runToEnd(process.execPath, [COMMAND, ...args, '--json', jsonFile], {
    env: { PATH: process.env.PATH, DATA_DIR: server.dataDir, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
}
const report = () => JSON.parse(readFileSync(jsonFile, 'utf8')) as ReconciliationReport;

it('finds out without a server what became of a payment that a crash left in doubt, and charges nobody twice', async () => {
  await pay('odile@example.com');
  await server.restart({ GUICHET_CRASH_POINT: 'before_transaction_2' });
  await expect(pay('camille@example.com')).rejects.toThrow();
  expect(await server.ended()).toBe('SIGKILL');
  const { code, output } = await reconcile();
  expect(output).toMatch(/sandbox: ch_\w+ \(att_\w+\): resolved: the authorise of 4990 eur was in doubt and is approved\n/);
  expect(output).toMatch(/\n0 unresolved\n$/);
  expect(code).toBe(0);
  expect(report()).toMatchObject({ unresolved: 0, sources: [{ there: 2, here: 2, resolved: [{}], differences: [], unread: null }] });
  await server.restart({ GUICHET_CRASH_POINT: '' });
  const { data } = await stripe.paymentIntents.list();
  expect(data.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  expect((await stripe.charges.list()).data).toHaveLength(2);
}, 240_000);

it('works beside a server, leaves what may be under way to it, and says how it is called', async () => {
  const beside = await reconcile();
  expect([beside.code, beside.output]).toEqual([0, expect.stringContaining('0 unresolved')]);
  const asked = await reconcile('--day', '2026-01-31');
  expect(asked.output).toContain('2026-01-31 of acct_');
  const { from, until } = dayBounds('2026-01-31', PLACE_ZONE);
  const read = { from: from.toISOString(), until: until.toISOString() };
  expect(report().sources).toMatchObject([{ day: '2026-01-31', ...read, there: 0, here: 0 }]);
  const wrong = await reconcile('--day', '2026-02-30');
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('--day must be a day such as 2026-11-22, not 2026-02-30.')]);
}, 240_000);
