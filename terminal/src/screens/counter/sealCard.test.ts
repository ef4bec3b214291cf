import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { sealCard } from './sealCard.ts';

describe('sealCard', () => {
  it('can be opened with the private key alone, and shows no digit of the card', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256' });
    const { x = '', y = '' } = await exportJWK(publicKey);
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' };
    const sealed = await sealCard({ kid: 'k1', jwk: { kty: 'EC', crv: 'P-256', x, y, kid: 'k1', use: 'enc', alg: 'ECDH-ES' } }, card);
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, privateKey);
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(card);
    expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'k1' });
    expect(Buffer.from(sealed.replaceAll('.', ''), 'base64url').includes('4242')).toBe(false);
  });
});
