import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ApiError } from '@guichet/contract/errors.ts';
import { calculateJwkThumbprint, compactDecrypt, decodeProtectedHeader } from 'jose';
import { readOrCreateSecretFile } from '../platform/secretFile.ts';
import { type CardInput, type EnterCardOptions, enterCard } from './enterCard.ts';
import type { EnteredCard } from './enteredCard.ts';

/** The public half of the key that pages encrypt card fields with. */
export interface PublicCardJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly use: 'enc';
  readonly alg: 'ECDH-ES';
  readonly kid: string;
}

export interface CardKey {
  publicJwk(): PublicCardJwk;
  readonly privateKey: KeyObject;
}

/** Opens the pages' key, which is made when there is none yet. */
export async function openCardKey(file: string): Promise<CardKey> {
  const pem = readOrCreateSecretFile(file, () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const privateKey = createPrivateKey(pem);
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new Error(`${file} holds no key on a curve.`);
  const point = { kty: 'EC', crv: 'P-256', x, y } as const;
  const jwk = { ...point, use: 'enc', alg: 'ECDH-ES', kid: await calculateJwkThumbprint(point) } as const;
  return { publicJwk: () => jwk, privateKey };
}

/** Far above what a card needs (about 400 characters). */
const MAX_JWE_LENGTH = 4_000;

/** Whatever is wrong with the envelope, the page's way out is the same: load the key and encrypt again. */
const unreadable = (): ApiError =>
  new ApiError('parameter_invalid', {
    param: 'jwe',
    message: 'The encrypted card could not be read. Load the page again and enter the card once more.',
  });

function kidOf(jwe: string): string | undefined {
  try {
    return decodeProtectedHeader(jwe).kid;
  } catch {
    return undefined;
  }
}

async function decrypt({ privateKey, publicJwk }: CardKey, jwe: string): Promise<unknown> {
  // One algorithm each and no compression: what a sender names is not a choice.
  if (jwe.length > MAX_JWE_LENGTH || (kidOf(jwe) ?? publicJwk().kid) !== publicJwk().kid) throw unreadable();
  try {
    const { plaintext } = await compactDecrypt(jwe, privateKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
      maxDecompressedLength: 0,
    });
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    throw unreadable();
  }
}

const FIELDS: ReadonlySet<string> = new Set(['number', 'exp_month', 'exp_year', 'cvc']);

/** Opens the card fields that a page encrypted: compact JWE, ECDH-ES with A256GCM, JSON inside. Throws an ApiError for what is wrong in it. */
export async function openCardJwe(key: CardKey, jwe: string, options: EnterCardOptions): Promise<EnteredCard> {
  const fields = await decrypt(key, jwe);
  if (typeof fields !== 'object' || fields === null || Object.keys(fields).some((name) => !FIELDS.has(name))) throw unreadable();
  return enterCard(fields as CardInput, options);
}
