import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readOrMakeKey } from './keyFile.ts';
import { type Random, systemRandom } from './random.ts';
import { refuseSharedSecrets } from './secretFile.ts';
import { StartError } from './startError.ts';

const parent = mkdtempSync(join(tmpdir(), 'guichet-keyfile-'));
const folder = join(parent, 'keys');
afterAll(() => rmSync(parent, { recursive: true }));

it('makes a key once, for its owner only, and leaves nothing else behind', () => {
  const key = readOrMakeKey(folder, 'a.key', systemRandom);
  expect(key).toHaveLength(32);
  expect(readOrMakeKey(folder, 'a.key', systemRandom)).toEqual(key);
  expect(statSync(join(folder, 'a.key')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['a.key']);
});

it('takes the key of a server that was quicker', () => {
  let quicker: Buffer | undefined;
  const slow: Random = {
    bytes: (length) => {
      quicker ??= readOrMakeKey(folder, 'b.key', systemRandom);
      return systemRandom.bytes(length);
    },
  };
  expect(readOrMakeKey(folder, 'b.key', slow)).toEqual(quicker);
});

it('does not take just any file for a key', () => {
  const file = join(folder, 'c.key');
  writeFileSync(file, 'too short\n');
  chmodSync(file, 0o600);
  expect(() => readOrMakeKey(folder, 'c.key', systemRandom)).toThrow(StartError);
  expect(readFileSync(file, 'utf8')).toBe('too short\n');
});

it('does not trust a key that others may have read', () => {
  readOrMakeKey(folder, 'd.key', systemRandom);
  chmodSync(join(folder, 'd.key'), 0o640);
  expect(() => readOrMakeKey(folder, 'd.key', systemRandom)).toThrow('can be read by other users');
});

it.each([0o640, 0o604, 0o620, 0o601])('looks at every file of secrets before anything is started (mode %o)', (mode) => {
  const place = mkdtempSync(join(parent, 'place-'));
  mkdirSync(join(place, 'keys', 'old'), { recursive: true });
  const [used, copy, alone] = [join(place, 'keys', 'used.key'), join(place, 'keys', 'old', 'copy.key'), join(place, 'postgres.json')];
  for (const file of [used, copy, alone]) writeFileSync(file, 'secret', { mode: 0o600 });
  const look = (): void => refuseSharedSecrets(join(place, 'keys'), alone, join(place, 'not-there.pem'));
  expect(look).not.toThrow();
  for (const file of [used, copy, alone]) {
    chmodSync(file, mode);
    expect(look).toThrow(
      new StartError(`${file} can be read by other users. Make it yours alone with chmod 600 ${file}, and find out who may have read it.`),
    );
    chmodSync(file, 0o600);
  }
});
