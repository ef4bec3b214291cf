import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { chargeOf, eventsAbout, pay, refused, stripe, typesOf, whole } from './place.ts';

const HOLDER = { name: 'Odile Martin', email: 'odile@example.com' };
const SEPA = 'DE89370400440532013000';

const sepa = (iban = SEPA): Stripe.PaymentMethodCreateParams => ({ type: 'sepa_debit', sepa_debit: { iban }, billing_details: HOLDER });
const ach = (account = '000123456789'): Stripe.PaymentMethodCreateParams => ({
  type: 'us_bank_account',
  us_bank_account: { routing_number: '110000000', account_number: account, account_holder_type: 'individual', account_type: 'savings' },
  billing_details: { name: HOLDER.name },
});

const OFFLINE = { customer_acceptance: { type: 'offline' as const } };
const ONLINE = {
  customer_acceptance: { type: 'online' as const, online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0' } },
};

type Intent = Stripe.PaymentIntentCreateParams;

/** Debits 20,00 of an account at once, in the currency of its scheme. */
async function debit(method: Stripe.PaymentMethodCreateParams, more: Partial<Intent> = {}): Promise<Stripe.PaymentIntent> {
  const { id } = await stripe.paymentMethods.create(method);
  const currency = method.type === 'sepa_debit' ? 'eur' : 'usd';
  const types = { payment_method_types: [method.type as string] } as Partial<Intent>;
  return stripe.paymentIntents.create({
    amount: 2000,
    currency,
    payment_method: id,
    mandate_data: OFFLINE,
    confirm: true,
    ...types,
    ...more,
  });
}

/** The intent once the payer's bank has answered. */
async function answered({ id }: Stripe.PaymentIntent): Promise<Stripe.PaymentIntent> {
  await expect.poll(async () => (await stripe.paymentIntents.retrieve(id)).status).not.toBe('processing');
  return stripe.paymentIntents.retrieve(id);
}

const mandateOf = async (intent: Stripe.PaymentIntent): Promise<Stripe.Mandate> => {
  const { sepa_debit: sepaDebit, us_bank_account: account } = (await chargeOf(intent)).payment_method_details ?? {};
  return stripe.mandates.retrieve((sepaDebit?.mandate ?? account?.mandate) as string);
};

/** What the terminal asks, under the key that stands for a session here. */
async function guichet<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: T }> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { authorization: `Bearer ${whole.key}`, 'content-type': 'application/json' };
  const response = await fetch(whole.base + path, { method, headers, ...json });
  return { status: response.status, body: (await response.json()) as T };
}

