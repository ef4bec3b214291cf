import { describe, expect, it } from 'vitest';
import { ADDRESS, cardFields, chargeOf, eventsAbout, pay, refused, stripe, typesOf } from './place.ts';

const visa = () => stripe.paymentMethods.create(cardFields('4242424242424242'));
const customer = () => stripe.customers.create({ name: 'Cardholder' });

describe('payment methods', () => {
  it('show of a card what may be shown', async () => {
    const { lastResponse: _, ...made } = await visa();
    expect(made).toMatchObject({
      id: expect.stringMatching(/^pm_/),
      object: 'payment_method',
      type: 'card',
      customer: null,
      livemode: false,
      allow_redisplay: 'unspecified',
      billing_details: {
        address: { ...ADDRESS, city: null, line2: null, state: null },
        email: null,
        name: null,
        phone: null,
        tax_id: null,
      },
      card: { brand: 'visa', last4: '4242', exp_month: 11, exp_year: 2041, checks: null, country: null, funding: 'unknown' },
    });
    expect(JSON.stringify(made)).not.toMatch(/424242424242|"cvc":/);
    const { lastResponse: __, ...read } = await stripe.paymentMethods.retrieve(made.id);
    expect(read).toEqual(made);
  });

  it('have one fingerprint per card number', async () => {
    const [first, second, other] = await Promise.all([visa(), visa(), stripe.paymentMethods.create(cardFields('5555555555554444'))]);
    expect(first.card?.fingerprint).toBe(second.card?.fingerprint);
    expect(other.card?.fingerprint).not.toBe(first.card?.fingerprint);
  });

  it('know what the issuer told once they were charged', async () => {
    const { id } = await visa();
    await pay({ payment_method: id });
    expect((await stripe.paymentMethods.retrieve(id)).card).toMatchObject({
      country: 'US',
      funding: 'credit',
      checks: { cvc_check: 'pass', address_line1_check: 'pass', address_postal_code_check: 'pass' },
    });
  });

  it.each([
    [{ number: '4242424242424241' }, 402, 'incorrect_number', 'card[number]'],
    [{ number: '4242 abc' }, 402, 'invalid_number', 'card[number]'],
    [{ exp_month: 13 }, 402, 'invalid_expiry_month', 'card[exp_month]'],
    [{ exp_year: 2019 }, 402, 'invalid_expiry_year', 'card[exp_year]'],
    [{ cvc: '12' }, 402, 'invalid_cvc', 'card[cvc]'],
    [{ number: undefined }, 400, 'parameter_missing', 'card[number]'],
    [{ exp_month: undefined }, 400, 'parameter_missing', 'card[exp_month]'],
    [{ exp_year: undefined }, 400, 'parameter_missing', 'card[exp_year]'],
  ])('refuse a card with %j', async (change, status, code, param) => {
    const card = { number: '4242424242424242', exp_month: 11, exp_year: 2041, cvc: '123', ...change } as never;
    expect(await refused(stripe.paymentMethods.create({ type: 'card', card }))).toEqual({ status, code, param });
  });

  it('are of a type that can be taken here', async () => {
    expect(await refused(stripe.paymentMethods.create({ type: 'ideal' }))).toEqual({
      status: 400,
      code: 'parameter_invalid',
      param: 'type',
    });
  });
});

