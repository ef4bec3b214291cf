import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import fc from 'fast-check';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseUnusedEvidence } from '../../src/modules/disputes/index.ts';
import { eraseFiles, holdFiles } from '../../src/modules/files/index.ts';
import type { RecordActivity } from '../../src/platform/activity.ts';
import { createLogger } from '../../src/platform/log.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import { type Database, withTransaction } from '../../src/platform/transaction.ts';
import { askBank } from '../harness/bankBook.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { compareThreeBooks } from '../harness/threeBooks.ts';
import { until } from '../harness/until.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

const DAY_S = 86_400;

let whole: WholeServer;
let stripe: Stripe;

beforeAll(async () => {
  whole = await startWholeServer();
  stripe = stripeClient(whole);
});
afterAll(() => whole.close());

const pay = (token: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 4990,
    currency: 'eur',
    payment_method: token,
    allowed_payment_method_types: ['card'],
    payment_method_options: { card: { moto: true } },
    confirm: true,
    ...more,
  });

async function disputed(token: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const intent = await pay(token, more);
  const { data } = await stripe.disputes.list({ payment_intent: intent.id });
  if (data[0] === undefined) throw new Error('There is no dispute.');
  return { intent, dispute: data[0] };
}

const passSeconds = (seconds: number) =>
  askBank(whole.bank, '/control/clock', { method: 'POST', body: JSON.stringify({ advance_seconds: seconds }) });

const status = async ({ id }: Stripe.Dispute) => (await stripe.disputes.retrieve(id)).status;

const told = async ({ id }: { id: string }): Promise<string[]> => {
  const { data } = await stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => (object as { id: string }).id === id)
    .map(({ type }) => type)
    .reverse();
};

/** How the terminal's page of a payment tells of it. */
async function shown({ id }: { id: string }) {
  const answer = await fetch(`${whole.base}/guichet/v1/payments/${id}`, { headers: { authorization: `Bearer ${whole.key}` } });
  const { payment, timeline } = (await answer.json()) as PaymentDetail;
  return { status: payment.dispute?.status, timeline: timeline.map(({ type }) => type) };
}

async function expectAgreement(): Promise<void> {
  const { differences, lines } = await compareThreeBooks({
    api: { base: whole.base, key: whole.key },
    bank: whole.bank,
    database: whole.database.ownerPool,
  });
  expect(differences).toEqual([]);
  expect(lines).toBeGreaterThan(0);
}

const total = async () => {
  const { available, pending } = await stripe.balance.retrieve();
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
};

const OPENED = ['charge.dispute.created', 'charge.dispute.funds_withdrawn'];

