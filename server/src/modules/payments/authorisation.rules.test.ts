import type { AddressInput } from '@guichet/contract/address.ts';
import { describe, expect, it } from 'vitest';
import type { EntryMode, Proof } from '../../connectors/index.ts';
import type { CardMethod } from '../payment_methods/index.ts';
import { type AuthorisationDetails, authoriseRequest, payerIsOnline } from './authorisation.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { sampleAttempt, sampleIntent, sampleMethod } from './testing/samples.ts';

const RETURN_ADDRESS = 'https://pay.example.com/back';
const PROOF: Proof = { authentication: 'auth_1', eci: '05', cavv: 'AAAA', version: '2.2.0', transactionId: 'ds_1' };

interface Case {
  readonly details?: Partial<AuthorisationDetails>;
  readonly intent?: Partial<PaymentIntent>;
  readonly method?: Partial<CardMethod>;
  readonly address?: AddressInput;
  readonly returnAddress?: string | null;
}

/** What is asked for a card that is entered in a shop on the web, with what a test wants different. */
const asked = ({ details, intent, method, address, returnAddress = RETURN_ADDRESS }: Case = {}) =>
  authoriseRequest({
    attempt: sampleAttempt({
      details: { entry: 'ecommerce', onFile: false, network: null, wayBack: null, demanded: false, proof: null, ...details },
    }),
    intent: sampleIntent(intent),
    method: sampleMethod(method, address),
    tenant: { businessName: 'Chez Odile', country: 'FR', account: 'acct_1' },
    returnAddress,
  });

it.each<[EntryMode, boolean]>([
  ['ecommerce', true],
  ['saved_cit', true],
  ['moto', false],
  ['moto_phone', false],
  ['moto_mail', false],
  ['keyed_in_person', false],
  ['mit_recurring', false],
  ['mit_unscheduled', false],
])('whose card comes by %s can be sent to their issuer: %s', (entry, online) => {
  expect(payerIsOnline(entry)).toBe(online);
});

describe('what a provider is asked', () => {
  it('is for the amount of the attempt, by its reference', () => {
    expect(asked({ intent: { amount: 1n, currency: 'usd' } })).toMatchObject({
      reference: 'att_1',
      amount: { amount: 4990n, currency: 'eur' },
      entry: 'ecommerce',
    });
  });

  it('says which place asks', () => {
    expect(asked().merchant).toEqual({ name: 'Chez Odile', country: 'FR', account: 'acct_1' });
  });

  it('has of the payer’s address what issuers check', () => {
    const address = { line1: '1 rue du Port', line2: 'Escalier B', city: 'Brest', postal_code: '29200', country: 'FR' };
    expect(asked({ address }).address).toEqual({ line1: '1 rue du Port', postalCode: '29200', country: 'FR' });
    expect(asked().address).toEqual({ line1: null, postalCode: null, country: null });
  });

  it('has the network that was chosen, and the text for the statement', () => {
    expect(asked({ details: { network: 'cartes_bancaires', descriptor: 'CHEZ ODILE* BAR' } })).toMatchObject({
      network: 'cartes_bancaires',
      descriptor: 'CHEZ ODILE* BAR',
    });
  });

  it('leaves the network to the provider where none was chosen, and the statement where an older attempt has no text', () => {
    expect(asked()).toMatchObject({ network: null, descriptor: null });
  });
});

describe('the money', () => {
  it.each([
    ['automatic_async', true],
    ['automatic', true],
    ['manual', false],
  ] as const)('of a payment that is captured by %s is taken at once: %s', (captureMethod, capture) => {
    expect(asked({ intent: { captureMethod } }).capture).toBe(capture);
  });

  it.each([
    ['manual', 'if_available', true],
    ['manual', 'never', false],
    ['manual', undefined, false],
    // What is taken at once is no hold that could be raised.
    ['automatic', 'if_available', false],
    ['automatic_async', 'if_available', false],
  ] as const)(
    'captured by %s, with raises asked for "%s", is held such that it can be raised: %s',
    (captureMethod, raises, incremental) => {
      const cardOptions = raises === undefined ? {} : { request_incremental_authorization: raises };
      expect(asked({ intent: { captureMethod, cardOptions } }).incremental).toBe(incremental);
    },
  );
});

describe('a card', () => {
  it.each([
    ['that is kept for later is the first of many', false, 'off_session', true],
    ['that is kept for payments with its holder there is so as well', false, 'on_session', true],
    ['that is not kept is not', false, null, false],
    ['that lies on file was first before', true, 'off_session', false],
    ['that lies on file and is not kept again neither', true, null, false],
  ] as const)('%s', (_what, onFile, setupFutureUsage, firstOfMany) => {
    expect(asked({ details: { onFile }, intent: { setupFutureUsage } }).firstOfMany).toBe(firstOfMany);
  });

  it('refers to its first payment only where it comes from the file', () => {
    const method = { networkTransactionId: '123456789012345' };
    expect(asked({ method, details: { onFile: true } }).networkTransactionId).toBe('123456789012345');
    expect(asked({ method, details: { onFile: false } }).networkTransactionId).toBeNull();
  });
});

describe('the issuer', () => {
  it.each([true, false])('may see a payer who can come back, whom the merchant wants to be seen in any case: %s', (demanded) => {
    expect(asked({ details: { demanded } })).toMatchObject({ authentication: { returnUrl: RETURN_ADDRESS, demanded }, proof: null });
  });

  it('is not to see a payer who cannot be sent away', () => {
    expect(asked({ returnAddress: null, details: { demanded: true } }).authentication).toBeNull();
  });

  it('is shown the proof of a payer who has been there, and does not see them again', () => {
    expect(asked({ details: { proof: PROOF } })).toMatchObject({ authentication: null, proof: PROOF });
    expect(asked({ details: { proof: PROOF }, returnAddress: null })).toMatchObject({ authentication: null, proof: PROOF });
  });
});
