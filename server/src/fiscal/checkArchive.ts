import { createPublicKey, type KeyObject } from 'node:crypto';
import { ARCHIVE_FORMAT, FILES, type Manifest, readArchivedLine } from './archiveFormat.ts';
import { ChainChecker, type FiscalFinding } from './chainChecker.ts';
import { readTotals } from './fiscalTotals.rules.ts';
import { digestOf, isSignedBy, keyIdOf } from './seal.ts';
import { readZip } from './zip.ts';

/** What was found in an archive. */
export interface ArchiveReport {
  readonly lines: number;
  readonly key: string;
  readonly manifest: Manifest;
  readonly findings: readonly (Omit<FiscalFinding, 'kind'> & { readonly kind: FiscalFinding['kind'] | 'manifest_wrong' | 'key_wrong' })[];
}

interface Parts {
  readonly manifestText: string;
  readonly signature: Buffer;
  readonly publicKey: KeyObject;
  readonly lines: string;
}

function partsOf(archive: Buffer): Parts {
  const files = new Map(readZip(archive).map(({ name, data }) => [name, data]));
  const text = (name: string): string => {
    const data = files.get(name);
    if (data === undefined) throw new Error(`The archive has no ${name}.`);
    return data.toString('utf8');
  };
  return {
    manifestText: text(FILES.manifest),
    signature: Buffer.from(text(FILES.signature).trim(), 'base64url'),
    publicKey: createPublicKey(text(FILES.publicKey)),
    lines: text(FILES.lines),
  };
}

function readManifest(text: string): Manifest {
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== ARCHIVE_FORMAT) throw new Error(`The archive is of another format than ${ARCHIVE_FORMAT}.`);
  return manifest;
}

/**
 * Checks an archive by itself, without a database: signatures, sequence, chain, totals, closings, corrections, and the manifest. Whoever
 * knows the till's key gives its id as `expectedKey`: then an archive that was made anew with another key is found, too. Throws for a
 * file that is no such archive at all.
 */
export function checkArchive(archive: Buffer, expectedKey?: string): ArchiveReport {
  const { manifestText, signature, publicKey, lines } = partsOf(archive);
  const manifest = readManifest(manifestText);
  const key = keyIdOf(publicKey);
  const from = { ...manifest.from, perpetual: readTotals(manifest.from.perpetual) };
  const checker = new ChainChecker(from, (id) => (id === key ? publicKey : undefined));
  for (const line of lines.split('\n').filter((each) => each !== '')) {
    const { content, signature: sealed } = readArchivedLine(line) ?? { content: line, signature: Buffer.alloc(0) };
    checker.check(content, sealed);
  }
  checker.checkEnd({ ...manifest.to, perpetual: readTotals(manifest.to.perpetual) });
  const about: ArchiveReport['findings'][number][] = [];
  const found = (kind: 'manifest_wrong' | 'key_wrong', detail: string) => about.push({ kind, sequence: 0, detail });
  if (!isSignedBy(publicKey, manifestText, signature)) found('manifest_wrong', "The manifest's signature does not fit it.");
  if (manifest.lines !== checker.lines || manifest.sha256[FILES.lines] !== digestOf(lines))
    found('manifest_wrong', 'The lines are not those that the manifest tells of.');
  if (manifest.key !== key || (expectedKey !== undefined && expectedKey !== key))
    found('key_wrong', `The archive was made with the key ${key}, and not with ${expectedKey ?? manifest.key}.`);
  return { lines: checker.lines, key, manifest, findings: [...about, ...checker.findings] };
}
