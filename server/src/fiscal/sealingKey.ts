import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { readOrCreateSecretFile } from '../platform/secretFile.ts';
import { StartError } from '../platform/startError.ts';
import { keyIdOf, type SealingKey } from './seal.ts';

const NAME = 'fiscal.key';

const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function readKey(file: string, text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch {
    // What is no key at all is told in the same words as a key of another kind.
  }
  throw new StartError(`${file} is not a key of ours: restore it from your backup.`);
}

/** The key that signs the lines, from a file outside the database; made when there is none yet. Throws StartError when the file holds something else. */
export function openSealingKey(keysDir: string): SealingKey {
  const file = join(keysDir, NAME);
  const privateKey = readKey(file, readOrCreateSecretFile(file, newKey));
  const publicKey = createPublicKey(privateKey);
  return { id: keyIdOf(publicKey), privateKey, publicKey };
}
