import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 over the names and contents of this module's source files, its tests left out: what an attestation is about. */
export function moduleDigest(): string {
  const folder = import.meta.dirname;
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
  const hash = createHash('sha256');
  for (const name of files)
    hash
      .update(`${name}\n`)
      .update(readFileSync(join(folder, name)))
      .update('\n');
  return hash.digest('hex');
}
