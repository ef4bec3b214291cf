import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { type EvidenceFacts, evidenceTexts, speaksForItself } from './evidence.rules.ts';

const AT = new Date('2026-07-14T22:30:00Z');
const NOTHING: EvidenceFacts = {
  charged: { amount: money(4990n, 'eur'), at: AT, description: null, channel: 'phone' },
  payer: { name: null, email: null, address: null },
  shipping: { address: null, carrier: null, trackingNumber: null },
  card: null,
  mandate: null,
  earlier: [],
  messages: [],
};

describe('the words of an answer', () => {
  it('say nothing where nothing is known', () => {
    expect(evidenceTexts(NOTHING)).toEqual({});
    const card = { line1: null, postalCode: 'unchecked', cvc: null, authorisationCode: null, proof: null };
    expect(evidenceTexts({ ...NOTHING, card })).toEqual({});
  });

  it('say what the issuer answered, who the payer is, what came before and what was sent', () => {
    const texts = evidenceTexts({
      charged: { ...NOTHING.charged, description: 'Floor lamp' },
      payer: {
        name: 'Anne Martin',
        email: 'anne@example.com',
        address: { line1: '3 quai', line2: null, postal_code: '75001', city: 'Paris', state: null, country: 'FR' },
      },
      shipping: { address: null, carrier: 'La Poste', trackingNumber: '6A1' },
      card: {
        line1: 'pass',
        postalCode: 'fail',
        cvc: 'pass',
        authorisationCode: '123456',
        proof: { eci: '05', version: '2.2.0', transactionId: 't1' },
      },
      mandate: { reference: 'RUM-1', acceptedAt: AT, given: 'written', evidence: 'folder 7' },
      earlier: Array.from({ length: 12 }, (_, at) => ({ id: `ch_${at}`, amount: money(1000n, 'eur'), at: AT })),
      messages: [
        { to: 'anne@example.com', at: AT, status: 'sent', subject: 'Receipt' },
        { to: 'lost@example.com', at: AT, status: 'failed', subject: 'Receipt' },
      ],
    });
    expect(texts).toMatchObject({
      customer_name: 'Anne Martin',
      billing_address: '3 quai\n75001 Paris\nFR',
      shipping_carrier: 'La Poste',
      product_description: expect.stringMatching(/^Floor lamp \(€49\.90, 2026-07-14, ordered by: phone\)$/),
    });
    const words = texts.uncategorized_text ?? '';
    for (const said of [
      '(CVC): matched',
      'Postcode (AVS): did not match',
      '123456',
      'ECI 05',
      'RUM-1',
      'folder 7',
      'not disputed: 12',
      'ch_9',
      'to anne',
    ])
      expect(words).toContain(said);
    for (const unsaid of ['ch_10', 'lost@']) expect(words).not.toContain(unsaid);
  });

  it('count only payments that stood', () => {
    const charge = { captured: true, status: 'succeeded', disputeId: null, amountRefunded: 0n, created: AT };
    const later = new Date(AT.getTime() + 1);
    expect(speaksForItself(charge, later)).toBe(true);
    const others = [{ captured: false }, { status: 'failed' }, { disputeId: 'dp_1' }, { amountRefunded: 1n }, { created: later }];
    expect(others.filter((change) => speaksForItself({ ...charge, ...change }, later))).toEqual([]);
  });
});
