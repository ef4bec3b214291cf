import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { manualClock } from '../platform/clock.ts';
import { idMaker } from '../platform/ids.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { systemRandom } from '../platform/random.ts';
import type { Database } from '../platform/sql.ts';
import { withTransaction } from '../platform/transaction.ts';
import type { FiscalEntry } from './appendFiscal.ts';
import { FILES, type Manifest } from './archiveFormat.ts';
import { checkArchive } from './checkArchive.ts';
import { createFiscal, type Fiscal } from './createFiscal.ts';
import { FISCAL_VERSION } from './fiscalVersion.ts';
import { moduleDigest } from './moduleDigest.ts';
import { readZip, writeZip, type ZipEntry } from './zip.ts';

const START = new Date('2026-12-30T10:00:00Z');
let clock = manualClock(START);
const DAY_MS = 86_400_000;
const run = promisify(execFile);

let test: TestDatabase;
let one: Database;
let other: Database;
let owner: pg.Pool;
let folder: string;
let errors: object[];
let fiscal: Fiscal;
let elsewhere: Fiscal;
let tenantId = 0;

const open = (database: Database, keysDir = folder): Fiscal =>
  createFiscal({
    database,
    clock: { now: () => clock.now() },
    makeId: idMaker(clock, systemRandom),
    keysDir,
    log: { error: (found: object) => void errors.push(found) },
  });

beforeAll(async () => {
  test = await testDatabase();
  one = openDatabase(test.serverPool);
  other = openDatabase(test.serverPool);
  owner = new pg.Pool(test.ownerPool);
  folder = mkdtempSync(join(tmpdir(), 'guichet-fiscal-'));
  errors = [];
  fiscal = open(one);
  elsewhere = open(other);
});

afterAll(async () => {
  await one.close();
  await other.close();
  await owner.end();
  await test.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  tenantId += 1;
  clock = manualClock(START);
  await one.query(
    'insert test tenant',
    `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
     VALUES ($1, $2, false, 'Chez Odile', 'FR', 'eur', 'Europe/Paris', $3)`,
    [tenantId, `acct_${tenantId}`, clock.now()],
  );
});

const entry = (more: Partial<FiscalEntry> = {}): FiscalEntry => ({
  kind: 'received',
  source: 'pr_1',
  actor: 'person:1',
  method: 'cash',
  currency: 'eur',
  amount: 1000n,
  due: 1000n,
  tendered: null,
  change: null,
  reason: null,
  ...more,
});

const append = (more: Partial<FiscalEntry> = {}, by: Fiscal = fiscal, database: Database = one): Promise<void> =>
  withTransaction(database, (tx) => by.append(tx, tenantId, clock.now(), entry(more)));

const tampered = (statement: string, ...values: unknown[]) => owner.query(statement, [tenantId, ...values]);
const findings = async (): Promise<string[]> => (await fiscal.verify(tenantId)).findings.map(({ kind, sequence }) => `${kind} ${sequence}`);

/** A year's end with lines on both sides of it. */
async function twoYears(): Promise<void> {
  await append({ source: 'pr_1' });
  await append({ source: 'pr_2', method: 'cheque', amount: 70_050n });
  clock.advance(3 * DAY_MS);
  await append({ source: 'pr_3', amount: 200n });
  await append({ source: 'pr_1', kind: 'returned', amount: 400n, reason: 'goods_returned' });
}

