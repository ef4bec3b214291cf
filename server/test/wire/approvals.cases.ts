import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBrowser, newMember } from '../harness/newMember.ts';
import { signIn } from '../harness/signIn.ts';
import { eventsAbout, pay, refusal, stripe, typesOf, whole } from './place.ts';

describe('above a limit of the place', () => {
  type Headers = Readonly<Record<string, string>>;
  let owner: Headers;
  let manager: Headers;
  const limits = (body: object) => asBrowser(whole.base, owner, '/guichet/v1/approval_limits', { body });
  const approve = (id: string) => asBrowser<ApprovalView>(whole.base, manager, `/guichet/v1/approvals/${id}/approve`, { body: {} });
  const approvalIn = (error: Stripe.errors.StripeError): string => (error.raw as { approval: string }).approval;

  beforeAll(async () => {
    owner = await signIn(whole);
    manager = await newMember(whole, owner, 'Approver', 'manager');
    expect((await limits({ refund: 1_500, payout: 0, record: 1_500 })).status).toBe(200);
  });
  afterAll(async () => {
    expect((await limits({ refund: '', payout: '', record: '' })).status).toBe(200);
  });

  it('the SDK hears a refusal that names the approval, the same one for the same key', async () => {
    const { id } = await pay();
    const options = { idempotencyKey: `above ${id}` };
    const first = await refusal(stripe.refunds.create({ payment_intent: id }, options));
    expect([first.type, first.statusCode, first.code]).toEqual(['StripePermissionError', 403, 'approval_required']);
    const again = await refusal(stripe.refunds.create({ payment_intent: id }, options));
    expect(approvalIn(again)).toBe(approvalIn(first));
    expect(again.headers?.['idempotent-replayed']).toBe('true');
    expect((await stripe.refunds.list({ payment_intent: id })).data).toEqual([]);
    expect(typesOf(await eventsAbout(id))).not.toContain('charge.refunded');
  });

  it('the refund that somebody approves is the one that was asked for', async () => {
    const { id } = await pay();
    const asked = stripe.refunds.create({ payment_intent: id, amount: 1_501, reason: 'duplicate', metadata: { $amount: 'order 7' } });
    const { body } = await approve(approvalIn(await refusal(asked)));
    const refund = await stripe.refunds.retrieve(body.result ?? '');
    expect(refund).toMatchObject({ amount: 1_501, reason: 'duplicate', status: 'succeeded', metadata: { $amount: 'order 7' } });
    expect(typesOf(await eventsAbout(id, refund.id))).toEqual(expect.arrayContaining(['refund.created', 'charge.refunded']));
    // What was given back counts with what follows.
    expect((await refusal(stripe.refunds.create({ payment_intent: id, amount: 1 }))).code).toBe('approval_required');
  });

  it('so do a payout and cash that a program reports', async () => {
    // More than other cases have lost in disputes.
    await pay({ payment_method: 'pm_card_bypassPending', amount: 500_000 });
    const payout = await approve(approvalIn(await refusal(stripe.payouts.create({ amount: 100, currency: 'eur' }))));
    expect(await stripe.payouts.retrieve(payout.body.result ?? '')).toMatchObject({ amount: 100, automatic: false });
    const now = Math.floor(Date.now() / 1000) - 5;
    const report = (type: string) =>
      stripe.paymentRecords.reportPayment({
        ...{ amount_requested: { currency: 'eur', value: 1_600 }, initiated_at: now, outcome: 'guaranteed' },
        ...{ guaranteed: { guaranteed_at: now }, payment_method_details: { type: 'custom', custom: { display_name: type, type } } },
      });
    expect((await report('cheque')).amount_guaranteed.value).toBe(1_600);
    const record = await approve(approvalIn(await refusal(report('cash'))));
    expect((await stripe.paymentRecords.retrieve(record.body.result ?? '')).amount_guaranteed.value).toBe(1_600);
  });
});