describe('a dispute', () => {
  it('is there as soon as it is asked for, takes the money and a fee, and forbids refunds', async () => {
    const { intent, dispute } = await disputed('pm_card_createDispute');
    const { lastResponse: _, ...read } = await stripe.disputes.retrieve(dispute.id);
    expect(read).toMatchObject({
      object: 'dispute',
      amount: 4990,
      currency: 'eur',
      charge: intent.latest_charge,
      payment_intent: intent.id,
      status: 'needs_response',
      reason: 'fraudulent',
      network_reason_code: '10.4',
      is_charge_refundable: false,
      payment_method_details: { type: 'card', card: { brand: 'visa', case_type: 'chargeback', network_reason_code: '10.4' } },
      evidence_details: { due_by: expect.any(Number), has_evidence: false, past_due: false, submission_count: 0 },
      balance_transactions: [
        { type: 'adjustment', reporting_category: 'dispute', amount: -4990, fee: 1500, net: -6490, source: dispute.id },
      ],
    });
    const { data } = await stripe.disputes.list({ charge: intent.latest_charge as string });
    expect(data).toEqual([read]);
    expect(await stripe.charges.retrieve(intent.latest_charge as string)).toMatchObject({ disputed: true, amount_refunded: 0 });
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({ statusCode: 400, code: 'charge_disputed' });
    expect(await told(dispute)).toEqual(OPENED);
    const expanded = await stripe.disputes.retrieve(dispute.id, { expand: ['charge', 'payment_intent'] });
    expect(expanded).toMatchObject({ charge: { id: intent.latest_charge }, payment_intent: { id: intent.id } });
    await expectAgreement();
  });

  it('that is won brings the money back and not the fee, and allows refunds again', async () => {
    const { intent, dispute } = await disputed('pm_card_createDisputeProductNotReceived');
    expect(dispute.reason).toBe('product_not_received');
    const before = await total();
    const answered = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect(answered).toMatchObject({ status: 'under_review', evidence_details: { submission_count: 1, has_evidence: true } });
    await passSeconds(1);
    await expect.poll(() => status(dispute)).toBe('won');
    expect((await total()) - before).toBe(4990);
    const { balance_transactions: movements } = await stripe.disputes.retrieve(dispute.id);
    expect(movements.map(({ amount, fee }) => [amount, fee])).toEqual([
      [-4990, 1500],
      [4990, 0],
    ]);
    expect(await told(dispute)).toEqual([...OPENED, 'charge.dispute.updated', 'charge.dispute.closed', 'charge.dispute.funds_reinstated']);
    await expectAgreement();
    expect((await stripe.refunds.create({ payment_intent: intent.id })).status).toBe('succeeded');
    await expectAgreement();
  });

  it('that is lost leaves everything as it was', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    const before = await total();
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'losing_evidence' } });
    await passSeconds(1);
    await expect.poll(() => status(dispute)).toBe('lost');
    expect((await total()) - before).toBe(0);
    expect((await told(dispute)).at(-1)).toBe('charge.dispute.closed');
  });

  it('that nobody answers in time is lost', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    await passSeconds(9 * DAY_S);
    await expect.poll(() => status(dispute)).toBe('lost');
    await expect(stripe.disputes.close(dispute.id)).rejects.toMatchObject({ code: 'dispute_unexpected_state' });
  });

  it('is about what was not refunded', async () => {
    const intent = await pay('pm_card_createDispute', { capture_method: 'manual' });
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 4000 });
    const { data } = await stripe.disputes.list({ payment_intent: intent.id });
    expect(data[0]?.amount).toBe(4000);
  });

  it('is drafted, handed in once with its files, and closed to changes then', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 7)]);
    const file = await stripe.files.create({
      purpose: 'dispute_evidence',
      file: { data: bytes, name: 'reçu "42".pdf', type: 'application/octet-stream' },
    });
    expect(file).toMatchObject({ object: 'file', purpose: 'dispute_evidence', type: 'pdf', size: bytes.length, filename: 'reçu 42.pdf' });
    const drafted = await stripe.disputes.update(dispute.id, {
      evidence: { receipt: file.id, customer_name: 'Ada', product_description: 'A book' },
      metadata: { case: '7' },
      submit: false,
    });
    expect(drafted).toMatchObject({ status: 'needs_response', evidence: { receipt: file.id }, evidence_details: { has_evidence: true } });
    expect(
      (await stripe.disputes.update(dispute.id, { evidence: { customer_name: '' }, submit: false })).evidence.customer_name,
    ).toBeNull();
    expect((await stripe.disputes.update(dispute.id, { submit: true })).status).toBe('under_review');
    for (const change of [{ evidence: { customer_name: 'B' }, submit: false }, { submit: true }]) {
      await expect(stripe.disputes.update(dispute.id, change)).rejects.toMatchObject({ statusCode: 400, code: 'dispute_unexpected_state' });
    }
    expect((await stripe.disputes.update(dispute.id, { metadata: { case: '8' } })).metadata).toEqual({ case: '8' });
    await passSeconds(3 * DAY_S);
    await expect.poll(() => status(dispute)).toBe('lost');
    await expectAgreement();
  });

  it('that is accepted is lost at once', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    expect((await stripe.disputes.close(dispute.id)).status).toBe('lost');
    expect(await told(dispute)).toEqual([...OPENED, 'charge.dispute.closed']);
    await expect(stripe.disputes.close(dispute.id)).rejects.toMatchObject({ code: 'dispute_unexpected_state' });
  });

  it.each(['cut_after', 'error_500_before'])('is answered once although the answer was lost (%s)', async (kind) => {
    const { dispute } = await disputed('pm_card_createDispute');
    await askBank(whole.bank, '/control/faults', { method: 'POST', body: JSON.stringify({ kind, operation: 'evidence' }) });
    const answer = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'losing_evidence' } }).then(
      ({ status: now }) => now,
      ({ code }) => code,
    );
    expect(answer).toBe(kind === 'cut_after' ? 'under_review' : 'processing_error');
    if (kind !== 'cut_after') {
      expect(await status(dispute)).toBe('needs_response');
      expect((await stripe.disputes.update(dispute.id, { submit: true })).status).toBe('under_review');
    }
    await passSeconds(1);
    await expect.poll(() => status(dispute)).toBe('lost');
  });
});