describe('two servers at once', () => {
  it('write one chain, without a gap or a fork', async () => {
    const work = Array.from({ length: 30 }, (_, n) =>
      append({ source: `pr_${n}` }, n % 2 === 0 ? fiscal : elsewhere, n % 2 === 0 ? one : other),
    );
    await Promise.all(work);
    const { lines, findings: wrong } = await fiscal.verify(tenantId);
    expect({ lines, wrong }).toEqual({ lines: 31, wrong: [] });
    const head = await fiscal.head(tenantId);
    expect(head?.totals.perpetual).toEqual([{ method: 'cash', currency: 'eur', received: 30_000n, returned: 0n, lines: 30 }]);
  });

  it('close a day once', async () => {
    await append();
    clock.advance(DAY_MS);
    const close = (by: Fiscal) => by.tasks.find(({ name }) => name === 'close days of the till')?.run();
    await Promise.all([close(fiscal), close(elsewhere), close(fiscal), close(elsewhere)]);
    expect((await fiscal.closings(tenantId, { take: 9 })).map(({ period }) => period)).toEqual(['day']);
    expect(await findings()).toEqual([]);
  });

  it('leave nothing behind of a transaction that failed', async () => {
    const failing = withTransaction(one, async (tx) => {
      await fiscal.append(tx, tenantId, clock.now(), entry());
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await append();
    expect((await fiscal.verify(tenantId)).lines).toBe(2);
  });
});

describe('the record of the till', () => {
  it('takes back only what it took', async () => {
    await expect(append({ kind: 'returned', source: 'pr_none' })).rejects.toThrow('never took pr_none');
  });

  it('is not carried on with another key', async () => {
    await append();
    const strange = mkdtempSync(join(tmpdir(), 'guichet-fiscal-'));
    await expect(append({}, open(one, strange))).rejects.toThrow('restore the file fiscal.key');
    rmSync(strange, { recursive: true });
  });

  it.each([
    'UPDATE fiscal_lines SET content = content',
    'DELETE FROM fiscal_lines',
    'UPDATE fiscal_closings SET name = name',
    'DELETE FROM fiscal_closings',
    'DELETE FROM fiscal_heads',
    'TRUNCATE fiscal_lines',
  ])('does not let the server %s', async (statement) => {
    await expect(one.query('', statement)).rejects.toThrow('permission denied');
  });

  it('shows what an administrator of the database changed, removed or set back', async () => {
    await twoYears();
    expect(await findings()).toEqual([]);
    await tampered("UPDATE fiscal_lines SET content = replace(content, '70050', '70040') WHERE tenant_id = $1 AND sequence = 3");
    expect(await findings()).toEqual(expect.arrayContaining(['signature_wrong 3', 'chain_broken 4', 'total_wrong 4']));
    await tampered("UPDATE fiscal_lines SET content = replace(content, '70040', '70050') WHERE tenant_id = $1 AND sequence = 3");
    expect(await findings()).toEqual([]);
    await tampered('DELETE FROM fiscal_lines WHERE tenant_id = $1 AND sequence = 8');
    expect(await findings()).toEqual(expect.arrayContaining(['end_wrong 7', 'total_wrong 7']));
    await fiscal.tasks.find(({ name }) => name.startsWith('verify'))?.run();
    expect(errors).toContainEqual(expect.objectContaining({ tenantId }));
  });
});

describe('the archive', () => {
  const archive = async (year: string | null = null): Promise<Buffer> => {
    const made = await fiscal.archive(tenantId, { year, now: clock.now() });
    if (made === null) throw new Error('There is nothing to archive.');
    return made.data;
  };
  const kinds = (data: Buffer, key?: string) => checkArchive(data, key).findings.map(({ kind, sequence }) => `${kind} ${sequence}`);
  const changed = (data: Buffer, name: string, change: (text: string) => string): Buffer =>
    writeZip(
      readZip(data).map((file: ZipEntry) => (file.name === name ? { name, data: Buffer.from(change(file.data.toString())) } : file)),
      clock.now(),
    );
  const linesChanged = (data: Buffer, change: (lines: string[]) => string[]): Buffer =>
    changed(data, FILES.lines, (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`);

  it('holds every line, and finds nothing wrong where nothing is', async () => {
    await twoYears();
    const report = checkArchive(await archive(), fiscal.keyId);
    expect(report).toMatchObject({ lines: 8, findings: [], key: fiscal.keyId });
    expect(report.manifest).toMatchObject({ account: `acct_${tenantId}`, from: { sequence: 0 }, to: { sequence: 8 }, vat: 'not recorded' });
  });

  it('of one year begins with the totals of those before', async () => {
    await twoYears();
    const [before, after] = [await archive('2026'), await archive('2027')];
    expect(checkArchive(before)).toMatchObject({ lines: 6, findings: [] });
    expect(checkArchive(after)).toMatchObject({ lines: 2, findings: [], manifest: { from: { sequence: 6 }, to: { sequence: 8 } } });
    expect(await fiscal.archive(tenantId, { year: '2030', now: clock.now() })).toBeNull();
  });

  it('shows what was changed, left out, added or moved in it', async () => {
    await twoYears();
    const whole = await archive();
    const manifest = (change: (manifest: Manifest) => object) =>
      changed(whole, FILES.manifest, (text) => JSON.stringify(change(JSON.parse(text) as Manifest)));
    expect(kinds(linesChanged(whole, (lines) => lines.map((line) => line.replace('"amount":"1000"', '"amount":"100"'))))).toEqual(
      expect.arrayContaining(['manifest_wrong 0', 'signature_wrong 2', 'chain_broken 3', 'total_wrong 2']),
    );
    expect(kinds(linesChanged(whole, (lines) => lines.toSpliced(2, 1)))).toEqual(
      expect.arrayContaining(['sequence_broken 4', 'chain_broken 4']),
    );
    expect(kinds(linesChanged(whole, (lines) => lines.toSpliced(3, 0, lines[1] ?? '')))).toEqual(
      expect.arrayContaining(['sequence_broken 2']),
    );
    expect(kinds(linesChanged(whole, ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]))).toEqual(
      expect.arrayContaining(['sequence_broken 3']),
    );
    expect(kinds(linesChanged(whole, (lines) => lines.slice(0, -1)))).toEqual(expect.arrayContaining(['manifest_wrong 0', 'end_wrong 7']));
    expect(kinds(linesChanged(whole, (lines) => [...lines, 'nonsense']))).toEqual(expect.arrayContaining(['unreadable 9']));
    // Whoever cuts off the end and says so in the manifest cannot sign it.
    expect(kinds(manifest((told) => ({ ...told, to: { ...told.to, sequence: 7 } })))).toEqual(
      expect.arrayContaining(['manifest_wrong 0', 'end_wrong 8']),
    );
    expect(kinds(manifest((told) => ({ ...told, to: { ...told.to, perpetual: [] } })))).toEqual(expect.arrayContaining(['total_wrong 8']));
    expect(kinds(whole, '0123456789abcdef')).toEqual(['key_wrong 0']);
  });

  it('is checked by a program of its own, without a database', async () => {
    await twoYears();
    const file = join(folder, 'till.zip');
    const program = join(import.meta.dirname, 'verifyArchive.ts');
    const whole = await archive();
    writeFileSync(file, whole);
    const { stdout } = await run(process.execPath, [program, file, fiscal.keyId], { env: {} });
    expect(stdout).toContain('Nothing was changed, left out, added or moved.');
    expect(stdout).toContain('cash eur: 1200 received, 400 returned');
    writeFileSync(
      file,
      linesChanged(whole, (lines) => lines.toSpliced(2, 1)),
    );
    await expect(run(process.execPath, [program, file], { env: {} })).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('line 4: sequence_broken'),
    });
    writeFileSync(file, 'nothing');
    await expect(run(process.execPath, [program, file], { env: {} })).rejects.toMatchObject({ code: 2 });
    await expect(run(process.execPath, [program], { env: {} })).rejects.toMatchObject({ code: 2 });
  });
});

it('is the version whose digest stands beside it: whoever changes the module gives it a new version', () => {
  const known = readFileSync(join(import.meta.dirname, 'module.sha256'), 'utf8').trim();
  expect(`${FISCAL_VERSION} ${moduleDigest()}`).toBe(known);
});
