import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeForm } from './formDecode.ts';
import { requestHash } from './requestHash.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const hash = (form: string, { method = 'POST', path = '/v1/x', hashKey = key } = {}) =>
  requestHash(hashKey, { method, path, query: decodeForm(''), body: decodeForm(form) }).toString('hex');

describe('requestHash', () => {
  const same = hash('amount=1&card[number]=4242&card[cvc]=123');

  it('does not depend on the order of parameters', () => {
    expect(hash('card[cvc]=123&card[number]=4242&amount=1')).toBe(same);
  });

  it.each([
    ['a value', () => hash('amount=2&card[number]=4242&card[cvc]=123')],
    ['a name', () => hash('amount=1&card[numbr]=4242&card[cvc]=123')],
    ['a further parameter', () => hash('amount=1&card[number]=4242&card[cvc]=123&a=')],
    ['the path', () => hash('amount=1&card[number]=4242&card[cvc]=123', { path: '/v1/y' })],
    ['the key', () => hash('amount=1&card[number]=4242&card[cvc]=123', { hashKey: createSecretKey(Buffer.alloc(32, 2)) })],
  ])('depends on %s', (_what, other) => {
    expect(other()).not.toBe(same);
  });

  it('tells the order of a list', () => {
    expect(hash('a[]=1&a[]=2')).not.toBe(hash('a[]=2&a[]=1'));
  });

  it('says nothing about a security code', () => {
    expect(hash('amount=1&card[number]=4242&card[cvc]=999')).toBe(same);
    expect(hash('amount=1&card[number]=4242')).toBe(same);
  });
});
