import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runToEnd } from '../../src/platform/childProcess.ts';
import { type ServerProcess, startServerProcess } from '../harness/serverProcess.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { COMPILE_CACHE } from './crash/compileCache.ts';

const COMMAND = fileURLToPath(new URL('../../src/commands/verify.ts', import.meta.url));

let server: ServerProcess;
let payment: string;
const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-verify-`));
const jsonFile = join(folder, 'verify.json');

beforeAll(async () => {
  server = await startServerProcess();
  const card = {
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card' as const],
    payment_method_options: { card: { moto: true } },
  };
  payment = (await stripeClient(server).paymentIntents.create({ amount: 4990, currency: 'eur', confirm: true, ...card })).id;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const verify = (args: string[] = [], dataDir = server.dataDir) =>
  runToEnd(process.execPath, [COMMAND, ...args], { env: { PATH: process.env.PATH, DATA_DIR: dataDir, NODE_COMPILE_CACHE: COMPILE_CACHE } });

it('reads a place that is being served, and says the same to people and to programs', async () => {
  const { code, output } = await verify(['--json', jsonFile]);
  expect(output).toMatch(/payments +2 +0 /);
  expect(output).toMatch(/0 problems\n$/);
  expect(code).toBe(0);
  expect(JSON.parse(readFileSync(jsonFile, 'utf8'))).toMatchObject({
    problems: 0,
    checks: expect.arrayContaining([expect.objectContaining({ check: 'vault' })]),
  });
});

it('starts the database of one that is not, names what is wrong, and leaves nothing running', async () => {
  await runSql(server.ownerPool(), `UPDATE payment_intents SET amount_received = 1 WHERE id = '${payment}'`);
  await server.stop();
  const { code, output } = await verify(['--json', jsonFile]);
  expect(output).toContain(`payments: ${payment}: it has received 1 eur, and its charges have captured 4990 [acct_`);
  expect(code).toBe(1);
  expect(JSON.parse(readFileSync(jsonFile, 'utf8')).checks[1].problems).toEqual([
    {
      place: expect.stringMatching(/^acct_\w+ \(test\)$/),
      subject: payment,
      says: 'it has received 1 eur, and its charges have captured 4990',
    },
  ]);
  await server.restart();
  expect((await fetch(`${server.base}/readyz`)).status).toBe(200);
});

it('says in one sentence how it is called, and where there is no place', async () => {
  const wrong = await verify(['--nonsense']);
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('guichet verify [--json FILE]')]);
  const nowhere = await verify([], join(folder, 'nowhere'));
  expect([nowhere.code, nowhere.output]).toEqual([
    1,
    `There is no place in ${join(folder, 'nowhere')}: set DATA_DIR to the folder of one.\n`,
  ]);
});
