import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../platform/random.ts';
import { StartError } from '../platform/startError.ts';
import { addKek, openKeyFile } from './keyRing.ts';

const folder = mkdtempSync(join(tmpdir(), 'vault-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = (): string => {
  files += 1;
  return join(folder, String(files), 'vault.key');
};
const open = (file: string) => openKeyFile(file, systemRandom);
const dataKey = Buffer.alloc(32, 7);

describe('the key file', () => {
  it('is made at the first start, for its owner only, and nothing is left beside it', () => {
    const file = newFile();
    open(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(file, '..'))).toEqual(['vault.key']);
  });

  it('gives the same keys at each start', async () => {
    const file = newFile();
    const wrapped = await open(file).wrap(dataKey, 'card');
    const again = open(file);
    expect(await again.unwrap(wrapped, 'card')).toEqual(dataKey);
    expect(await again.fingerprint('x')).toEqual(await open(file).fingerprint('x'));
  });

  it.each([0o640, 0o604, 0o620, 0o601])('is refused when others may touch it (%o)', (mode) => {
    const file = newFile();
    open(file);
    chmodSync(file, mode);
    expect(() => open(file)).toThrow(StartError);
    expect(() => open(file)).toThrow('chmod 600');
  });

  it.each([
    ['', 'not a file of vault keys'],
    ['{}', 'not a file of vault keys'],
    ['{"version":1,"fingerprint_key":"","keks":[]}', 'not a file of vault keys'],
    ['{"version":1,"fingerprint_key":"AAAA","keks":[{"id":"a","key":"AAAA"}]}', 'damaged'],
  ])('that holds %j is refused and left as it is', (text, message) => {
    const file = newFile();
    open(file);
    writeFileSync(file, text);
    expect(() => open(file)).toThrow(message);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('keys', () => {
  it('wrap for one place only', async () => {
    const ring = open(newFile());
    const wrapped = await ring.wrap(dataKey, 'card:1:vc_1');
    await expect(ring.unwrap(wrapped, 'card:2:vc_1')).rejects.toThrow();
  });

  it('of another file do not open', async () => {
    const [ring, other] = [open(newFile()), open(newFile())];
    await expect(other.unwrap(await ring.wrap(dataKey, 'card'), 'card')).rejects.toThrow('does not hold');
    expect(await ring.fingerprint('x')).not.toEqual(await other.fingerprint('x'));
  });

  it('that were added become the newest, and a server that runs finds them when it meets them', async () => {
    const file = newFile();
    const running = open(file);
    const old = await running.wrap(dataKey, 'card');
    const id = addKek(file, systemRandom);
    const restarted = open(file);
    const fresh = await restarted.wrap(dataKey, 'card');
    expect(fresh.kekId).toBe(id);
    expect(await restarted.kekIds()).toEqual([old.kekId, id]);
    expect(await running.unwrap(fresh, 'card')).toEqual(dataKey);
    expect(await restarted.unwrap(old, 'card')).toEqual(dataKey);
    expect(await restarted.fingerprint('x')).toEqual(await running.fingerprint('x'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
