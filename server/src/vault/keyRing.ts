import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { type Random, randomText } from '../platform/random.ts';
import { readOrCreateSecretFile, readSecretFile } from '../platform/secretFile.ts';
import { StartError } from '../platform/startError.ts';
import { writeDurably } from '../platform/writeDurably.ts';
import { KEY_BYTES, seal, unseal } from './seal.ts';

/** A data key under a key-encryption key. */
export interface WrappedKey {
  readonly kekId: string;
  readonly wrapped: Buffer;
}

/** The keys outside of the database. A file by default; a key management service fits behind the same interface. */
export interface KeyRing {
  /** Wraps with the newest key. `context` says whose data key it is, and must be given again to unwrap it. */
  wrap(dataKey: Buffer, context: string): Promise<WrappedKey>;
  unwrap(key: WrappedKey, context: string): Promise<Buffer>;
  /** The ids of all keys, newest last. */
  kekIds(): Promise<readonly string[]>;
  /** HMAC-SHA256 with a key that is never rotated: equal input must stay recognisable. */
  fingerprint(text: string): Promise<Buffer>;
}

interface KeyFile {
  readonly fingerprintKey: KeyObject;
  readonly keks: ReadonlyMap<string, KeyObject>;
}

/** As the file holds it, in base64; newest key last. */
interface KeyFileText {
  readonly version: 1;
  readonly fingerprint_key: string;
  readonly keks: readonly { readonly id: string; readonly key: string }[];
}

const newKek = (random: Random) => ({ id: `kek_${randomText(random, 12)}`, key: random.bytes(KEY_BYTES).toString('base64') });

const write = (text: KeyFileText): string => `${JSON.stringify(text, null, 2)}\n`;

function decodeKey(file: string, text: unknown): KeyObject {
  const key = Buffer.from(typeof text === 'string' ? text : '', 'base64');
  if (key.length !== KEY_BYTES) throw new StartError(`${file} holds a key that is damaged. Put the file back from its backup.`);
  return createSecretKey(key);
}

function parse(file: string, text: string): KeyFileText {
  try {
    const parsed = JSON.parse(text) as KeyFileText;
    if (parsed.version === 1 && Array.isArray(parsed.keks) && parsed.keks.length > 0) return parsed;
  } catch {
    // Said below, like other damage.
  }
  throw new StartError(`${file} is not a file of vault keys. Put it back from its backup; without it no saved card can be read.`);
}

function decode(file: string, text: string): KeyFile {
  const parsed = parse(file, text);
  return {
    fingerprintKey: decodeKey(file, parsed.fingerprint_key),
    keks: new Map(parsed.keks.map(({ id, key }) => [id, decodeKey(file, key)])),
  };
}

function mustRead(file: string): string {
  const text = readSecretFile(file);
  if (text === null) throw new StartError(`${file} is missing. Put it back from its backup; without it no saved card can be read.`);
  return text;
}

/** Opens the key file, which is made when there is none yet. A key that another process added since is found when it is first met. */
export function openKeyFile(file: string, random: Random): KeyRing {
  let keys = decode(
    file,
    readOrCreateSecretFile(file, () =>
      write({ version: 1, fingerprint_key: random.bytes(KEY_BYTES).toString('base64'), keks: [newKek(random)] }),
    ),
  );

  function kek(id: string): KeyObject {
    if (!keys.keks.has(id)) keys = decode(file, mustRead(file));
    const found = keys.keks.get(id);
    if (found === undefined) throw new Error(`The key file does not hold the key ${id}.`);
    return found;
  }

  return {
    wrap: async (dataKey, context) => {
      const [kekId, key] = [...keys.keks].at(-1) ?? [];
      if (kekId === undefined || key === undefined) throw new Error('The key ring is empty.');
      return { kekId, wrapped: seal(key, dataKey, `${kekId}:${context}`, random) };
    },
    unwrap: async ({ kekId, wrapped }, context) => unseal(kek(kekId), wrapped, `${kekId}:${context}`),
    kekIds: async () => [...keys.keks.keys()],
    fingerprint: async (text) => createHmac('sha256', keys.fingerprintKey).update(text).digest(),
  };
}

/**
 * Adds a key, which becomes the newest for whoever opens the file from now on; running servers read it when they first meet a card that
 * it wraps. Cards move to it by `rewrapCards`, and the old key stays in the file for what backups hold.
 */
export function addKek(file: string, random: Random): string {
  const text = parse(file, mustRead(file));
  const kek = newKek(random);
  writeDurably(file, write({ ...text, keks: [...text.keks, kek] }), 0o600);
  return kek.id;
}
