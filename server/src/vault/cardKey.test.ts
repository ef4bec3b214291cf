import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CardKey, openCardJwe, openCardKey } from './cardKey.ts';
import { dataOf } from './enteredCard.ts';

const folder = mkdtempSync(join(tmpdir(), 'card-key-'));
const file = join(folder, 'keys', 'page.key');
const options = { now: new Date('2026-04-15T10:00:00Z'), param: 'card' };
const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' };
let key: CardKey;

beforeAll(async () => {
  key = await openCardKey(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As the page does it: with nothing but the public key. */
async function encrypt(plain: unknown, header: Partial<Record<'alg' | 'enc' | 'zip' | 'kid', string>> = {}): Promise<string> {
  const { kid, ...jwk } = key.publicJwk();
  const alg = header.alg ?? 'ECDH-ES';
  const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ enc: 'A256GCM', kid, ...header, alg })
    .encrypt(await importJWK({ ...jwk, alg }, alg));
}

const open = (jwe: string) => openCardJwe(key, jwe, options);
const unreadable = expect.objectContaining({ code: 'parameter_invalid', details: expect.objectContaining({ param: 'jwe' }) });

describe('the key of the pages', () => {
  it('is kept for its owner only and is the same at each start', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await openCardKey(file)).publicJwk()).toEqual(key.publicJwk());
  });

  it('shows its public half only', () => {
    expect(Object.keys(key.publicJwk()).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});

describe('openCardJwe', () => {
  it('opens what a page encrypted', async () => {
    expect(dataOf(await open(await encrypt(card)))).toMatchObject({ number: card.number, expMonth: 12, expYear: 2034, cvc: '123' });
  });

  it('checks the card like one that came in the open', async () => {
    const jwe = await encrypt({ ...card, number: '4242424242424241' });
    await expect(open(jwe)).rejects.toMatchObject({ code: 'incorrect_number', details: { param: 'card[number]' } });
  });

  it.each<[string, () => Promise<string>]>([
    ['text', async () => 'hello'],
    ['nothing', async () => ''],
    ['a changed ciphertext', async () => (await encrypt(card)).replace(/.(\.[^.]*)$/, (_, tail: string) => `~${tail}`)],
    ['another key management', () => encrypt(card, { alg: 'ECDH-ES+A256KW' })],
    ['another encryption', () => encrypt(card, { enc: 'A128GCM' })],
    ['compression', () => encrypt(card, { zip: 'DEF' })],
    ['another key’s id', () => encrypt(card, { kid: 'someone' })],
    ['no JSON', () => encrypt('{')],
    ['no object', () => encrypt('null')],
    ['a list', () => encrypt([card])],
    ['unknown fields', () => encrypt({ ...card, name: 'Ada' })],
    ['more than a card needs', () => encrypt({ ...card, number: ' '.repeat(5_000) })],
  ])('refuses %s', async (_, jwe) => {
    await expect(open(await jwe())).rejects.toEqual(unreadable);
  });

  it('refuses what was encrypted for another key, and never says why', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwe = await new CompactEncrypt(Buffer.from(JSON.stringify(card)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt(other.publicKey);
    await expect(open(jwe)).rejects.toEqual(unreadable);
    await expect(open(jwe)).rejects.not.toHaveProperty('cause');
  });
});