describe('an inquiry', () => {
  it('takes nothing, leaves refunds possible, and is closed by a good answer', async () => {
    const { intent, dispute } = await disputed('pm_card_createDisputeInquiry');
    expect(dispute).toMatchObject({ status: 'warning_needs_response', is_charge_refundable: true, balance_transactions: [] });
    expect(await shown(intent)).toEqual({ status: 'warning_needs_response', timeline: ['created', 'approved', 'inquiry_opened'] });
    expect((await stripe.refunds.create({ payment_intent: intent.id, amount: 990 })).status).toBe('succeeded');
    const answered = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect(answered.status).toBe('warning_under_review');
    await passSeconds(1);
    await expect.poll(() => status(dispute)).toBe('warning_closed');
    await expectAgreement();
  });

  it('becomes a dispute about the rest, which is answered anew', async () => {
    const { intent, dispute } = await disputed('pm_card_createDisputeInquiry');
    await stripe.refunds.create({ payment_intent: intent.id, amount: 990 });
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
    await passSeconds(1);
    await expect.poll(() => status(dispute)).toBe('needs_response');
    expect((await stripe.disputes.retrieve(dispute.id)).amount).toBe(4000);
    expect(await shown(intent)).toEqual({
      status: 'needs_response',
      timeline: ['created', 'approved', 'inquiry_opened', 'refunded', 'evidence_submitted', 'disputed'],
    });
    await expectAgreement();
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } });
    await passSeconds(1);
    await expect.poll(() => status(dispute)).toBe('won');
    await expectAgreement();
  });
});

it('an early warning of fraud says whether something can still be done', async () => {
  const intent = await pay('pm_card_createIssuerFraudRecord');
  const warnings = async () => (await stripe.radar.earlyFraudWarnings.list({ payment_intent: intent.id })).data;
  await expect.poll(async () => (await warnings()).length).toBe(1);
  const [warning] = await warnings();
  const fraud = { object: 'radar.early_fraud_warning', fraud_type: 'unauthorized_use_of_card', charge: intent.latest_charge };
  expect(warning).toMatchObject({ ...fraud, actionable: true });
  await stripe.refunds.create({ payment_intent: intent.id });
  expect(await stripe.radar.earlyFraudWarnings.retrieve(warning?.id ?? '')).toMatchObject({ ...fraud, actionable: false });
  expect(await told({ id: warning?.id ?? '' })).toEqual(['radar.early_fraud_warning.created']);
});

describe('a file', () => {
  const png = Buffer.from('89504e470d0a1a0a00000000', 'hex');

  it('comes out as it went in, as a download that nothing runs', async () => {
    const file = await stripe.files.create({ purpose: 'business_logo', file: { data: png, name: '<script>.png', type: 'text/html' } });
    const response = await fetch(file.url ?? '', { headers: { authorization: `Bearer ${whole.key}` } });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="file.png"; filename*=UTF-8\'\'%3Cscript%3E.png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await fetch(file.url ?? '')).status).toBe(401);
    const { data } = await stripe.files.list({ purpose: 'business_logo' });
    expect(data.map(({ id }) => id)).toEqual([file.id]);
    expect(await stripe.files.retrieve(file.id)).toMatchObject({ id: file.id, size: png.length });
  });

  it.each([
    ['a page in a PNG’s clothes', Buffer.from('<!doctype html>'), 'file_type_invalid', 400],
    ['nothing', Buffer.alloc(0), 'parameter_invalid_empty', 400],
    ['too much evidence', Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), 'file_too_large', 413],
    ['more than any file may be', Buffer.concat([png, Buffer.alloc(17 * 1024 * 1024)]), 'file_too_large', 413],
  ])('of %s is refused', async (_what, data, code, statusCode) => {
    const made = stripe.files.create({ purpose: 'dispute_evidence', file: { data, name: 'x.png', type: 'image/png' } });
    await expect(made).rejects.toMatchObject({ code, statusCode });
  });

  it('is sent once under a key, and evidence names only files that are there', async () => {
    const upload = (data: Buffer) =>
      stripe.files.create(
        { purpose: 'identity_document', file: { data, name: 'x.png', type: 'image/png' } },
        { idempotencyKey: 'upload-1' },
      );
    const [first, again] = [await upload(png), await upload(png)];
    expect(again.id).toBe(first.id);
    await expect(upload(Buffer.concat([png, png]))).rejects.toMatchObject({ code: 'idempotency_error' });
    const { dispute } = await disputed('pm_card_createDispute');
    for (const [receipt, code] of [
      ['file_none', 'resource_missing'],
      [first.id, 'parameter_invalid'],
    ] as const) {
      await expect(stripe.disputes.update(dispute.id, { evidence: { receipt } })).rejects.toMatchObject({
        code,
        param: 'evidence[receipt]',
      });
    }
    await expect(stripe.disputes.update(dispute.id, { submit: true })).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'evidence',
    });
  });
});

