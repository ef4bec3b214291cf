import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { FUZZ_LIMIT_MS, fuzzRuns } from '../../../test/harness/fuzz.ts';
import { signatureHeader } from './signature.rules.ts';

const BODY = '{"id":"evt_1","object":"event","description":"café"}';
const AT = 1_790_000_000;
const stripe = new Stripe('sk_test_of_nobody_12');
const accept = (header: string, secret: string, body = BODY) =>
  stripe.webhooks.constructEvent(body, header, secret, 300, undefined, AT * 1000);

describe('the signature of a webhook', () => {
  it('is the one that the official library checks', () => {
    expect(accept(signatureHeader(BODY, ['whsec_one'], AT), 'whsec_one')).toEqual(JSON.parse(BODY));
  });

  it(
    'is checked for whatever body and secret, and holds for nothing else',
    () => {
      const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((each) => each.isWellFormed());
      const secret = fc.string({ unit: fc.constantFrom(...'abcXYZ012'), minLength: 1, maxLength: 12 }).map((each) => `whsec_${each}`);
      fc.assert(
        fc.property(text, secret, text, secret, (note, ours, otherNote, theirs) => {
          const body = JSON.stringify({ object: 'event', note });
          const other = JSON.stringify({ object: 'event', note: otherNote });
          const header = signatureHeader(body, [ours], AT);
          expect(accept(header, ours, body)).toEqual({ object: 'event', note });
          if (other !== body) expect(() => accept(header, ours, other)).toThrow('signature');
          if (theirs !== ours) expect(() => accept(header, theirs, body)).toThrow('signature');
        }),
        fuzzRuns(200),
      );
    },
    FUZZ_LIMIT_MS,
  );

  it('holds for another body, another secret or another time no more', () => {
    const header = signatureHeader(BODY, ['whsec_one'], AT);
    expect(() => accept(header, 'whsec_one', BODY.replace('1', '2'))).toThrow('signature');
    expect(() => accept(header, 'whsec_two')).toThrow('signature');
    expect(() => accept(header.replace(String(AT), String(AT + 1)), 'whsec_one')).toThrow('signature');
    expect(() => accept(signatureHeader(BODY, ['whsec_one'], AT - 301), 'whsec_one')).toThrow('Timestamp');
  });

  it('is made with two secrets while one takes over from the other', () => {
    const header = signatureHeader(BODY, ['whsec_new', 'whsec_old'], AT);
    expect(header).toMatch(/^t=1790000000,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    for (const secret of ['whsec_new', 'whsec_old']) expect(accept(header, secret)).toMatchObject({ id: 'evt_1' });
  });
});
