import { describe, expect, it } from 'vitest';
import type { EvidenceRequest, Notice } from '../api.ts';
import { authorisation, noonS, type TemporaryBank, temporaryBank } from '../testing/temporaryBank.ts';

const dayS = 86_400;
const merchant = { name: 'Librairie du Port', country: 'FR', account: 'acct_1' };
const [FRAUD, INQUIRY, WARNED, FAILS_LATER, PENDING] = [
  '4000000000000259',
  '4000000000001976',
  '4000000000005423',
  '4000000000005126',
  '4000000000007726',
];

const take = (bank: TemporaryBank, number: string, reference = 'a') =>
  bank.post('/v1/authorisations', authorisation(reference, { number, merchant, capture: true }));

const noticesOf = async (bank: TemporaryBank): Promise<Notice[]> => (await bank.get('/v1/notices')).body.notices as unknown as Notice[];

const evidence = (bank: TemporaryBank, dispute: string, more: Partial<EvidenceRequest> = {}) =>
  bank.post('/v1/evidence', { reference: 'e', dispute, texts: { uncategorized_text: 'winning_evidence' }, files: [], ...more });

/** A disputed payment of 49,90 €, and the bank's name for the dispute. */
async function disputed(number = FRAUD): Promise<{ bank: TemporaryBank; dispute: string }> {
  const bank = temporaryBank();
  await take(bank, number);
  const [opened] = await noticesOf(bank);
  return { bank, dispute: String(opened?.data.dispute) };
}

async function latest(bank: TemporaryBank): Promise<Partial<Notice>> {
  const { kind, data } = (await noticesOf(bank)).at(-1) ?? {};
  return { ...(kind && { kind }), ...(data && { data }) };
}

const standing = async (bank: TemporaryBank) =>
  ((await bank.get('/v1/book/summary')).body.currencies as Record<string, Record<string, number>>).eur;

describe('a dispute', () => {
  it('takes back what is left of a payment, and says until when it can be answered', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/authorisations', authorisation('a', { number: FRAUD, merchant }));
    await bank.post('/v1/captures', { reference: 'c', authorisation: 'a', amount: 4000 });
    await bank.post('/v1/refunds', { reference: 'r', authorisation: 'a', amount: 1000 });
    expect(await latest(bank)).toEqual({
      kind: 'dispute.opened',
      data: {
        dispute: expect.stringMatching(/^dsp_\d{15}$/),
        reason: 'fraudulent',
        network_reason_code: '10.4',
        amount: 3000,
        currency: 'eur',
        due_by: noonS + 9 * dayS,
        inquiry: false,
      },
    });
    expect(await standing(bank)).toMatchObject({ captured: 4000, refunded: 1000, disputed: 3000 });
    expect((await bank.post('/v1/refunds', { reference: 's', authorisation: 'a', amount: 1 })).body).toMatchObject({
      result: 'declined',
      reason: 'amount_exceeds_captured',
    });
    expect((await bank.post('/v1/reversals', { reference: 'a' })).body).toMatchObject({ reason: 'refunded' });
  });

  it.each([
    ['winning_evidence', 1, 'won', 4990],
    ['losing_evidence', 1, 'lost', 0],
    ['I sent it by post.', 3 * dayS, 'lost', 0],
  ])('answered with %j ends after %i s as %s', async (text, seconds, outcome, returned) => {
    const { bank, dispute } = await disputed();
    expect((await evidence(bank, dispute, { texts: { uncategorized_text: text } })).body).toMatchObject({ result: 'approved' });
    bank.clock.advance(seconds - 1);
    expect((await latest(bank)).kind).toBe('dispute.opened');
    bank.clock.advance(1);
    expect(await latest(bank)).toEqual({ kind: 'dispute.closed', data: { dispute, outcome, because: 'decided', returned } });
    expect((await standing(bank))?.disputed).toBe(4990 - returned);
  });

  it('is won by three statements or enclosures', async () => {
    const { bank, dispute } = await disputed();
    const file = { field: 'receipt', name: 'r.pdf', type: 'pdf', size: 9, sha256: 'ab'.repeat(32) };
    await evidence(bank, dispute, { texts: { customer_name: 'Ada', product_description: 'A book' }, files: [file] });
    bank.clock.advance(3 * dayS);
    expect((await latest(bank)).data).toMatchObject({ outcome: 'won' });
  });

  it('that nobody answers in time is lost, and answered later is refused', async () => {
    const { bank, dispute } = await disputed();
    bank.clock.advance(9 * dayS);
    expect((await evidence(bank, dispute)).body).toMatchObject({ result: 'declined', reason: 'too_late' });
    expect(await latest(bank)).toEqual({ kind: 'dispute.closed', data: { dispute, outcome: 'lost', because: 'unanswered', returned: 0 } });
    expect((await evidence(bank, dispute, { reference: 'f' })).body).toMatchObject({ reason: 'dispute_ended' });
  });

  it('is answered once, however often that is sent', async () => {
    const { bank, dispute } = await disputed();
    expect((await evidence(bank, dispute)).body).not.toHaveProperty('repeated');
    expect((await evidence(bank, dispute)).body).toMatchObject({ result: 'approved', repeated: true });
    expect((await evidence(bank, dispute, { reference: 'f' })).body).toMatchObject({ reason: 'evidence_given' });
    expect((await bank.get('/v1/operations/e')).body).toMatchObject({ kind: 'evidence', result: 'approved' });
    expect((await evidence(bank, 'dsp_none', { reference: 'g' })).body).toMatchObject({ reason: 'unknown_dispute' });
    bank.clock.advance(10 * dayS);
    expect((await noticesOf(bank)).map(({ kind }) => kind)).toEqual(['dispute.opened', 'dispute.closed']);
  });

  it('that is accepted is lost at once, and nobody needs to be told', async () => {
    const { bank, dispute } = await disputed();
    expect((await bank.post('/v1/acceptances', { reference: 'e', dispute })).body).toMatchObject({ result: 'approved', amount: 4990 });
    bank.clock.advance(10 * dayS);
    expect(await noticesOf(bank)).toHaveLength(1);
    expect((await standing(bank))?.disputed).toBe(4990);
  });
});