describe('evidence that no dispute encloses', () => {
  const DAY_MS = DAY_S * 1000;
  const upload = (purpose: 'dispute_evidence' | 'business_logo') =>
    stripe.files.create({ purpose, file: { data: Buffer.from('89504e470d0a1a0a00000000', 'hex'), name: 'Ada.png', type: 'image/png' } });
  const isErased = async ({ id }: { id: string }) => (await stripe.files.retrieve(id)).filename === null;
  const recorded: unknown[] = [];
  const recordActivity: RecordActivity = async (_tx, { actor }, { action, target }) => void recorded.push([actor.kind, action, target]);
  let database: Database;

  beforeAll(() => {
    database = openDatabase(whole.database.serverPool);
  });
  afterAll(() => database.close());

  const eraseAfter = (days: number): Promise<number> =>
    eraseUnusedEvidence(
      { database, recordActivity, log: createLogger('error', { write: () => {} }) },
      new Date(Date.now() + days * DAY_MS),
    );

  it('is erased after 90 days, and no other file, and can be enclosed no more', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    const [enclosed, unused, logo] = await Promise.all([upload('dispute_evidence'), upload('dispute_evidence'), upload('business_logo')]);
    await stripe.disputes.update(dispute.id, { evidence: { receipt: enclosed.id }, submit: false });
    expect(await eraseAfter(89)).toBe(0);
    expect(await eraseAfter(91)).toBe(1);
    expect(await eraseAfter(91)).toBe(0);
    expect(recorded).toEqual([['system', 'file.erase', unused.id]]);
    expect(await Promise.all([enclosed, unused, logo].map(isErased))).toEqual([false, true, false]);
    await expect(stripe.disputes.update(dispute.id, { evidence: { receipt: unused.id } })).rejects.toMatchObject({
      code: 'parameter_invalid',
      param: 'evidence[receipt]',
    });
  });

  const tenantOf = async ({ id }: { id: string }): Promise<number> => {
    const [row] = await runSql<{ tenant_id: number }>(whole.database.ownerPool, `SELECT tenant_id FROM files WHERE id = '${id}'`);
    return row?.tenant_id ?? 0;
  };

  it('is not erased while somebody is about to enclose it, and is kept then', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    const file = await upload('dispute_evidence');
    const tenantId = await tenantOf(file);
    await withTransaction(database, async (tx) => {
      await holdFiles(tx, tenantId, [file.id]);
      expect(await eraseAfter(91)).toBe(0);
    });
    await stripe.disputes.update(dispute.id, { evidence: { receipt: file.id }, submit: false });
    expect(await eraseAfter(91)).toBe(0);
    expect(await isErased(file)).toBe(false);
  });

  it('that is being erased is waited for, and not enclosed', async () => {
    const { dispute } = await disputed('pm_card_createDispute');
    const file = await upload('dispute_evidence');
    const tenantId = await tenantOf(file);
    let enclosing: Promise<unknown> = Promise.resolve();
    await withTransaction(database, async (tx) => {
      await eraseFiles(tx, tenantId, [file.id], new Date());
      enclosing = stripe.disputes.update(dispute.id, { evidence: { receipt: file.id }, submit: false }).catch((error: unknown) => error);
      const waiting =
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%FROM files%'";
      await until(async () => (await runSql(whole.database.adminPool, waiting)).length > 0);
    });
    expect(await enclosing).toMatchObject({ code: 'parameter_invalid', param: 'evidence[receipt]' });
    expect((await stripe.disputes.retrieve(dispute.id)).evidence.receipt).toBeNull();
  });
});