describe('bank accounts as payment methods', () => {
  it('show of an IBAN what may be shown', async () => {
    const made = await stripe.paymentMethods.create({ ...sepa('FR14 2004 1010 0505 0001 3m02 606') });
    expect(made).toMatchObject({
      object: 'payment_method',
      type: 'sepa_debit',
      sepa_debit: { bank_code: '20041', branch_code: '01005', country: 'FR', last4: '2606', generated_from: null },
      billing_details: HOLDER,
    });
    expect(made).not.toHaveProperty('card');
    expect(JSON.stringify(made)).not.toContain('0500013M0');
    const { lastResponse: _, ...read } = await stripe.paymentMethods.retrieve(made.id);
    expect(read).toMatchObject({ sepa_debit: { fingerprint: made.sepa_debit?.fingerprint } });
  });

  it('show of an account in the United States what may be shown', async () => {
    const made = await stripe.paymentMethods.create(ach());
    expect(made).toMatchObject({
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'savings',
        bank_name: 'SANDBOX BANK',
        last4: '6789',
        networks: { preferred: null, supported: ['ach'] },
        routing_number: '110000000',
      },
    });
    expect(JSON.stringify(made)).not.toContain('000123456789');
  });

  it('have one fingerprint per account', async () => {
    const [first, again, other] = await Promise.all(
      [sepa(), sepa('de89 3704 0044 0532 0130 00'), sepa('AT611904300234573201')].map((one) => stripe.paymentMethods.create(one)),
    );
    expect(again?.sepa_debit?.fingerprint).toBe(first?.sepa_debit?.fingerprint);
    expect(other?.sepa_debit?.fingerprint).not.toBe(first?.sepa_debit?.fingerprint);
  });

  it.each([
    [{ type: 'sepa_debit', billing_details: HOLDER }, 'parameter_missing', 'sepa_debit'],
    [{ ...sepa(), sepa_debit: { iban: 'DE88370400440532013000' } }, 'account_number_invalid', 'sepa_debit[iban]'],
    [{ ...sepa(), sepa_debit: { iban: 'US64SVBKUS6S3300958879' } }, 'account_number_invalid', 'sepa_debit[iban]'],
    [{ ...sepa(), billing_details: { email: HOLDER.email } }, 'parameter_missing', 'billing_details[name]'],
    [{ ...sepa(), billing_details: { name: HOLDER.name } }, 'parameter_missing', 'billing_details[email]'],
    [{ ...sepa(), card: { number: '4242424242424242' } }, 'parameters_exclusive', 'card'],
    [{ ...ach(), billing_details: {} }, 'parameter_missing', 'billing_details[name]'],
    [{ ...ach(), us_bank_account: { account_number: '000123456789' } }, 'parameter_missing', 'us_bank_account[routing_number]'],
    [
      { ...ach(), us_bank_account: { account_number: '000123456789', routing_number: '110000001' } },
      'routing_number_invalid',
      'us_bank_account[routing_number]',
    ],
    [
      { ...ach(), us_bank_account: { account_number: '12a4', routing_number: '110000000' } },
      'account_number_invalid',
      'us_bank_account[account_number]',
    ],
    [{ type: 'card' }, 'parameter_missing', 'card'],
  ])('are refused as %j', async (params, code, param) => {
    expect(await refused(stripe.paymentMethods.create(params as never))).toEqual({ status: 400, code, param });
  });

  it('name the parameter at fault within a payment too', async () => {
    const data = { type: 'sepa_debit', sepa_debit: { iban: 'DE00' }, billing_details: HOLDER } as const;
    expect(await refused(stripe.paymentIntents.create({ amount: 2000, currency: 'eur', payment_method_data: data }))).toEqual({
      status: 400,
      code: 'account_number_invalid',
      param: 'payment_method_data[sepa_debit][iban]',
    });
  });

  it('stand on a customer’s file beside the cards', async () => {
    const customer = await stripe.customers.create({ name: HOLDER.name });
    const account = await stripe.paymentMethods.create(sepa());
    await stripe.paymentMethods.attach(account.id, { customer: customer.id });
    await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const listed = async (type?: 'card' | 'sepa_debit') =>
      (await stripe.paymentMethods.list({ customer: customer.id, ...(type && { type }) })).data;
    expect((await listed('sepa_debit')).map(({ id }) => id)).toEqual([account.id]);
    expect((await listed('card')).map(({ type }) => type)).toEqual(['card']);
    expect(await listed()).toHaveLength(2);
    expect(await stripe.paymentMethods.detach(account.id)).toMatchObject({ customer: null });
  });
});

describe('what a payment takes', () => {
  it.each([
    ['eur', ['card', 'sepa_debit']],
    ['usd', ['card', 'us_bank_account']],
    ['gbp', ['card']],
  ])('in %s is %j', async (currency, types) => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency, automatic_payment_methods: { enabled: true } });
    expect(intent.payment_method_types).toEqual(types);
  });

  it('follows the currency', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' });
    expect((await stripe.paymentIntents.update(id, { currency: 'usd' })).payment_method_types).toEqual(['card', 'us_bank_account']);
  });

  it('by name is refused in another currency', async () => {
    const params = { amount: 2000, currency: 'usd', payment_method_types: ['sepa_debit'] } as Intent;
    expect(await refused(stripe.paymentIntents.create(params))).toEqual({
      status: 400,
      code: 'parameter_invalid',
      param: 'payment_method_types',
    });
    const { id } = await stripe.paymentIntents.create({ ...params, currency: 'eur' });
    expect(await refused(stripe.paymentIntents.update(id, { currency: 'usd' }))).toMatchObject({ param: 'payment_method_types' });
  });

  it('holds a method of another type off', async () => {
    const params = { currency: 'usd', payment_method_types: ['card'] } as never;
    expect(await refused(debit(sepa(), params))).toEqual({ status: 400, code: 'parameter_invalid', param: 'payment_method' });
  });

  it('by debit cannot be held', async () => {
    expect(await refused(debit(sepa(), { capture_method: 'manual' }))).toEqual({
      status: 400,
      code: 'parameter_invalid',
      param: 'capture_method',
    });
  });
});

