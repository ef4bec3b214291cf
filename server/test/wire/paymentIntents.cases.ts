import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { askBank, bankEntries } from '../harness/bankBook.ts';
import { cardFields, chargeOf, pay, refusal, refused, stripe, whole } from './place.ts';

describe('payment intents', () => {
  it('are made waiting for a card, with all that they can say', async () => {
    const { id: customer } = await stripe.customers.create({ name: 'Payer' });
    const { lastResponse: _, ...made } = await stripe.paymentIntents.create({
      amount: 1234,
      currency: 'EUR',
      customer,
      description: 'Order 17',
      metadata: { order: '17' },
      receipt_email: 'payer@example.com',
      statement_descriptor: 'CHEZ ODILE',
      shipping: { name: 'Payer', address: { line1: '1 place Bellecour', country: 'FR' }, carrier: 'La Poste' },
      setup_future_usage: 'on_session',
    });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^pi_/),
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: 1234,
      amount_received: 0,
      amount_capturable: 0,
      currency: 'eur',
      capture_method: 'automatic_async',
      confirmation_method: 'automatic',
      client_secret: expect.stringMatching(new RegExp(`^${made.id}_secret_[0-9A-Za-z]{20,}$`)),
      automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
      payment_method_types: ['card', 'sepa_debit'],
      customer,
      description: 'Order 17',
      metadata: { order: '17' },
      receipt_email: 'payer@example.com',
      shipping: { name: 'Payer', carrier: 'La Poste', tracking_number: null, address: { line1: '1 place Bellecour', city: null } },
      setup_future_usage: 'on_session',
      latest_charge: null,
      payment_method: null,
      last_payment_error: null,
      next_action: null,
      livemode: false,
    });
    const { lastResponse: __, ...read } = await stripe.paymentIntents.retrieve(made.id);
    expect(read).toEqual(made);
  });

  it('are charged in the same call, and what was said stands in the charge', async () => {
    const intent = await pay({
      amount: 2345,
      description: 'Order 18',
      metadata: { order: '18' },
      receipt_email: 'a@example.com',
      statement_descriptor_suffix: 'BAR',
    });
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 2345,
      automatic_payment_methods: null,
      latest_charge: expect.stringMatching(/^ch_/),
    });
    expect(await chargeOf(intent)).toMatchObject({
      object: 'charge',
      amount: 2345,
      amount_captured: 2345,
      amount_refunded: 0,
      captured: true,
      paid: true,
      refunded: false,
      disputed: false,
      status: 'succeeded',
      payment_intent: intent.id,
      payment_method: intent.payment_method,
      balance_transaction: expect.stringMatching(/^txn_/),
      description: 'Order 18',
      metadata: { order: '18' },
      receipt_email: 'a@example.com',
      statement_descriptor_suffix: 'BAR',
      calculated_statement_descriptor: expect.stringMatching(/^[A-Z0-9 &.,/-]{1,10}\* BAR$/),
      failure_code: null,
      outcome: { type: 'authorized', network_status: 'approved_by_network', risk_level: 'normal', reason: null },
      payment_method_details: { type: 'card', card: { last4: '4242', moto: true, network: 'visa', amount_authorized: 2345 } },
    });
  });

  it('tell the issuer what the payer is to read, as the charge shows it', async () => {
    const intent = await pay({ amount: 3119, statement_descriptor_suffix: 'Table 12' });
    const { calculated_statement_descriptor: shown } = await chargeOf(intent);
    expect(shown).toMatch(/^[A-Z0-9 &.,/-]{1,10}\* Table 12$/);
    const { reference } = (await bankEntries(whole.bank)).findLast(({ amount }) => amount === 3119) ?? {};
    expect(await askBank(whole.bank, `/v1/operations/${reference}`)).toMatchObject({ descriptor: shown });
  });

  it('do not take what they exclude', async () => {
    const made = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', excluded_payment_method_types: ['sepa_debit'] });
    expect(made).toMatchObject({ payment_method_types: ['card'], excluded_payment_method_types: ['sepa_debit'] });
    const dearer = await stripe.paymentIntents.update(made.id, { amount: 1100, currency: 'usd' });
    expect(dearer.payment_method_types).toEqual(['card', 'us_bank_account']);
    const debited = stripe.paymentIntents.confirm(made.id, {
      payment_method: 'pm_usBankAccount_success',
      excluded_payment_method_types: ['us_bank_account'],
    });
    expect(await refused(debited)).toEqual({ status: 400, code: 'parameter_invalid', param: 'payment_method' });
  });

  it('are made first, given a card and confirmed later', async () => {
    const made = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
    expect(await refused(stripe.paymentIntents.confirm(made.id))).toMatchObject({ status: 400, code: 'payment_intent_unexpected_state' });
    const withCard = await stripe.paymentIntents.update(made.id, { payment_method: 'pm_card_visa', amount: 1100, currency: 'usd' });
    expect(withCard).toMatchObject({
      status: 'requires_confirmation',
      amount: 1100,
      currency: 'usd',
      payment_method: expect.stringMatching(/^pm_/),
    });
    const without = await stripe.paymentIntents.update(made.id, { payment_method: '' });
    expect(without).toMatchObject({ status: 'requires_payment_method', payment_method: null });
    const paid = await stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_mastercard', receipt_email: 'later@example.com' });
    expect(paid).toMatchObject({ id: made.id, status: 'succeeded', amount_received: 1100, receipt_email: 'later@example.com' });
    // The card that paid stays the one that the payment names.
    for (const change of [{ payment_method: 'pm_card_visa' }, { payment_method_data: cardFields('5555555555554444') }]) {
      const changing = stripe.paymentIntents.update(made.id, change as Stripe.PaymentIntentUpdateParams);
      expect(await refused(changing)).toEqual({ status: 400, code: 'payment_intent_unexpected_state' });
    }
    expect(await stripe.paymentIntents.retrieve(made.id)).toMatchObject({ payment_method: paid.payment_method });
  });

  it('are confirmed with a card entered in the same call, or with one made before', async () => {
    const data = cardFields('5555555555554444') as Stripe.PaymentIntentConfirmParams.PaymentMethodData;
    const first = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
    const entered = await stripe.paymentIntents.confirm(first.id, {
      payment_method_data: data,
      payment_method_options: { card: { moto: true } },
    });
    expect((await chargeOf(entered)).payment_method_details?.card).toMatchObject({
      last4: '4444',
      moto: true,
      checks: { cvc_check: 'pass' },
    });
    const card = await stripe.paymentMethods.create(cardFields('5555555555554444'));
    const second = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', payment_method: card.id });
    expect(second.status).toBe('requires_confirmation');
    expect((await stripe.paymentIntents.confirm(second.id)).payment_method).toBe(card.id);
  });

  it('read with their client secret too, which must be theirs', async () => {
    const [made, other] = [
      await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' }),
      await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' }),
    ];
    const secret = made.client_secret as string;
    expect((await stripe.paymentIntents.retrieve(made.id, { client_secret: secret })).id).toBe(made.id);
    expect(await refused(stripe.paymentIntents.retrieve(other.id, { client_secret: secret }))).toEqual({
      status: 400,
      code: 'parameter_invalid',
      param: 'client_secret',
    });
  });

  it.each(['always', 'never'] as const)('may say how redirects are taken: %s', async (allow_redirects) => {
    const made = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      automatic_payment_methods: { enabled: true, allow_redirects },
    });
    expect(made.automatic_payment_methods).toEqual({ enabled: true, allow_redirects });
  });

  it('take cards alone, whichever parameter says so', async () => {
    const base = { amount: 1000, currency: 'eur' };
    const allowed = await stripe.paymentIntents.create({ ...base, allowed_payment_method_types: ['card', 'link'] });
    expect(allowed).toMatchObject({
      allowed_payment_method_types: ['card', 'link'],
      payment_method_types: ['card'],
      automatic_payment_methods: null,
    });
    const named = await stripe.paymentIntents.create({ ...base, payment_method_types: ['card'] } as never);
    expect(named).toMatchObject({ allowed_payment_method_types: null, payment_method_types: ['card'], automatic_payment_methods: null });
    expect(await refused(stripe.paymentIntents.create({ ...base, allowed_payment_method_types: ['ideal'] }))).toEqual({
      status: 400,
      code: 'parameter_invalid',
      param: 'allowed_payment_method_types',
    });
  });

  it.each([true, 'one_off', 'recurring'] as const)('may be confirmed without the payer: off_session %s', async (off_session) => {
    const { id: customer } = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const intent = await pay({ customer, payment_method: card.id, off_session, payment_method_options: {} });
    expect(intent.status).toBe('succeeded');
  });

  it.each([
    [{ amount: undefined }, 'parameter_missing', 'amount'],
    [{ currency: undefined }, 'parameter_missing', 'currency'],
    [{ amount: 49 }, 'amount_too_small', 'amount'],
    [{ amount: 0 }, 'amount_too_small', 'amount'],
    [{ amount: -1 }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 10.5 }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 'ten' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: '' }, 'parameter_invalid_empty', 'amount'],
    [{ amount: 1_000_000_000_000 }, 'amount_too_large', 'amount'],
    [{ currency: 'zzz' }, 'parameter_invalid', 'currency'],
    [{ currency: 'euro' }, 'parameter_invalid', 'currency'],
    [{ payment_method_types: ['ideal'] }, 'parameter_invalid', 'payment_method_types'],
    [{ payment_method_types: ['card'], automatic_payment_methods: { enabled: true } }, 'parameters_exclusive', 'automatic_payment_methods'],
    [{ excluded_payment_method_types: ['card', 'sepa_debit'] }, 'parameter_invalid', 'excluded_payment_method_types'],
    [
      { payment_method_types: ['card'], excluded_payment_method_types: ['sepa_debit'] },
      'parameters_exclusive',
      'excluded_payment_method_types',
    ],
    [{ capture_method: 'later' }, 'parameter_invalid', 'capture_method'],
    [{ confirm: true }, 'parameter_missing', 'payment_method'],
    [{ off_session: true }, 'parameter_invalid', 'off_session'],
    [{ receipt_email: 'nobody' }, 'email_invalid', 'receipt_email'],
    [{ statement_descriptor: 'x'.repeat(23) }, 'parameter_invalid_string', 'statement_descriptor'],
    [{ statement_descriptor: 'Shoe' }, 'parameter_invalid_string', 'statement_descriptor'],
    [{ statement_descriptor: '12345' }, 'parameter_invalid_string', 'statement_descriptor'],
    [{ statement_descriptor: 'Shoes <3' }, 'parameter_invalid_string', 'statement_descriptor'],
    [{ statement_descriptor_suffix: 'A*B' }, 'parameter_invalid_string', 'statement_descriptor_suffix'],
    [{ statement_descriptor: 'CHEZ ODILE', confirm: true, payment_method: 'pm_card_visa' }, 'parameter_invalid', 'statement_descriptor'],
    [{ payment_method: 'pm_1', payment_method_data: { type: 'card' } }, 'parameters_exclusive', 'payment_method_data'],
    [{ transfer_group: 'x' }, 'parameter_unknown', 'transfer_group'],
  ])('refuse %j', async (params, code, param) => {
    const call = stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...params } as never);
    expect(await refused(call)).toEqual({ status: 400, code, param });
  });

  it.each([
    [{ customer: 'cus_none' }, 'customer'],
    [{ payment_method: 'pm_none' }, 'payment_method'],
  ])('refuse %j, which is not there', async (params, param) => {
    expect(await refused(stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...params }))).toEqual({
      status: 404,
      code: 'resource_missing',
      param,
    });
    expect(await refused(stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({ status: 404, code: 'resource_missing' });
  });

  it.each([
    ['jpy', 500, 500],
    ['krw', 5000, 5000],
    ['kwd', 5000, 5000],
    ['huf', 20_000, 20_000],
  ])('in %s count in its own smallest unit', async (currency, amount, received) => {
    expect(await pay({ currency, amount })).toMatchObject({ status: 'succeeded', currency, amount_received: received });
  });

  it.each([
    ['kwd', 5001],
    ['isk', 5050],
    ['ugx', 500_050],
  ])('in %s refuse %d, which its coins cannot make up', async (currency, amount) => {
    expect(await refused(pay({ currency, amount }))).toEqual({ status: 400, code: 'parameter_invalid', param: 'amount' });
  });

  it('carry up to twelve digits', async () => {
    expect((await pay({ amount: 999_999_999_999 })).amount_received).toBe(999_999_999_999);
  });
});