describe('test tokens', () => {
  it.each([
    ['tok_visa', 'visa'],
    ['tok_mastercard', 'mastercard'],
    ['tok_amex', 'amex'],
    ['tok_discover', 'discover'],
    ['tok_diners', 'diners'],
    ['tok_jcb', 'jcb'],
    ['tok_unionpay', 'unionpay'],
  ])('%s stands for a card of that brand', async (token, brand) => {
    const { card } = await stripe.paymentMethods.create({ type: 'card', card: { token } });
    expect(card?.brand).toBe(brand);
  });

  it.each([
    ['pm_card_visa', 'visa', 'credit'],
    ['pm_card_visa_debit', 'visa', 'debit'],
    ['pm_card_mastercard', 'mastercard', 'credit'],
    ['pm_card_mastercard_debit', 'mastercard', 'debit'],
    ['pm_card_mastercard_prepaid', 'mastercard', 'prepaid'],
    ['pm_card_amex', 'amex', 'credit'],
    ['pm_card_discover', 'discover', 'credit'],
    ['pm_card_diners', 'diners', 'credit'],
    ['pm_card_jcb', 'jcb', 'credit'],
    ['pm_card_unionpay', 'unionpay', 'credit'],
    ['pm_card_bypassPending', 'visa', 'credit'],
    ['pm_card_createDispute', 'visa', 'credit'],
    ['pm_card_createDisputeProductNotReceived', 'visa', 'credit'],
    ['pm_card_createDisputeInquiry', 'visa', 'credit'],
    ['pm_card_riskLevelElevated', 'visa', 'credit'],
    ['pm_card_refundFail', 'visa', 'credit'],
    ['pm_card_pendingRefund', 'visa', 'credit'],
    // Where a payer would have to confirm at the issuer, a telephone order is outside of that.
    ['pm_card_authenticationRequired', 'visa', 'credit'],
    ['pm_card_threeDSecure2Required', 'visa', 'credit'],
  ])('%s can be charged by mail or telephone order', async (token, brand, funding) => {
    const charge = await chargeOf(await pay({ payment_method: token }));
    expect(charge.payment_method_details?.card).toMatchObject({ brand, funding });
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', ''],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', ''],
    ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
    ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'],
    ['pm_card_radarBlock', 'card_declined', 'fraudulent'],
  ])('%s is refused as %s %s', async (token, code, decline) => {
    await expect(pay({ payment_method: token })).rejects.toMatchObject({ type: 'StripeCardError', code, decline_code: decline });
  });

  it.each([
    ['pm_card_avsFail', { address_line1_check: 'fail', address_postal_code_check: 'fail' }],
    ['pm_card_avsLine1Fail', { address_line1_check: 'fail', address_postal_code_check: 'pass' }],
    ['pm_card_avsZipFail', { address_line1_check: 'pass', address_postal_code_check: 'fail' }],
    ['pm_card_avsUnchecked', { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' }],
    ['pm_card_cvcCheckFail', { cvc_check: 'fail' }],
  ])('%s is charged with checks that say %j', async (token, checks) => {
    const method = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: token.replace('pm_card_', 'tok_') },
      billing_details: { address: ADDRESS },
    });
    const charge = await chargeOf(await pay({ payment_method: method.id }));
    expect(charge.payment_method_details?.card?.checks).toMatchObject(checks);
  });

  it('an unknown one is refused by name', async () => {
    expect(await refused(pay({ payment_method: 'pm_card_wishful' }))).toMatchObject({ status: 404, code: 'resource_missing' });
    expect(await refused(stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_wishful' } }))).toMatchObject({
      status: 404,
      code: 'resource_missing',
    });
  });

  it('stand for one’s own card, or nobody’s', async () => {
    const card = { token: 'tok_visa', number: '4242424242424242' } as never;
    expect(await refused(stripe.paymentMethods.create({ type: 'card', card }))).toMatchObject({
      status: 400,
      code: 'parameters_exclusive',
    });
  });
});

