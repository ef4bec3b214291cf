import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackupsView, RestorationView } from '@guichet/contract/backupViews.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReconciliationReport } from '../../../src/modules/reconciliation/index.ts';
import { runToEnd } from '../../../src/platform/childProcess.ts';
import { getFrom, listAll, postTo } from '../../harness/apiClient.ts';
import { askAsOwner } from '../../harness/askAsOwner.ts';
import { type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../harness/webhookReceiver.ts';
import { COMPILE_CACHE } from './compileCache.ts';
import { sale } from './operations.ts';

// A server that saves itself is killed while customers pay, and brought back elsewhere to a second in the middle.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const RESTORE = fileURLToPath(new URL('../../../src/commands/restore.ts', import.meta.url));
const RECONCILE = fileURLToPath(new URL('../../../src/commands/reconcile.ts', import.meta.url));

/** A payment that was answered, and between which moments it was made. */
interface Acknowledged {
  readonly id: string;
  readonly begun: number;
  readonly answered: number;
}

const desk = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
const acknowledged: Acknowledged[] = [];
let server: ServerProcess;
let restored: ServerProcess;
let receiver: WebhookReceiver;
let bankUrl: string;
let bank: Server;
let until: Date;
/** What the restored server asked its bank, besides whether it lives. */
const asked: string[] = [];

/** Pays until the server is gone. */
async function payOn(): Promise<void> {
  for (;;) {
    const begun = Date.now();
    try {
      acknowledged.push({ id: await sale(server), begun, answered: Date.now() });
    } catch {
      return;
    }
  }
}

/** Stands where the restored server's bank would be. */
async function openSilentBank(): Promise<void> {
  bank = createServer((request, response) => {
    if (request.url !== '/healthz') asked.push(request.url ?? '');
    response.writeHead(request.url === '/healthz' ? 200 : 503).end('{}');
  });
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
  bankUrl = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
}

/** With what the commands work on the restored folder. */
const programEnv = () => ({ PATH: process.env.PATH, DATA_DIR: join(desk, 'restored'), NODE_COMPILE_CACHE: COMPILE_CACHE });

const backups = async () => (await askAsOwner<BackupsView>(server, '/guichet/v1/backups')).body;

beforeAll(async () => {
  receiver = await openWebhookReceiver();
  receiver.answer('/hook', 500);
  await openSilentBank();
  const saved = { BACKUP_DIR: join(desk, 'backups'), BACKUP_EVERY_SECONDS: '3600', BACKUP_KEEP_DAYS: '7' };
  server = await startServerProcess({ ...saved, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1', NODE_COMPILE_CACHE: COMPILE_CACHE });
});
afterAll(async () => {
  await restored?.close();
  await server?.close();
  await receiver?.close();
  bank?.close();
  rmSync(desk, { recursive: true, force: true });
});

describe('a server with a folder for backups', () => {
  it('makes one at once, restores it for a trial, and tells', async () => {
    await vi.waitUntil(async () => (await backups()).last_good_test !== null, { timeout: 120_000, interval: 250 });
    const { schedule, archive, data } = await backups();
    expect(schedule).toEqual({ at: '03:00', keep_days: 7 });
    expect(archive).toMatchObject({ is_failing: false, last_success: expect.any(Number) });
    expect(data).toMatchObject([{ status: 'succeeded', failure: null, test_failure: null, bytes: expect.any(Number) }]);
    expect((await getFrom(server, '/readyz')).body).toMatchObject({ status: 'ready', backups: 'archiving' });
  });

  it('is killed, and brought back to a second in the middle', async () => {
    const hook = await postTo(server, '/v1/webhook_endpoints', { url: receiver.url('/hook'), 'enabled_events[]': 'charge.succeeded' });
    expect(hook.status).toBe(200);
    const paying = [payOn(), payOn()];
    await vi.waitUntil(() => acknowledged.length >= 8 && receiver.at('/hook').length > 0, { timeout: 60_000 });
    until = new Date();
    await vi.waitUntil(() => acknowledged.filter(({ begun }) => begun > until.getTime()).length >= 8, { timeout: 60_000 });
    await server.kill9();
    await Promise.all(paying);
    const args = ['--from', join(desk, 'backups'), '--to', until.toISOString(), '--keys', join(server.dataDir, 'keys')];
    const { code, output } = await runToEnd(process.execPath, [RESTORE, ...args, '--wal', join(server.dataDir, 'postgres', 'pg_wal')], {
      env: programEnv(),
    });
    expect(output).toContain(`has the state of ${until.toISOString()}`);
    expect(output).toContain('It was verified: nothing is wrong with it.');
    expect(code).toBe(0);
  });
});

describe('the restored place', () => {
  beforeAll(async () => {
    receiver.answer('/hook', 200);
    const env = { DATA_DIR: join(desk, 'restored'), GUICHET_TEST_KEY: server.key, NODE_COMPILE_CACHE: COMPILE_CACHE };
    const outside = { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1', SANDBOX_BANK_URL: bankUrl, SANDBOX_BANK_TOKEN: 'any' };
    restored = await startServerProcess({ ...env, ...outside });
  });

  it('has every payment that was acknowledged before that second, and none that was begun after it', async () => {
    const there = new Map(
      (await listAll<{ id: string; status: string }>(restored, '/v1/payment_intents')).map(({ id, status }) => [id, status]),
    );
    const before = acknowledged.filter(({ answered }) => answered <= until.getTime());
    const after = acknowledged.filter(({ begun }) => begun > until.getTime());
    expect(before.length).toBeGreaterThanOrEqual(8);
    expect(after.length).toBeGreaterThanOrEqual(8);
    expect(before.map(({ id }) => there.get(id))).toEqual(before.map(() => 'succeeded'));
    expect(after.filter(({ id }) => there.has(id))).toEqual([]);
  });

  it('can be read, and refuses every change', async () => {
    const made = await postTo(restored, '/v1/customers', { name: 'Paul' });
    expect([made.status, made.body.error.code]).toEqual([503, 'place_restored']);
    const [known] = acknowledged;
    const refund = await postTo(restored, '/v1/refunds', { payment_intent: known?.id ?? '' });
    expect([refund.status, refund.body.error.code]).toEqual([503, 'place_restored']);
    expect((await getFrom(restored, `/v1/payment_intents/${known?.id}`)).status).toBe(200);
    const ready = await getFrom(restored, '/readyz');
    expect([ready.status, ready.text]).toEqual([503, expect.stringContaining('has not been reconciled')]);
    const { body } = await askAsOwner<RestorationView>(restored, '/guichet/v1/restoration');
    expect(body.restored_to).toBe(Math.floor(until.getTime() / 1000));
  });

  it('sends nothing until its provider was read since that moment, and then goes on', async () => {
    const missed = receiver.at('/hook').length;
    expect(asked).toEqual([]);
    await restored.stop();
    // The bank goes on as the outside world does, with all that it did after that second.
    cpSync(join(server.dataDir, 'bank'), join(restored.dataDir, 'bank'), { recursive: true });
    const report = join(desk, 'reconcile.json');
    const { code, output } = await runToEnd(process.execPath, [RECONCILE, '--json', report], { env: programEnv() });
    expect(output).toContain('has read its providers since: it sends again');
    // What it did in between is told, and stays as it is: a difference for each payment that this place does not know.
    expect(code).toBe(1);
    const { sources } = JSON.parse(readFileSync(report, 'utf8')) as ReconciliationReport;
    const unknown = sources.flatMap(({ differences }) => differences).filter(({ kind }) => kind === 'unknown_here');
    expect(unknown.length).toBeGreaterThanOrEqual(acknowledged.filter(({ begun }) => begun > until.getTime()).length);
    expect(receiver.at('/hook')).toHaveLength(missed);
    await restored.restart({ SANDBOX_BANK_URL: '', SANDBOX_BANK_TOKEN: '' });
    expect((await postTo(restored, '/v1/customers', { name: 'Paul' })).status).toBe(200);
    expect((await getFrom(restored, '/readyz')).body).toMatchObject({ status: 'ready', reasons: [] });
    await receiver.until('/hook', missed + 1);
    expect((await askAsOwner<RestorationView>(restored, '/guichet/v1/restoration')).body.restored_to).toBeNull();
  });
});
