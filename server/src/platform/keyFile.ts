import { join } from 'node:path';
import type { Random } from './random.ts';
import { readOrCreateSecretFile } from './secretFile.ts';
import { StartError } from './startError.ts';

const KEY_BYTES = 32;

/**
 * A key of 32 random bytes in a file for its owner only, made when it isn't there yet; see `secretFile.ts`. Throws StartError when the
 * file holds something else, or others may read it.
 */
export function readOrMakeKey(folder: string, name: string, random: Random): Buffer {
  const file = join(folder, name);
  const text = readOrCreateSecretFile(file, () => `${random.bytes(KEY_BYTES).toString('base64url')}\n`);
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== KEY_BYTES) throw new StartError(`${file} is not a key of ours: restore it from your backup.`);
  return key;
}
