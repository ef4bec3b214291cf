import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder } from './dataFolder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'guichet-folder-'));
});
afterEach(() => rmSync(base, { recursive: true }));

it('is made, closed to others, and taken by one at a time', async () => {
  const folder = join(base, 'deep', 'data');
  const held = await openDataFolder(folder);
  expect(statSync(folder).mode & 0o066).toBe(0);
  await expect(openDataFolder(folder)).rejects.toThrow(`Another Guichet server (process ${process.pid}) uses the folder ${folder}`);
  held.release();
  (await openDataFolder(folder)).release();
});

it('is waited for while its holder stops', async () => {
  const held = await openDataFolder(base);
  held.announceStop();
  const next = openDataFolder(base);
  // Longer than a folder is waited for whose holder goes on.
  setTimeout(held.release, 2_500);
  (await next).release();
});

it('is refused in a sentence when it is a file or no folder can be made', async () => {
  const file = join(base, 'file');
  writeFileSync(file, '');
  await expect(openDataFolder(file)).rejects.toThrow(`The folder ${file} can't be written to (EEXIST)`);
  await expect(openDataFolder(join(file, 'below'))).rejects.toThrow('(ENOTDIR)');
});

it('has a lock that nobody else can take, also one that others could read before', async () => {
  const file = join(base, 'server.lock');
  (await openDataFolder(base)).release();
  expect(statSync(file).mode & 0o077).toBe(0);
  chmodSync(file, 0o644);
  (await openDataFolder(base)).release();
  expect(statSync(file).mode & 0o077).toBe(0);
});

it('keeps the rights that it was given', async () => {
  chmodSync(base, 0o750);
  (await openDataFolder(base)).release();
  expect(statSync(base).mode & 0o777).toBe(0o750);
});
