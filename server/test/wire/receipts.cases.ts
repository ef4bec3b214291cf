import { randomUUID } from 'node:crypto';
import type { ListOf, MessageSummary, MessageView } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { hold, pay, refusal, stripe, whole } from './place.ts';

async function guichet<T>(path: string): Promise<T> {
  const response = await fetch(whole.base + path, { headers: { authorization: `Bearer ${whole.key}` } });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

/** What was written to the payer, oldest first. */
const messagesOf = async ({ id }: { readonly id: string }): Promise<readonly MessageSummary[]> =>
  (await guichet<ListOf<MessageSummary>>(`/guichet/v1/messages?payment_intent=${id}`)).data.toReversed();

const receipt_email = 'odile@example.com';

describe('receipts', () => {
  it('go out by themselves when a payment with an address for them succeeds', async () => {
    const intent = await pay({ amount: 4990, receipt_email, description: 'Order 17' });
    const [message, ...others] = await messagesOf(intent);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ kind: 'receipt', to: receipt_email, status: 'kept', subject: expect.stringContaining('49') });
    const { text } = await guichet<MessageView>(`/guichet/v1/messages/${message?.id}`);
    expect(text).toContain('Order 17');
    expect(text).toContain(intent.id);
  });

  it('are not written to anybody else, nor for what failed', async () => {
    expect(await messagesOf(await pay())).toEqual([]);
    const { payment_intent: declined } = await refusal(pay({ payment_method: 'pm_card_chargeDeclined', receipt_email }));
    expect(await messagesOf(declined as { id: string })).toEqual([]);
  });

  it('are written once, however often the request is repeated', async () => {
    const idempotencyKey = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => pay({ receipt_email }, { idempotencyKey, maxNetworkRetries: 3 })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await messagesOf(answers[0] as { id: string })).toHaveLength(1);
  });

  it('wait for the capture, and go to an address that was given meanwhile', async () => {
    const held = await hold();
    await stripe.paymentIntents.update(held.id, { receipt_email });
    expect(await messagesOf(held)).toEqual([]);
    await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1200 });
    expect(await messagesOf(held)).toMatchObject([{ kind: 'receipt', to: receipt_email, subject: expect.stringContaining('12') }]);
  });

  it('tell each refund', async () => {
    const intent = await pay({ amount: 4990, receipt_email });
    await stripe.refunds.create({ payment_intent: intent.id, amount: 1500 });
    await stripe.refunds.create({ payment_intent: intent.id });
    const messages = await messagesOf(intent);
    expect(messages.map(({ kind }) => kind)).toEqual(['receipt', 'refund', 'refund']);
    expect(messages.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('49'),
      expect.stringContaining('15'),
      expect.stringContaining('34'),
    ]);
  });

  it('go to a new address of the charge, once to each', async () => {
    const intent = await pay({ receipt_email });
    const charge = intent.latest_charge as string;
    for (const address of ['paul@example.com', 'paul@example.com', receipt_email]) {
      await stripe.charges.update(charge, { receipt_email: address });
    }
    expect((await messagesOf(intent)).map(({ to }) => to)).toEqual([receipt_email, 'paul@example.com']);
  });
});