describe('cards on file', () => {
  it('are put there, listed, charged without the holder and taken off', async () => {
    const { id } = await customer();
    const card = await visa();
    const attached = await stripe.paymentMethods.attach(card.id, { customer: id });
    expect(attached.customer).toBe(id);
    const lists = [await stripe.customers.listPaymentMethods(id), await stripe.paymentMethods.list({ customer: id, type: 'card' })];
    expect(lists.map(({ data }) => data.map((one) => one.id))).toEqual([[card.id], [card.id]]);
    expect((await stripe.customers.retrievePaymentMethod(id, card.id)).id).toBe(card.id);
    const later = await pay({ customer: id, payment_method: card.id, off_session: true, payment_method_options: {} });
    expect(later.status).toBe('succeeded');
    expect((await stripe.paymentMethods.detach(card.id)).customer).toBeNull();
    expect((await stripe.customers.listPaymentMethods(id)).data).toEqual([]);
  });

  it('may come of a test token', async () => {
    const { id } = await customer();
    const attached = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: id });
    expect(attached).toMatchObject({ id: expect.stringMatching(/^pm_(?!card_)/), customer: id, card: { last4: '4444' } });
  });

  it('are put there by a payment that sets them up for later', async () => {
    const { id } = await customer();
    const intent = await pay({ customer: id, setup_future_usage: 'off_session' });
    const [onFile] = (await stripe.customers.listPaymentMethods(id)).data;
    expect(onFile?.id).toBe(intent.payment_method);
    expect(typesOf(await eventsAbout(onFile?.id ?? ''))).toContain('payment_method.attached');
  });

  it('a card that attaches and then is refused at every charge', async () => {
    const { id } = await customer();
    const card = await stripe.paymentMethods.attach((await stripe.paymentMethods.create(cardFields('4000000000000341'))).id, {
      customer: id,
    });
    const charge = () => pay({ customer: id, payment_method: card.id });
    expect(await refused(charge())).toMatchObject({ status: 402, code: 'card_declined' });
    expect(await refused(charge())).toMatchObject({ status: 402, code: 'card_declined' });
    expect((await stripe.paymentMethods.retrieve(card.id)).customer).toBe(id);
  });

  it('attached twice to the same customer stay as they are; another customer can’t have them', async () => {
    const [mine, theirs] = [await customer(), await customer()];
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: mine.id });
    expect((await stripe.paymentMethods.attach(card.id, { customer: mine.id })).customer).toBe(mine.id);
    expect(typesOf(await eventsAbout(card.id))).toEqual(['payment_method.attached']);
    const unexpected = { status: 400, code: 'payment_method_unexpected_state' };
    expect(await refused(stripe.paymentMethods.attach(card.id, { customer: theirs.id }))).toEqual({ ...unexpected, param: 'customer' });
    expect(await refused(pay({ customer: theirs.id, payment_method: card.id }))).toEqual({ ...unexpected, param: 'payment_method' });
    expect(await refused(pay({ payment_method: card.id }))).toEqual({ ...unexpected, param: 'payment_method' });
    expect(await refused(stripe.customers.retrievePaymentMethod(theirs.id, card.id))).toMatchObject({
      status: 404,
      code: 'resource_missing',
    });
  });

  it('charged while on nobody’s file can be charged no second time, unless it is put on file', async () => {
    const card = await visa();
    await pay({ payment_method: card.id });
    expect(await refused(pay({ payment_method: card.id }))).toMatchObject({ status: 400, code: 'payment_method_unexpected_state' });
    const { id } = await customer();
    await stripe.paymentMethods.attach(card.id, { customer: id });
    expect((await pay({ customer: id, payment_method: card.id })).status).toBe('succeeded');
  });

  it('once taken off cannot come back, nor be charged', async () => {
    const { id } = await customer();
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    await stripe.paymentMethods.detach(card.id);
    const attempts = [
      () => stripe.paymentMethods.attach(card.id, { customer: id }),
      () => stripe.paymentMethods.detach(card.id),
      () => pay({ payment_method: card.id }),
    ];
    for (const again of attempts) {
      expect(await refused(again())).toMatchObject({ status: 400, code: 'payment_method_unexpected_state' });
    }
  });

  it('change in what is not the card itself, and only on file', async () => {
    const card = await visa();
    const change = {
      billing_details: { name: 'Marie Curie', email: 'marie@example.com' },
      metadata: { till: '3' },
      allow_redisplay: 'always' as const,
    };
    expect(await refused(stripe.paymentMethods.update(card.id, change))).toMatchObject({
      status: 400,
      code: 'payment_method_unexpected_state',
    });
    const { id } = await customer();
    await stripe.paymentMethods.attach(card.id, { customer: id });
    const changed = await stripe.paymentMethods.update(card.id, change);
    expect(changed).toMatchObject({
      allow_redisplay: 'always',
      metadata: { till: '3' },
      billing_details: { name: 'Marie Curie', address: ADDRESS },
    });
    await stripe.paymentMethods.detach(card.id);
    const events = await eventsAbout(card.id);
    expect(typesOf(events)).toEqual(['payment_method.attached', 'payment_method.updated', 'payment_method.detached']);
    expect(events.map((event) => event.data.previous_attributes)).toEqual([
      undefined,
      { allow_redisplay: 'unspecified', billing_details: { name: null, email: null }, metadata: { till: null } },
      { customer: id },
    ]);
  });

  it('belong to customers that exist', async () => {
    const card = await visa();
    expect(await refused(stripe.paymentMethods.attach(card.id, { customer: 'cus_none' }))).toEqual({
      status: 404,
      code: 'resource_missing',
      param: 'customer',
    });
    expect(await refused(stripe.paymentMethods.attach('pm_none', { customer: (await customer()).id }))).toMatchObject({
      status: 404,
      code: 'resource_missing',
    });
    expect(await refused(stripe.customers.listPaymentMethods('cus_none'))).toMatchObject({ status: 404, code: 'resource_missing' });
    expect(await refused(stripe.paymentMethods.retrieve('pm_none'))).toMatchObject({ status: 404, code: 'resource_missing' });
  });
});