describe('a refused card', () => {
  it('answers 402 with the intent, the card and the charge that failed', async () => {
    const error = (await refusal(
      pay({ payment_method: 'pm_card_chargeDeclinedInsufficientFunds', metadata: { a: '1' } }),
    )) as Stripe.errors.StripeCardError;
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({
      statusCode: 402,
      rawType: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      advice_code: 'try_again_later',
      network_decline_code: '51',
      message: 'Your card has insufficient funds.',
      charge: expect.stringMatching(/^ch_/),
      payment_method: { object: 'payment_method', card: { last4: '9995' } },
      payment_intent: { object: 'payment_intent', status: 'requires_payment_method', payment_method: null, metadata: { a: '1' } },
    });
    const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '');
    const { lastResponse: _, ...read } = intent;
    expect(read).toEqual(error.payment_intent);
    expect(read).toMatchObject({
      latest_charge: error.charge,
      amount_received: 0,
      last_payment_error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        charge: error.charge,
        message: error.message,
        payment_method: { id: error.payment_method?.id },
      },
    });
    expect(await stripe.charges.retrieve(error.charge ?? '')).toMatchObject({
      status: 'failed',
      paid: false,
      captured: false,
      amount_captured: 0,
      balance_transaction: null,
      failure_code: 'card_declined',
      failure_message: error.message,
      payment_intent: intent.id,
      outcome: { type: 'issuer_declined', network_status: 'declined_by_network', reason: 'insufficient_funds', network_decline_code: '51' },
    });
  });

  it('leaves the intent waiting for another, which may succeed', async () => {
    const made = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
    const declined = await refusal(stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_chargeDeclined' }));
    const paid = await stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
    const { data } = await stripe.charges.list({ payment_intent: made.id });
    expect(data.map((charge) => [charge.id, charge.status])).toEqual([
      [paid.latest_charge, 'succeeded'],
      [declined.charge, 'failed'],
    ]);
  });
});
