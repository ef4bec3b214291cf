import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { chown, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StartError } from '../platform/startError.ts';
import { type BackupRecord, DATA_FILE, MANIFEST_FILE } from './backupRecord.ts';
import { type TarEntry, tarEntries } from './tarEntries.ts';

/** What PostgreSQL wrote down of each file when it copied it. */
interface Manifest {
  readonly Files: readonly { readonly Path: string; readonly Size: number; readonly Checksum?: string }[];
}

export interface Unpacking {
  /** The folder of the backup. */
  readonly from: string;
  readonly record: BackupRecord;
  /** An empty folder, and who is to own what comes into it. */
  readonly to: string;
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Unpacks a backup, and holds it against what was written down when it was made: its two files as wholes, and each file within by PostgreSQL's own
 * manifest. Throws StartError that names the first file that differs; what was unpacked by then must not be used.
 */
export async function unpackBackup(what: Unpacking): Promise<void> {
  const damaged = (which: string): StartError =>
    new StartError(
      `The backup ${what.record.name} is damaged (${which}): it can't be restored. Take an older one by naming an earlier moment.`,
    );
  await expectWhole(what, MANIFEST_FILE).catch(() => {
    throw damaged(MANIFEST_FILE);
  });
  await expectWhole(what, DATA_FILE).catch(() => {
    throw damaged(DATA_FILE);
  });
  const { Files } = JSON.parse(readFileSync(join(what.from, MANIFEST_FILE), 'utf8')) as Manifest;
  const expected = new Map(Files.map((file) => [file.Path, file]));
  await pipeline(createReadStream(join(what.from, DATA_FILE)), createGunzip(), async (archive: AsyncIterable<Buffer>) => {
    for await (const entry of tarEntries(archive)) {
      const sha256 = await unpackEntry(what, entry);
      const file = expected.get(entry.name);
      expected.delete(entry.name);
      if (file !== undefined && (file.Size !== entry.bytes || (file.Checksum ?? sha256) !== sha256)) throw damaged(entry.name);
    }
  });
  const [missing] = expected.keys();
  if (missing !== undefined) throw damaged(`${missing} is missing`);
}

async function expectWhole({ from, record }: Unpacking, name: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(from, name))) hash.update(chunk as Buffer);
  if (record.files[name]?.sha256 !== hash.digest('hex')) throw new Error(`${name} is not what was written.`);
}

/** Puts one file or folder in its place; answers a file's SHA-256. */
async function unpackEntry({ to, owner }: Unpacking, entry: TarEntry): Promise<string | undefined> {
  const path = join(to, entry.name);
  if (entry.name.startsWith('/') || entry.name.split('/').includes('..')) throw new Error(`${entry.name} leads out of the folder.`);
  if (entry.kind === 'folder') {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (owner !== undefined) await chown(path, owner.uid, owner.gid);
    return undefined;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    if (owner !== undefined) await file.chown(owner.uid, owner.gid);
    for await (const chunk of entry.content) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
