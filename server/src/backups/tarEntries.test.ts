import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tarEntries } from './tarEntries.ts';

const FILES: Readonly<Record<string, Buffer>> = {
  'base/1/empty': Buffer.alloc(0),
  'base/1/one': Buffer.from('x'),
  'base/1/block': randomBytes(512),
  'base/1/large': randomBytes(200_001),
};

let desk: string;
let archive: Buffer;

beforeAll(() => {
  desk = mkdtempSync(join(tmpdir(), 'guichet-tar-'));
  mkdirSync(join(desk, 'base/1'), { recursive: true });
  for (const [name, bytes] of Object.entries(FILES)) writeFileSync(join(desk, name), bytes);
  archive = execFileSync('tar', ['--format=ustar', '-cf', '-', 'base'], { cwd: desk, maxBuffer: 2 ** 24 });
});
afterAll(() => rmSync(desk, { recursive: true }));

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(source: AsyncIterable<Buffer>): Promise<Map<string, Buffer | 'folder'>> {
  const found = new Map<string, Buffer | 'folder'>();
  for await (const entry of tarEntries(source)) {
    const parts: Buffer[] = [];
    for await (const part of entry.content) parts.push(part);
    found.set(entry.name, entry.kind === 'folder' ? 'folder' : Buffer.concat(parts));
  }
  return found;
}

describe('an archive', () => {
  it.each([1_000_000, 512, 700, 7])('is read whole in pieces of %i bytes', async (size) => {
    const found = await readAll(inPieces(archive, size));
    for (const [name, bytes] of Object.entries(FILES)) expect(bytes.equals(found.get(name) as Buffer), name).toBe(true);
    expect(found.get('base/1/')).toBe('folder');
    expect(found.size).toBe(Object.keys(FILES).length + 2);
  });

  it('that ends too soon, or whose heads are changed, is refused', async () => {
    await expect(readAll(inPieces(archive.subarray(0, 100_000), 4096))).rejects.toThrow('ends in the middle');
    const changed = Buffer.from(archive);
    changed[3] = (changed[3] ?? 0) ^ 1;
    await expect(readAll(inPieces(changed, 4096))).rejects.toThrow('head of a file is not right');
  });

  it('with a link in it is refused', async () => {
    const linked = execFileSync('sh', ['-c', 'ln -s /etc/passwd link && tar -cf - link'], { cwd: desk });
    await expect(readAll(inPieces(linked, 4096))).rejects.toThrow('neither a file nor a folder');
  });
});