describe('an inquiry', () => {
  it('takes nothing back, and is closed when it is answered well or not at all', async () => {
    for (const answered of [true, false]) {
      const { bank, dispute } = await disputed(INQUIRY);
      if (answered) await evidence(bank, dispute);
      bank.clock.advance(9 * dayS);
      expect((await latest(bank)).data).toMatchObject({ dispute, outcome: 'closed', returned: 0 });
      expect((await standing(bank))?.disputed).toBe(0);
    }
  });

  it('becomes a dispute about the rest where the answer does not convince', async () => {
    const { bank, dispute } = await disputed(INQUIRY);
    await bank.post('/v1/refunds', { reference: 'r', authorisation: 'a', amount: 990 });
    await evidence(bank, dispute, { texts: { uncategorized_text: 'escalate_inquiry_evidence' } });
    bank.clock.advance(1);
    expect(await latest(bank)).toMatchObject({ kind: 'dispute.escalated', data: { dispute, amount: 4000, inquiry: false } });
    expect((await evidence(bank, dispute, { reference: 'f' })).body).toMatchObject({ result: 'approved' });
    bank.clock.advance(1);
    expect((await latest(bank)).data).toMatchObject({ outcome: 'won', returned: 4000 });
  });
});

it('an issuer warns of fraud once the money was taken', async () => {
  const bank = temporaryBank();
  await take(bank, WARNED);
  expect(await latest(bank)).toEqual({ kind: 'fraud.warning', data: { fraud_type: 'unauthorized_use_of_card' } });
});

describe('a refund', () => {
  const refund = (bank: TemporaryBank) => bank.post('/v1/refunds', { reference: 'r', authorisation: 'a', amount: 1000 });

  it('that does not reach its holder comes back later', async () => {
    const bank = temporaryBank();
    await take(bank, FAILS_LATER);
    expect((await refund(bank)).body).not.toHaveProperty('pending');
    expect((await standing(bank))?.refunded).toBe(1000);
    bank.clock.advance(3);
    const data = { amount: 1000, currency: 'eur', reason: 'expired_or_canceled_card' };
    expect(await latest(bank)).toEqual({ kind: 'refund.failed', data });
    expect((await standing(bank))?.refunded).toBe(0);
    expect((await bank.get('/v1/book')).body.operations).toMatchObject([{}, { reference: 'r', state: 'failed' }]);
  });

  it('that is pending succeeds later, or is called back before', async () => {
    const [bank, other] = [temporaryBank(), temporaryBank()];
    for (const each of [bank, other]) {
      await take(each, PENDING);
      expect((await refund(each)).body).toMatchObject({ result: 'approved', pending: true });
    }
    bank.clock.advance(3);
    expect(await latest(bank)).toEqual({ kind: 'refund.succeeded', data: { amount: 1000, currency: 'eur' } });
    const cancel = (each: TemporaryBank) => each.post('/v1/refund_cancellations', { reference: 'x', refund: 'r' });
    expect((await cancel(bank)).body).toMatchObject({ result: 'declined', reason: 'refund_ended' });
    expect((await cancel(other)).body).toMatchObject({ result: 'approved', amount: 1000 });
    other.clock.advance(3);
    expect(await noticesOf(other)).toEqual([]);
    expect((await standing(other))?.refunded).toBe(0);
    const unknown = other.post('/v1/refund_cancellations', { reference: 'y', refund: 'a' });
    expect((await unknown).body).toMatchObject({ result: 'declined', reason: 'unknown_refund' });
  });
});
