import { describe, expect, it } from 'vitest';
import { pay, payBy, refusal, stripe } from './place.ts';

describe('a card that was refused', () => {
  it('for good is not asked for again while it lies on file, and is when its holder gives it anew', async () => {
    const customer = await stripe.customers.create({ name: 'Ada' });
    const { id: card } = await stripe.paymentMethods.attach('pm_card_visa_chargeDeclinedLostCard', { customer: customer.id });
    const again = (amount = 7100) => refusal(pay({ amount, customer: customer.id, payment_method: card }));
    expect(await again()).toMatchObject({ code: 'card_declined', decline_code: 'lost_card' });
    const charges = async () => (await stripe.charges.list({ customer: customer.id })).data.length;
    expect(await charges()).toBe(1);
    const refused = await again();
    expect(refused).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'previously_declined_do_not_retry' });
    expect(refused.raw).toMatchObject({ advice_code: 'do_not_try_again', network_decline_code: '41' });
    expect(await charges()).toBe(1);
    // Another amount is another order, and so is a card that somebody has just read out.
    expect(await again(7200)).toMatchObject({ decline_code: 'lost_card' });
    expect(await refusal(payBy('4000000000009987', { amount: 7100 }))).toMatchObject({ decline_code: 'lost_card' });
  });

  it('for want of money may be asked for again later, and the refusal says when', async () => {
    const customer = await stripe.customers.create({ name: 'Ada' });
    const { id: card } = await stripe.paymentMethods.attach('pm_card_chargeDeclinedInsufficientFunds', { customer: customer.id });
    const again = () => refusal(pay({ amount: 7300, customer: customer.id, payment_method: card }));
    expect(await again()).toMatchObject({ decline_code: 'insufficient_funds' });
    const refused = await again();
    expect(refused).toMatchObject({ decline_code: 'try_again_later', raw: { advice_code: 'try_again_later' } });
    const [, from = ''] = /from (\S+) on/.exec(refused.message) ?? [];
    expect(Date.parse(from) - Date.now()).toBeGreaterThan(23 * 3600_000);
  });
});