describe('a debit', () => {
  it.each([
    ['SEPA', sepa(), 'eur'],
    ['ACH', ach(), 'usd'],
  ])('by %s is processing, then succeeds', async (_name, method, currency) => {
    const intent = await debit(method, { mandate_data: ONLINE });
    expect(intent).toMatchObject({ status: 'processing', amount_received: 0, next_action: null, currency });
    const pending = await chargeOf(intent);
    expect(pending).toMatchObject({ status: 'pending', paid: false, balance_transaction: null, failure_code: null });
    expect(pending.payment_method_details).toMatchObject({
      type: method.type,
      [method.type as string]: {
        mandate: expect.stringMatching(/^mandate_/),
        expected_debit_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    });
    expect(await answered(intent)).toMatchObject({ status: 'succeeded', amount_received: 2000, latest_charge: pending.id });
    const charge = await chargeOf(intent, ['balance_transaction']);
    expect(charge).toMatchObject({ status: 'succeeded', paid: true, captured: true, amount_captured: 2000 });
    expect(charge.balance_transaction).toMatchObject({ type: 'charge', amount: 2000, currency });
    expect(typesOf(await eventsAbout(intent.id))).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  it.each([
    [sepa('DE65370400440002222227'), 'insufficient_funds', 'AM04', 'active'],
    [sepa('DE73370400440000000104'), 'account_closed', 'AC04', 'inactive'],
    [sepa('DE73370400440000000201'), 'debit_not_authorized', 'MD01', 'inactive'],
    [sepa('AT861904300235473202'), 'could_not_process', 'MS03', 'active'],
    [ach('000222222227'), 'insufficient_funds', 'R01', 'active'],
    [ach('000111111113'), 'account_closed', 'R02', 'inactive'],
    [ach('000111111116'), 'no_account', 'R03', 'inactive'],
    [ach('000333333335'), 'debit_not_authorized', 'R29', 'inactive'],
  ])('of %j fails as %s', async (method, code, reason, mandateStatus) => {
    const customer = await stripe.customers.create({});
    const intent = await debit(method, { customer: customer.id, setup_future_usage: 'off_session' });
    const mandate = await mandateOf(intent);
    expect(mandate).toMatchObject({ status: 'active', type: 'multi_use', multi_use: {} });
    expect(await answered(intent)).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { type: 'invalid_request_error', code, network_decline_code: reason, payment_method: { type: method.type } },
    });
    expect(await chargeOf(intent)).toMatchObject({
      status: 'failed',
      failure_code: code,
      paid: false,
      captured: false,
      balance_transaction: null,
    });
    expect(typesOf(await eventsAbout(intent.id)).slice(-2)).toEqual(['charge.failed', 'payment_intent.payment_failed']);
    expect(await stripe.mandates.retrieve(mandate.id)).toMatchObject({ status: mandateStatus });
    const told = typesOf(await eventsAbout(mandate.id));
    expect(told).toEqual(mandateStatus === 'inactive' ? ['mandate.updated', 'mandate.updated'] : ['mandate.updated']);
  });

  it('can be confirmed later, and after a failure with another account', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const data = (account: string) => ({
      payment_method_data: ach(account) as Stripe.PaymentIntentConfirmParams.PaymentMethodData,
      mandate_data: OFFLINE,
    });
    expect(await stripe.paymentIntents.confirm(intent.id, data('000222222227'))).toMatchObject({ status: 'processing' });
    expect(await answered(intent)).toMatchObject({ status: 'requires_payment_method' });
    await stripe.paymentIntents.confirm(intent.id, data('000123456789'));
    expect(await answered(intent)).toMatchObject({ status: 'succeeded' });
  });

  it('answers a repeated request as the first, also once it is known what came of it', async () => {
    const { id } = await stripe.paymentMethods.create(sepa('DE65370400440002222227'));
    const params = { amount: 2000, currency: 'eur', payment_method: id, mandate_data: OFFLINE, confirm: true } as const;
    const key = { idempotencyKey: `debit-${id}` };
    const { lastResponse: _, ...first } = await stripe.paymentIntents.create(params, key);
    await answered(first);
    const { lastResponse: __, ...again } = await stripe.paymentIntents.create(params, key);
    expect(again).toEqual(first);
  });

  it('takes the names that clients of the API use for test accounts', async () => {
    const params = { amount: 2000, mandate_data: OFFLINE, confirm: true } as const;
    const [one, other] = await Promise.all([
      stripe.paymentIntents.create({ ...params, currency: 'usd', payment_method: 'pm_usBankAccount_success' }),
      stripe.paymentIntents.create({ ...params, currency: 'eur', payment_method: 'pm_sepaDebit_failed_at' }),
    ]);
    expect((await answered(one)).status).toBe('succeeded');
    expect((await answered(other)).status).toBe('requires_payment_method');
  });

  it('that is under way can neither be canceled, confirmed again nor refunded', async () => {
    const intent = await debit(ach('000000000009'));
    expect(await refused(stripe.paymentIntents.cancel(intent.id))).toMatchObject({ status: 400, code: 'payment_intent_unexpected_state' });
    expect(await refused(stripe.paymentIntents.confirm(intent.id))).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(await refused(stripe.refunds.create({ charge: intent.latest_charge as string }))).toMatchObject({ status: 400 });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'processing' });
  });

  it('is refunded in parts once it has succeeded', async () => {
    const intent = await debit(sepa());
    await answered(intent);
    expect(await stripe.refunds.create({ payment_intent: intent.id, amount: 500 })).toMatchObject({ status: 'succeeded', amount: 500 });
    expect(await stripe.refunds.create({ payment_intent: intent.id })).toMatchObject({ status: 'succeeded', amount: 1500 });
    expect(await chargeOf(intent)).toMatchObject({ refunded: true, amount_refunded: 2000 });
  });

  it('is shown in the list of payments and on its page, with its account', async () => {
    const intent = await debit(sepa(), { description: 'Invoice 77' });
    await answered(intent);
    const { body: list } = await guichet<{ data: object[] }>('GET', '/guichet/v1/payments?query=Invoice%2077');
    expect(list.data).toMatchObject([
      { id: intent.id, card: null, bank_account: { type: 'sepa_debit', last4: '3000' }, status: 'succeeded' },
    ]);
    const { body: detail } = await guichet<PaymentDetail>('GET', `/guichet/v1/payments/${intent.id}`);
    expect(detail.timeline.map(({ type }) => type)).toEqual(['created', 'debit_taken_in', 'debit_paid']);
    expect(detail.mandate).toMatchObject({ scheme: 'sepa_debit', type: 'single_use', given: 'written', id: (await mandateOf(intent)).id });
  });
});

