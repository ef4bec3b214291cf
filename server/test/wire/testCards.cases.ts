import { describe, expect, it } from 'vitest';
import { cardFields, chargeOf, eventsAbout, pay, payBy, refusal, refused, stripe, typesOf } from './place.ts';

const PASS = { cvc_check: 'pass', address_line1_check: 'pass', address_postal_code_check: 'pass' };
const UNAVAILABLE = { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' };
type Approved = [number: string, brand: string, funding: string, country: string, checks?: object];

const APPROVED: Approved[] = [
  ['4242424242424242', 'visa', 'credit', 'US'],
  ['4000056655665556', 'visa', 'debit', 'US'],
  ['5555555555554444', 'mastercard', 'credit', 'US'],
  ['2223003122003222', 'mastercard', 'credit', 'US'],
  ['5200828282828210', 'mastercard', 'debit', 'US'],
  ['5105105105105100', 'mastercard', 'prepaid', 'US'],
  ['378282246310005', 'amex', 'credit', 'US'],
  ['371449635398431', 'amex', 'credit', 'US'],
  ['6011111111111117', 'discover', 'credit', 'US'],
  ['3056930009020004', 'diners', 'credit', 'US'],
  ['36227206271667', 'diners', 'credit', 'US'],
  ['3566002020360505', 'jcb', 'credit', 'US'],
  ['6200000000000005', 'unionpay', 'credit', 'US'],
  ['4000000000009235', 'visa', 'credit', 'US'],
  ['4000000000000010', 'visa', 'credit', 'US', { address_line1_check: 'fail', address_postal_code_check: 'fail' }],
  ['4000000000000028', 'visa', 'credit', 'US', { address_line1_check: 'fail' }],
  ['4000000000000036', 'visa', 'credit', 'US', { address_postal_code_check: 'fail' }],
  ['4000000000000044', 'visa', 'credit', 'US', UNAVAILABLE],
  ['4000000000000101', 'visa', 'credit', 'US', { cvc_check: 'fail' }],
  ['4000000000000259', 'visa', 'credit', 'US'],
  ['4000000000002685', 'visa', 'credit', 'US'],
  ['4000000000001976', 'visa', 'credit', 'US'],
  ['4000000000000077', 'visa', 'credit', 'US'],
  ['4000000000005126', 'visa', 'credit', 'US'],
  ['4000000000007726', 'visa', 'credit', 'US'],
  // Typed in from a telephone call, so that nobody has to confirm at the issuer. French issuers take no part in address checks.
  ['4000002500003155', 'visa', 'credit', 'FR', UNAVAILABLE],
  ['4000002760003184', 'visa', 'credit', 'DE'],
  ['4000002500001001', 'visa', 'credit', 'FR', UNAVAILABLE],
  ['5555552500001001', 'mastercard', 'credit', 'FR', UNAVAILABLE],
  ['4150580996517927', 'visa', 'credit', 'FR', UNAVAILABLE],
  ['5131072454408923', 'mastercard', 'credit', 'FR', UNAVAILABLE],
];

// What the SDK makes of a refusal without a decline code.
const NONE = '';

const REFUSED: [number: string, code: string, declineCode: string, extra?: object][] = [
  ['4000000000000002', 'card_declined', 'generic_decline'],
  ['4000000000009995', 'card_declined', 'insufficient_funds'],
  ['4000000000009987', 'card_declined', 'lost_card'],
  ['4000000000009979', 'card_declined', 'stolen_card'],
  ['4000000000000069', 'expired_card', NONE, { param: 'exp_month' }],
  ['4000000000000127', 'incorrect_cvc', NONE, { param: 'cvc' }],
  ['4000000000000119', 'processing_error', NONE],
  ['4000000000006975', 'card_declined', 'card_velocity_exceeded'],
  ['4000000000000341', 'card_declined', 'generic_decline'],
  ['4100000000000019', 'card_declined', 'fraudulent'],
  ['4000008260003178', 'card_declined', 'insufficient_funds'],
];

describe('test cards that are approved', () => {
  it.each(APPROVED)('%s is a %s %s card of %s', async (number, brand, funding, country, checks = {}) => {
    const charge = await chargeOf(await payBy(number));
    expect(charge.payment_method_details?.card).toMatchObject({
      brand,
      funding,
      country,
      last4: number.slice(-4),
      checks: { ...PASS, ...checks },
    });
  });

  it('a Maestro card is shown as unknown to the API, which has no such brand', async () => {
    const charge = await chargeOf(await payBy('5817020000000000'));
    expect(charge.payment_method_details?.card).toMatchObject({ brand: 'unknown', funding: 'debit', country: 'FR' });
  });

  it('a French card is authorised over Cartes Bancaires', async () => {
    const charge = await chargeOf(await payBy('4000002500001001'));
    expect(charge.payment_method_details?.card?.network).toBe('cartes_bancaires');
  });

  it('without a security code or an address nothing is checked', async () => {
    const { number, exp_month, exp_year } = { number: '4242424242424242', exp_month: 11, exp_year: 2041 };
    const charge = await chargeOf(await pay({ payment_method_data: { type: 'card', card: { number, exp_month, exp_year } } as never }));
    expect(charge.payment_method_details?.card?.checks).toEqual({
      cvc_check: null,
      address_line1_check: null,
      address_postal_code_check: null,
    });
  });
});

describe('test cards that are refused', () => {
  it.each(REFUSED)('%s: %s %s', async (number, code, declineCode, extra = {}) => {
    const error = await refusal(payBy(number));
    expect(error).toMatchObject({ statusCode: 402, rawType: 'card_error', code, ...extra });
    expect(error.decline_code).toBe(declineCode);
    expect(typesOf(await eventsAbout(error.payment_intent?.id ?? ''))).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
  });

  it('the one that is blocked never reaches the network', async () => {
    const error = await refusal(payBy('4100000000000019'));
    const charge = await stripe.charges.retrieve(error.charge ?? '');
    expect(charge.outcome).toMatchObject({
      type: 'blocked',
      network_status: 'not_sent_to_network',
      risk_level: 'highest',
      reason: 'highest_risk_level',
    });
  });

  it('the one that looks risky is taken, and says so', async () => {
    expect((await chargeOf(await payBy('4000000000009235'))).outcome).toMatchObject({ type: 'authorized', risk_level: 'elevated' });
    expect((await chargeOf(await payBy('4242424242424242'))).outcome).toMatchObject({ type: 'authorized', risk_level: 'normal' });
  });

  it('a wrong security code shows as a failed check', async () => {
    const charge = await stripe.charges.retrieve((await refusal(payBy('4000000000000127'))).charge ?? '');
    expect(charge.payment_method_details?.card?.checks?.cvc_check).toBe('fail');
  });

  it('a number that nobody published is never money', async () => {
    expect(await refused(payBy('4111111111111111'))).toMatchObject({ status: 402, code: 'card_declined' });
  });

  it('a wrong check digit is refused before any bank is asked', async () => {
    expect(await refused(stripe.paymentMethods.create(cardFields('4242424242424241')))).toEqual({
      status: 402,
      code: 'incorrect_number',
      param: 'card[number]',
    });
    expect(await refused(payBy('4242424242424241'))).toEqual({
      status: 402,
      code: 'incorrect_number',
      param: 'payment_method_data[card][number]',
    });
  });

  it.each(['4000002500003155', '4000002760003184'])('%s wants its holder’s confirmation where the payer acts online', async (number) => {
    expect(await payBy(number, { payment_method_options: {} })).toMatchObject({ status: 'requires_action', latest_charge: null });
  });
});