const SEED = 20_261_122;

/** A payment, what is given back of it, and how its payer's dispute is answered if there is one. */
const payment = fc.record({
  token: fc.constantFrom(
    ...(['visa', 'createDispute', 'createDisputeInquiry', 'createDisputeProductNotReceived', 'refundFail', 'pendingRefund'] as const),
  ),
  amount: fc.integer({ min: 100, max: 90_000 }),
  currency: fc.constantFrom('eur', 'usd'),
  refundPercents: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
  answer: fc.constantFrom('winning_evidence', 'losing_evidence', 'escalate_inquiry_evidence', 'a letter', 'accept', 'nothing'),
});

const orRefused = <T>(call: Promise<T>): Promise<T | null> =>
  call.catch((error: unknown) => {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return null;
    throw error;
  });

it('the three books agree after any history of refunds, late failures and disputes', { timeout: 120_000 }, async () => {
  const [history = []] = fc.sample(fc.array(payment, { minLength: 14, maxLength: 14 }), { seed: SEED, numRuns: 1 });
  for (const { token, amount, currency, refundPercents, answer } of history) {
    const intent = await pay(`pm_card_${token}`, { amount, currency });
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    for (const percent of refundPercents)
      await orRefused(stripe.refunds.create({ payment_intent: intent.id, amount: Math.ceil((amount * percent) / 100) }));
    if (dispute === undefined || answer === 'nothing') continue;
    if (answer === 'accept') await stripe.disputes.close(dispute.id);
    else await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: answer } });
  }
  for (const seconds of [3, 4 * DAY_S, 10 * DAY_S]) {
    await passSeconds(seconds);
    const differences = async () =>
      (await compareThreeBooks({ api: { base: whole.base, key: whole.key }, bank: whole.bank, database: whole.database.ownerPool }))
        .differences;
    await expect.poll(differences, { timeout: 30_000, interval: 500 }).toEqual([]);
  }
  const { data } = await stripe.disputes.list({ limit: 100 });
  expect(data.filter(({ status: now }) => !['won', 'lost', 'warning_closed'].includes(now))).toEqual([]);
});

// The bank keeps debits in a book of their own, so this comes after the comparisons.
it('a settled debit that comes back is a dispute that is lost at once', { timeout: 30_000 }, async () => {
  const intent = await stripe.paymentIntents.create({
    ...{ amount: 4990, currency: 'eur', confirm: true, allowed_payment_method_types: ['sepa_debit'] },
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE35370400440532013002' },
      billing_details: { name: 'Ada', email: 'ada@example.com' },
    },
    mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
  });
  const disputes = async () => (await stripe.disputes.list({ payment_intent: intent.id })).data;
  await passSeconds(2);
  await expect.poll(async () => (await disputes()).length, { timeout: 15_000 }).toBe(1);
  const [dispute] = await disputes();
  expect(dispute).toMatchObject({ status: 'lost', amount: 4990, reason: 'debit_not_authorized', network_reason_code: 'MD01' });
  expect(dispute?.payment_method_details).toBeUndefined();
  expect(dispute?.balance_transactions).toMatchObject([{ amount: -4990, fee: 1500 }]);
  expect(await told({ id: dispute?.id ?? '' })).toEqual([...OPENED, 'charge.dispute.closed']);
  await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({ code: 'charge_disputed' });
  expect(await shown(intent)).toEqual({ status: 'lost', timeline: ['created', 'debit_taken_in', 'debit_paid', 'disputed'] });
});

it('left no error in the log', () => {
  expect(whole.errors).toEqual([]);
});

