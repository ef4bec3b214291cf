import { fileURLToPath } from 'node:url';
import type { ActivityView, ListOf, MessageSummary } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runToEnd } from '../../src/platform/childProcess.ts';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { type ServerProcess, startServerProcess } from '../harness/serverProcess.ts';
import { signIn } from '../harness/signIn.ts';
import { runSql } from '../harness/testDatabase.ts';
import { COMPILE_CACHE } from './crash/compileCache.ts';

const COMMAND = fileURLToPath(new URL('../../src/commands/ownerReset.ts', import.meta.url));

let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess();
});
afterAll(() => server.close());

const reset = (...args: string[]) =>
  runToEnd(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: server.dataDir, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });

async function passwordAlone(): Promise<unknown> {
  const response = await fetch(`${server.base}/guichet/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.base },
    body: JSON.stringify(server.owner),
  });
  return ((await response.json()) as { second_factor: unknown }).second_factor;
}

it('lets an owner in who has lost every second factor, tells all owners, and stands in the log', { timeout: 90_000 }, async () => {
  const before = await signIn(server);
  await runSql(server.ownerPool(), 'UPDATE auth."user" SET "twoFactorEnabled" = true');
  expect(await passwordAlone()).not.toBe(null);
  const { code, output } = await reset('--email', server.owner.email.toUpperCase());
  expect([code, output]).toEqual([0, expect.stringContaining(`Told: ${server.owner.email}.`)]);
  expect(await passwordAlone()).toBe(null);
  expect((await fetch(`${server.base}/guichet/v1/session`, { headers: before })).status).toBe(401);
  const log = await askAsOwner<ListOf<ActivityView>>(server, '/guichet/v1/activity?action=member.reset_second_factors');
  expect(log.body.data).toMatchObject([{ actor: { name: 'Guichet' }, details: { by: 'owner-reset' } }]);
  const { body } = await askAsOwner<ListOf<MessageSummary>>(server, '/guichet/v1/messages');
  expect(body.data).toMatchObject([{ kind: 'owner_reset', to: server.owner.email }]);
});

it('says in one sentence whom it does not know, and how it is called', { timeout: 90_000 }, async () => {
  expect(await reset('--email', 'nobody@example.com')).toMatchObject({ code: 1, output: 'Nobody signs in as nobody@example.com.\n' });
  expect(await reset()).toMatchObject({ code: 2, output: expect.stringContaining('guichet owner-reset --email ADDRESS') });
});
