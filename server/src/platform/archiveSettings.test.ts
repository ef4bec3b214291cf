import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { archiveSettings } from './archiveSettings.ts';
import type { PostgresStage } from './postgresStage.ts';
import { StartError } from './startError.ts';

const OURSELVES: PostgresStage = { programs: '', user: undefined };
const desk = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
afterAll(() => rmSync(desk, { recursive: true }));

it('the command keeps a piece packed, once, in a folder of whatever name', () => {
  const folder = join(desk, "it's 100% %f");
  const { settings, handed } = archiveSettings(OURSELVES, { folder, timeoutSeconds: 60 });
  expect(handed).toEqual([folder]);
  expect(settings).toMatchObject({ archive_mode: 'on', archive_timeout: '60' });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  writeFileSync(join(desk, 'piece'), 'some log');
  // As PostgreSQL reads it: %p and %f are the piece's path and name, %% is a percent sign.
  const values: Readonly<Record<string, string>> = { '%p': join(desk, 'piece'), '%f': '000000010000000000000001', '%%': '%' };
  const command = (settings.archive_command ?? '').replace(/%[pf%]/g, (sign) => values[sign] ?? '');
  const run = () => execFileSync('sh', ['-c', command], { stdio: 'pipe' });
  run();
  expect(readdirSync(folder)).toEqual(['000000010000000000000001.gz']);
  expect(gunzipSync(readFileSync(join(folder, '000000010000000000000001.gz'))).toString()).toBe('some log');
  // Asked again for the same piece it is content; for another of that name it refuses.
  run();
  writeFileSync(join(desk, 'piece'), 'other log');
  expect(run).toThrow();
  expect(gunzipSync(readFileSync(join(folder, '000000010000000000000001.gz'))).toString()).toBe('some log');
});

it('a folder that cannot be made is a reason not to start, in one sentence', () => {
  const start = () => archiveSettings(OURSELVES, { folder: '/dev/null/backups', timeoutSeconds: 60 });
  expect(start).toThrow(StartError);
  expect(start).toThrow("The folder /dev/null/backups for backups can't be made (ENOTDIR): correct BACKUP_DIR");
});