describe('mandates', () => {
  it('given online say where from', async () => {
    const mandate = await mandateOf(await debit(sepa(), { mandate_data: ONLINE }));
    expect(mandate).toMatchObject({
      object: 'mandate',
      customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0' } },
      payment_method_details: { type: 'sepa_debit', sepa_debit: { reference: expect.stringMatching(/^[A-Z2-9]{16}$/) } },
      type: 'single_use',
      single_use: { amount: 2000, currency: 'eur' },
      // Its one payment has been asked for.
      status: 'inactive',
    });
    const { url } = mandate.payment_method_details.sepa_debit ?? {};
    expect(await (await fetch(url ?? '', { headers: { authorization: `Bearer ${whole.key}` } })).json()).toMatchObject({ id: mandate.id });
  });

  it('given earlier keep their time', async () => {
    const acceptance = { type: 'offline' as const, accepted_at: 1_590_590_577 };
    const mandate = await mandateOf(await debit(sepa(), { mandate_data: { customer_acceptance: acceptance } }));
    expect(mandate.customer_acceptance).toMatchObject(acceptance);
  });

  it.each([
    [{ mandate_data: undefined }, 'payment_intent_mandate_invalid', 'mandate_data'],
    [{ mandate_data: undefined, mandate: 'mandate_none' }, 'resource_missing', 'mandate'],
    [{ mandate: 'mandate_none' }, 'parameters_exclusive', 'mandate_data'],
    [{ mandate_data: { customer_acceptance: { type: 'online' } } }, 'parameter_missing', 'mandate_data[customer_acceptance][online]'],
    [
      { mandate_data: { customer_acceptance: { type: 'offline', accepted_at: 4_000_000_000 } } },
      'parameter_invalid',
      'mandate_data[customer_acceptance][accepted_at]',
    ],
  ])('are asked for: %j', async (change, code, param) => {
    const given = Object.fromEntries(Object.entries({ mandate_data: OFFLINE, ...change }).filter(([, value]) => value !== undefined));
    const { id } = await stripe.paymentMethods.create(sepa());
    const params = { amount: 2000, currency: 'eur', payment_method: id, confirm: true, ...given } as Intent;
    expect(await refused(stripe.paymentIntents.create(params))).toMatchObject({ code, param });
  });

  it('for later payments serve them without being given again, for another account they do not', async () => {
    const customer = await stripe.customers.create({});
    const first = await debit(sepa(), { customer: customer.id, setup_future_usage: 'off_session', mandate_data: OFFLINE });
    expect((await stripe.paymentMethods.retrieve(first.payment_method as string)).customer).toBe(customer.id);
    const again = {
      amount: 700,
      currency: 'eur',
      customer: customer.id,
      payment_method: first.payment_method as string,
      confirm: true,
    } as const;
    const second = await stripe.paymentIntents.create({ ...again, off_session: true });
    expect((await mandateOf(second)).id).toBe((await mandateOf(first)).id);
    const { id } = await stripe.paymentMethods.create(sepa('AT611904300234573201'));
    const mandate = (await mandateOf(first)).id;
    const other = { amount: 700, currency: 'eur', payment_method: id, confirm: true, mandate } as const;
    expect(await refused(stripe.paymentIntents.create(other))).toEqual({
      status: 400,
      code: 'payment_intent_mandate_invalid',
      param: 'mandate',
    });
  });

  it('are noted by staff with the words that were read out, and serve the payment that names them, once', async () => {
    const { id } = await stripe.paymentMethods.create(sepa());
    const { body: text } = await guichet<{ version: string; words: string }>(
      'GET',
      '/guichet/v1/mandate_texts?scheme=sepa_debit&language=fr',
    );
    const note = {
      payment_method: id,
      given: 'recorded_phone_call',
      language: 'fr',
      text_version: text.version,
      evidence: 'call 4711',
      amount: 2000,
    };
    const { body: noted } = await guichet<{ id: string; reference: string }>('POST', '/guichet/v1/mandates', note);
    expect(noted).toMatchObject({
      given: 'recorded_phone_call',
      evidence: 'call 4711',
      status: 'active',
      type: 'single_use',
      text: { version: text.version, language: 'fr', words: text.words },
      noted_by: expect.stringMatching(/^key_/),
    });
    expect(await stripe.mandates.retrieve(noted.id)).toMatchObject({ customer_acceptance: { type: 'offline' }, status: 'active' });
    const pay = (amount: number) =>
      stripe.paymentIntents.create({ amount, currency: 'eur', payment_method: id, confirm: true, mandate: noted.id });
    expect(await refused(pay(2100))).toMatchObject({ code: 'payment_intent_mandate_invalid' });
    expect((await mandateOf(await pay(2000))).id).toBe(noted.id);
    expect(await refused(pay(2000))).toMatchObject({ code: 'payment_intent_mandate_invalid' });
    expect((await guichet('GET', `/guichet/v1/mandates/${noted.id}`)).body).toMatchObject({ status: 'inactive', end_reason: 'used' });
  });

  it.each([
    [{ payment_method: 'pm_none' }, 404, 'resource_missing'],
    [{ given: 'shouted' }, 400, 'parameter_invalid'],
    [{ text_version: '1999-01' }, 400, 'parameter_invalid'],
  ])('cannot be noted as %j', async (change, status, code) => {
    const { id } = await stripe.paymentMethods.create(ach());
    const body = { payment_method: id, given: 'written', language: 'en', ...change };
    const answer = await guichet<{ error: { code: string } }>('POST', '/guichet/v1/mandates', body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
});

describe('what belongs to debits alone', () => {
  it.each([
    ['sepa_debit', sepa(), 'eu_bank_transfer'],
    ['us_bank_account', ach(), 'us_bank_transfer'],
  ] as const)('a refund of a %s goes back by transfer', async (_, method, type) => {
    const { id } = await answered(await debit(method));
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 500 });
    expect(refund.destination_details).toEqual({ type, [type]: { reference: null, reference_status: 'unavailable' } });
  });

  it('a card is not charged by a mandate', async () => {
    const { mandate } = (await chargeOf(await answered(await debit(sepa())))).payment_method_details?.sepa_debit ?? {};
    expect(await refused(pay({ mandate: mandate as string }))).toEqual({ status: 400, code: 'parameter_invalid', param: 'mandate' });
  });

  it.each([
    ['ip_address', { ip_address: 'the office', user_agent: 'Mozilla/5.0' }, 'parameter_invalid'],
    ['ip_address', { ip_address: '203.0.113.700', user_agent: 'Mozilla/5.0' }, 'parameter_invalid'],
    ['user_agent', { ip_address: '2001:db8::7', user_agent: 'Mozilla\n5.0' }, 'parameter_invalid_string'],
  ])('an online mandate with another %s is refused', async (field, online, code) => {
    const acceptance = { customer_acceptance: { type: 'online' as const, online } };
    expect(await refused(debit(sepa(), { mandate_data: acceptance }))).toEqual({
      status: 400,
      code,
      param: `mandate_data[customer_acceptance][online][${field}]`,
    });
  });
});