describe('a notice of a dispute', () => {
  /** Puts a notice where those that were taken over wait, behind all that the bank has told. Answers its number. */
  async function tell(intent: string, kind: string, data: object): Promise<string> {
    const [row] = await runSql<{ sequence: string }>(
      whole.database.ownerPool,
      `INSERT INTO provider_notices (tenant_id, provider, sequence, kind, reference, data, at, received, due)
       SELECT tenant_id, connector, 1000000 + (SELECT count(*) FROM provider_notices), '${kind}', authorisation, '${JSON.stringify(data)}', now(), now(), now()
       FROM charges WHERE payment_intent_id = '${intent}' RETURNING sequence::text`,
    );
    return row?.sequence ?? '';
  }

  const stateOf = async (sequence: string) => {
    const sql = `SELECT applied IS NOT NULL AS applied, refused FROM provider_notices WHERE sequence = ${sequence}`;
    return (await runSql<{ applied: boolean; refused: string | null }>(whole.database.ownerPool, sql))[0];
  };
  const done = (sequence: string) => expect.poll(async () => (await stateOf(sequence))?.applied).toBe(true);
  const opening = (dispute: string, more: object = {}) => ({
    ...{ dispute, reason: 'fraudulent', network_reason_code: '10.4', amount: 4990, currency: 'eur', due_by: null, inquiry: false },
    ...more,
  });
  const disputesOf = async (intent: string) => (await stripe.disputes.list({ payment_intent: intent })).data;
  const noted = async (intent: string) =>
    (
      await runSql<{ disputed: string }>(
        whole.database.ownerPool,
        `SELECT disputed_amount::text AS disputed FROM charges WHERE payment_intent_id = '${intent}'`,
      )
    )[0]?.disputed;

  it.each([
    ['eur', 6490, 4990 + 600],
    ['gbp', null, 4990 + 600],
  ])('for more than was taken books all of it, and gives all of it back when it is won (%s)', async (currency, withFee, amount) => {
    const { id } = await pay('pm_card_visa', { currency });
    const before = await total();
    await done(await tell(id, 'dispute.opened', opening(`more_${currency}`, { amount, currency })));
    const [dispute] = await disputesOf(id);
    expect(dispute).toMatchObject({ amount, currency, status: 'needs_response' });
    if (withFee !== null) expect((await total()) - before).toBe(-(withFee + 600));
    // Converted on the day of the sale, what is beyond the sale costs what it costs, and is neither gain nor loss.
    const sql = `SELECT 1 FROM postings WHERE debit_account = 'conversion_loss' OR credit_account = 'conversion_gain'`;
    expect(await runSql(whole.database.ownerPool, sql)).toEqual([]);
    expect(await noted(id)).toBe('4990');
    await expect(stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({ code: 'charge_disputed' });
    const closing = await tell(id, 'dispute.closed', { dispute: `more_${currency}`, outcome: 'won' });
    await done(closing);
    expect((await disputesOf(id))[0]).toMatchObject({ status: 'won' });
    if (withFee !== null) expect((await total()) - before).toBe(-1500);
    expect(await noted(id)).toBe('0');
    expect((await stripe.refunds.create({ payment_intent: id })).status).toBe('succeeded');
  });

  it('two of which take more than there is leaves the second standing when the first is won', async () => {
    const { id } = await pay('pm_card_visa');
    await done(await tell(id, 'dispute.opened', opening('first', { amount: 3000 })));
    await done(await tell(id, 'dispute.opened', opening('second', { amount: 3000 })));
    expect(await noted(id)).toBe('4990');
    await done(await tell(id, 'dispute.closed', { dispute: 'first', outcome: 'won' }));
    expect(await noted(id)).toBe('3000');
  });

  it.each([
    ['another currency', { amount: 300, currency: 'usd' }, 'the currency usd'],
    ['a currency that nobody knows', { currency: 'zzz' }, 'the currency zzz'],
    ['an amount that is none', { amount: 0 }, 'amount too_small'],
  ])('in %s is put aside with the reason, books nothing and holds up no other', async (what, more, reason) => {
    const { id } = await pay('pm_card_visa');
    const [before, logged] = [await total(), whole.errors.length];
    const wrong = await tell(id, 'dispute.opened', opening(`wrong ${what}`, more));
    const following = await tell(id, 'dispute.closed', { dispute: `wrong ${what}`, outcome: 'lost' });
    const right = await tell(id, 'dispute.opened', opening(`right ${what}`));
    await done(right);
    expect(await stateOf(wrong)).toEqual({ applied: true, refused: expect.stringContaining(reason) });
    expect(await stateOf(right)).toEqual({ applied: true, refused: null });
    expect((await stateOf(following))?.refused).toContain('was refused');
    expect(await disputesOf(id)).toMatchObject([{ amount: 4990, currency: 'eur' }]);
    expect((await total()) - before).toBe(-6490);
    expect(whole.errors.slice(logged).join()).toContain(reason);
  });
});
