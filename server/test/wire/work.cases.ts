import { randomUUID } from 'node:crypto';
import type { ErrorBody } from '@guichet/contract/errors.ts';
import type { AssembledEvidenceView, WorkList } from '@guichet/contract/workViews.ts';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { asBrowser } from '../harness/newMember.ts';
import { pdfText } from '../harness/pdfText.ts';
import { signIn } from '../harness/signIn.ts';
import { until } from '../harness/until.ts';
import { ADDRESS, pay, stripe, whole } from './place.ts';

async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: T }> {
  const headers = { authorization: `Bearer ${whole.key}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const response = await fetch(whole.base + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as T };
}

async function disputed(more: Partial<Stripe.PaymentIntentCreateParams>): Promise<Stripe.Dispute> {
  const { id } = await pay({ payment_method: 'pm_card_createDispute', ...more });
  let found: Stripe.Dispute | undefined;
  await until(async () => {
    found = (await stripe.disputes.list({ payment_intent: id })).data[0];
    return found !== undefined;
  });
  return found as Stripe.Dispute;
}

describe('the answer to a dispute', () => {
  it('is gathered from what is there, and changes nothing until somebody says so', async () => {
    const customer = await stripe.customers.create({ name: 'Anne Martin', email: 'anne@example.com', address: ADDRESS });
    const kept = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const earlier = await pay({ customer: customer.id, payment_method: kept.id });
    const dispute = await disputed({ customer: customer.id, description: 'Floor lamp', receipt_email: 'anne@example.com' });
    const { body } = await ask<AssembledEvidenceView>('POST', `/guichet/v1/disputes/${dispute.id}/assemble`);
    const found = Object.fromEntries(body.found.map(({ field, value }) => [field, value]));
    expect(found).toMatchObject({
      customer_name: 'Anne Martin',
      customer_email_address: 'anne@example.com',
      product_description: expect.stringContaining('Floor lamp'),
      uncategorized_text: expect.stringContaining(earlier.latest_charge as string),
      receipt: expect.stringMatching(/^file_/),
    });
    const contents = await fetch(`${whole.base}/v1/files/${found.receipt}/contents`, { headers: { authorization: `Bearer ${whole.key}` } });
    expect(pdfText(Buffer.from(await contents.arrayBuffer())).lines.join('\n')).toContain('Floor lamp');
    expect((await stripe.disputes.retrieve(dispute.id)).evidence.customer_name).toBeNull();
    const saved = await stripe.disputes.update(dispute.id, { evidence: found, submit: false });
    expect(saved.evidence.receipt).toBe(found.receipt);
  });

  it('is not gathered for a dispute that is closed, nor for one that is not there', async () => {
    const { id } = await stripe.disputes.close((await disputed({})).id);
    expect((await ask('POST', `/guichet/v1/disputes/${id}/assemble`)).status).toBe(400);
    expect((await ask('POST', '/guichet/v1/disputes/dp_nothing/assemble')).status).toBe(404);
  });
});

describe('what waits for a look', () => {
  const list = async () => (await ask<WorkList>('GET', '/guichet/v1/work_items')).body;
  /** The issuer's warning of a payment that it takes for fraud. */
  const warning = async (): Promise<Stripe.Radar.EarlyFraudWarning> => {
    const { id } = await pay({ payment_method: 'pm_card_createIssuerFraudRecord' });
    let found: Stripe.Radar.EarlyFraudWarning | undefined;
    await until(async () => {
      found = (await stripe.radar.earlyFraudWarnings.list({ payment_intent: id })).data[0];
      return found !== undefined;
    });
    return found as Stripe.Radar.EarlyFraudWarning;
  };

  it('is a fraud warning until it is taken, done with a note, and then told apart', async () => {
    const open = await warning();
    const id = `fraud_warning:${open.id}`;
    const path = `/guichet/v1/work_items/${encodeURIComponent(id)}`;
    const find = (work: WorkList) => work.open.find((item) => item.id === id);
    expect(find(await list())).toMatchObject({ kind: 'fraud_warning', payment_intent: open.payment_intent, taken_by: null });
    expect(find((await ask<WorkList>('POST', `${path}/take`)).body)?.taken_by).not.toBeNull();
    expect(find((await ask<WorkList>('POST', `${path}/release`)).body)?.taken_by).toBeNull();
    expect((await ask('POST', `${path}/done`, {})).status).toBe(400);
    const { body: after } = await ask<WorkList>('POST', `${path}/done`, { note: 'Rang the customer: it is theirs.' });
    expect(find(after)).toBeUndefined();
    expect(after.done[0]).toMatchObject({ id, note: 'Rang the customer: it is theirs.' });
    expect((await ask('POST', `${path}/take`)).status).toBe(404);
  });

  it('is taken from nobody unawares, and done once', async () => {
    const id = `fraud_warning:${(await warning()).id}`;
    const path = `/guichet/v1/work_items/${encodeURIComponent(id)}`;
    const person = await signIn(whole);
    const byPerson = async (what: string, body: object = {}) => {
      const answer = await asBrowser<WorkList & ErrorBody>(whole.base, person, `${path}/${what}`, { body });
      return answer.body.error?.code ?? answer.body.open.find((item) => item.id === id)?.taken_by?.id ?? null;
    };
    const taken = (await ask<WorkList>('POST', `${path}/take`)).body.open.find((item) => item.id === id)?.taken_by?.id ?? '';
    expect(taken).toMatch(/^key_/);
    expect(await byPerson('take')).toBe('work_item_taken');
    expect(await byPerson('take', { from: 'somebody' })).toBe('work_item_taken');
    expect(await byPerson('release')).toBe('work_item_taken');
    const personId = await byPerson('take', { from: taken });
    expect(personId).not.toBe(taken);
    expect(await byPerson('take')).toBe(personId);
    expect(await byPerson('release')).toBeNull();
    const [one, two] = await Promise.all(['One.', 'Two.'].map((note) => ask<WorkList & ErrorBody>('POST', `${path}/done`, { note })));
    expect([one?.status, two?.status].toSorted()).toEqual([200, 404]);
  });

  it('is nothing that nobody knows', async () => {
    for (const id of ['fraud_warning:issfr_nothing', 'nothing', 'nothing:at:all'])
      expect((await ask('POST', `/guichet/v1/work_items/${encodeURIComponent(id)}/take`)).status).toBe(404);
  });
});
