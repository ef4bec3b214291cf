import type { ApprovalLimitsView, ApprovalsToDecideView, ApprovalView, PaidOutTo } from '@guichet/contract/approvalViews.ts';
import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askBank } from '../harness/bankBook.ts';
import { asBrowser, newMember } from '../harness/newMember.ts';
import { signIn } from '../harness/signIn.ts';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

type Headers = Readonly<Record<string, string>>;
type Answer = Record<string, never> & {
  id: string;
  amount: number;
  status: string;
  error?: { code: string; message: string; approval?: string };
};

let whole: WholeServer;
let odile: Headers;
let marc: Headers;
let nina: Headers;
let cara: Headers;

const ask = <T = Answer>(by: Headers, path: string, body?: object) => asBrowser<T>(whole.base, by, path, body && { body });
const form = async (by: Headers, path: string, fields: Record<string, string>) => {
  const headers = { ...by, 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(whole.base + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  return { status: response.status, body: (await response.json()) as Answer };
};
const sale = async (amount = 50_000, currency = 'eur'): Promise<string> => {
  const paid = await form(odile, '/v1/payment_intents', {
    amount: String(amount),
    currency,
    payment_method: 'pm_card_visa',
    confirm: 'true',
  });
  expect(paid.body.status).toBe('succeeded');
  return paid.body.id;
};
/** One of 120 euros whose refunds come back from the payer's bank. */
const failingSale = async (): Promise<string> => {
  const sold = { amount: '12000', currency: 'eur', payment_method: 'pm_card_refundFail', confirm: 'true' };
  return (await form(odile, '/v1/payment_intents', sold)).body.id;
};
const refund = (by: Headers, payment: string, more: Record<string, string> = {}) =>
  form(by, '/v1/refunds', { payment_intent: payment, ...more });
const limits = async (change: object) => {
  const changed = await ask<ApprovalLimitsView>(odile, '/guichet/v1/approval_limits', change);
  expect(changed.status).toBe(200);
  return changed.body;
};
const approval = async (id: string, by = odile) => (await ask<ApprovalView>(by, `/guichet/v1/approvals/${id}`)).body;
const decide = (by: Headers, id: string, what: 'approve' | 'decline' | 'withdraw', body: object = {}) =>
  ask<ApprovalView & { error?: { code: string } }>(by, `/guichet/v1/approvals/${id}/${what}`, body);
const refundsOf = async (payment: string) =>
  (await ask<{ data: Answer[] }>(odile, `/v1/refunds?payment_intent=${payment}`)).body.data as unknown as { id: string; amount: number }[];

/** Asks for what is above the limit: the approval that waits for it. */
async function waiting(asked: Promise<{ status: number; body: Answer }>): Promise<string> {
  const { status, body } = await asked;
  expect([status, body.error?.code]).toEqual([403, 'approval_required']);
  return body.error?.approval ?? '';
}

beforeAll(async () => {
  whole = await startWholeServer();
  odile = await signIn(whole);
  marc = await newMember(whole, odile, 'Marc', 'manager');
  nina = await newMember(whole, odile, 'Nina', 'manager');
  cara = await newMember(whole, odile, 'Cara', 'cashier');
  await limits({ refund: 10_000, record: 20_000, payout: 5_000 });
}, 120_000);
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
});

describe('a refund above the limit', () => {
  it('waits, and nothing else is written', async () => {
    const payment = await sale();
    expect((await refund(marc, payment, { amount: '10000' })).status).toBe(200);
    const other = await sale();
    const id = await waiting(refund(marc, other, { amount: '10001', reason: 'requested_by_customer' }));
    expect(id).toMatch(/^appr_/);
    expect(await refundsOf(other)).toEqual([]);
    expect(await approval(id)).toMatchObject({
      ...{ kind: 'refund', status: 'waiting', amount: 10_001, currency: 'eur', payment_intent: other, reason: 'requested_by_customer' },
      ...{ asked_by: { name: 'Marc' }, own: false, decided_by: null, result: null },
    });
    const { approvers } = await approval(id);
    expect(approvers.map(({ name }) => name).sort()).toEqual(['Nina', 'Odile Martin']);
  });

  it('cannot be had in parts, nor in another currency', async () => {
    const payment = await sale();
    expect((await refund(marc, payment, { amount: '6000' })).status).toBe(200);
    await waiting(refund(marc, payment, { amount: '4001' }));
    expect((await refund(marc, payment, { amount: '4000' })).status).toBe(200);
    // A yen is worth less than a hundredth of a euro, and a pound more than a euro.
    expect((await refund(marc, await sale(10_001, 'jpy'))).status).toBe(200);
    await waiting(refund(marc, await sale(10_000, 'gbp')));
  });

  it('is carried out once it is approved, and both stand with it', async () => {
    const payment = await sale();
    const id = await waiting(refund(marc, payment, { 'metadata[ticket]': '7' }));
    const { status, body } = await decide(nina, id, 'approve');
    expect([status, body.status, body.decided_by?.name]).toEqual([200, 'approved', 'Nina']);
    const made = await ask<{ amount: number; status: string; metadata: object }>(odile, `/v1/refunds/${body.result}`);
    expect(made.body).toMatchObject({ amount: 50_000, status: 'succeeded', metadata: { ticket: '7' } });
    const { approved } = (await ask<PaymentDetail>(odile, `/guichet/v1/payments/${payment}`)).body;
    expect(approved).toMatchObject([{ result: body.result, approval: id, asked_by: { name: 'Marc' }, approved_by: { name: 'Nina' } }]);
    const lines = await ask<{ data: { action: string; actor: { name: string } }[] }>(odile, `/guichet/v1/activity?target=${id}`);
    expect(lines.body.data.map(({ action, actor }) => `${action} ${actor.name}`)).toEqual([
      'approval.approve Nina',
      'approval.create Marc',
    ]);
    const line = await ask<{ data: object[] }>(odile, `/guichet/v1/activity?target=${body.result}`);
    expect(line.body.data).toMatchObject([{ action: 'refund.create', actor: { name: 'Marc' }, details: { approval: id } }]);
  });

  it('is nobody’s to approve or decline who asked for it, and theirs alone to withdraw', async () => {
    const payment = await sale();
    const id = await waiting(refund(odile, payment));
    for (const what of ['approve', 'decline'] as const) expect((await decide(odile, id, what)).status).toBe(403);
    expect((await decide(marc, id, 'withdraw')).body.error?.code).toBe('forbidden');
    expect((await decide(odile, id, 'withdraw')).body.status).toBe('withdrawn');
    expect((await decide(marc, id, 'approve')).body.error?.code).toBe('approval_unexpected_state');
    expect(await refundsOf(payment)).toEqual([]);
  });

  it('waits as well when a key asks, and not for who made the key', async () => {
    const made = await ask<{ secret: string }>(odile, '/guichet/v1/api_keys', { name: 'till' });
    const key = { authorization: `Bearer ${made.body.secret}` };
    const payment = await sale();
    const id = await waiting(refund(key, payment));
    expect((await decide(odile, id, 'approve')).status).toBe(403);
    expect((await decide(key, id, 'approve')).status).toBe(403);
    expect((await decide(marc, id, 'approve')).body.status).toBe('approved');
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  it('is declined with a word, and stays undone', async () => {
    const payment = await sale();
    const id = await waiting(refund(marc, payment));
    expect((await decide(nina, id, 'decline', { note: 'Ask the customer first.' })).body).toMatchObject({
      status: 'declined',
      note: 'Ask the customer first.',
    });
    expect((await decide(odile, id, 'approve')).body.error?.code).toBe('approval_unexpected_state');
    expect(await refundsOf(payment)).toEqual([]);
  });

  it('that cannot be carried out any more is closed with the reason', async () => {
    const payment = await sale(15_000);
    const [one, two] = [await waiting(refund(marc, payment)), await waiting(refund(marc, payment))];
    expect((await decide(nina, one, 'approve')).body.status).toBe('approved');
    expect((await decide(nina, two, 'approve')).body).toMatchObject({ status: 'failed', failure: { code: 'charge_already_refunded' } });
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  it('of all that was left gives back what was shown, also when more is left by then', async () => {
    const payment = await failingSale();
    const first = await refund(marc, payment, { amount: '9000' });
    const [id, old] = [await waiting(refund(marc, payment)), await waiting(refund(marc, payment))];
    expect((await approval(id)).amount).toBe(3_000);
    // As one was kept that did not say its amount.
    await runSql(whole.database.ownerPool, `UPDATE approvals SET request = request - 'amount' WHERE id = '${old}'`);
    await askBank(whole.bank, '/control/clock', { method: 'POST', body: JSON.stringify({ advance_seconds: 3 }) });
    await until(async () => (await ask(odile, `/v1/refunds/${first.body.id}`)).body.status === 'failed');
    expect((await decide(nina, old, 'approve')).body).toMatchObject({
      status: 'failed',
      failure: { code: 'approval_unexpected_state', message: expect.stringContaining('€120.00') },
    });
    const { body } = await decide(nina, id, 'approve');
    expect([body.status, body.result]).toEqual(['approved', expect.stringMatching(/^re_/)]);
    expect((await refundsOf(payment)).map(({ amount }) => amount)).toEqual([3_000, 9_000]);
  });

  it('is not carried out for who may not do it any more', async () => {
    const leaves = await newMember(whole, odile, 'Leo', 'manager');
    const payment = await sale();
    const id = await waiting(refund(leaves, payment));
    const { asked_by: leo } = await approval(id);
    expect((await ask(odile, `/guichet/v1/members/${leo.id}`, { role: 'cashier' })).status).toBe(200);
    expect((await decide(nina, id, 'approve')).body).toMatchObject({ status: 'failed', failure: { code: 'forbidden' } });
    expect(await refundsOf(payment)).toEqual([]);
  });
});

describe('however often somebody presses', () => {
  it('the same request waits once, and is answered alike', async () => {
    const payment = await sale();
    const keyed = { ...marc, 'idempotency-key': `ask-${payment}` };
    const answers = await Promise.all([1, 2, 3].map(() => waiting(refund(keyed, payment))));
    expect(new Set(answers).size).toBe(1);
    const listed = await ask<{ data: ApprovalView[] }>(odile, `/guichet/v1/approvals?subject=${payment}`);
    expect(listed.body.data).toHaveLength(1);
  });

  it('two who approve at once do it once', async () => {
    const payment = await sale();
    const id = await waiting(refund(marc, payment));
    const answers = await Promise.all([decide(odile, id, 'approve'), decide(nina, id, 'approve')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(answers.map(({ body }) => body.error?.code ?? body.status).sort()).toEqual(['approval_unexpected_state', 'approved']);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  it('one who presses four times at once does it once, with a key and without', async () => {
    for (const headers of [nina, { ...nina, 'idempotency-key': 'four times' }]) {
      const payment = await sale();
      const id = await waiting(refund(marc, payment));
      const answers = await Promise.all([1, 2, 3, 4].map(() => decide(headers, id, 'approve')));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(answers[0]?.body.status).toBe('approved');
      expect(await refundsOf(payment)).toHaveLength(1);
    }
  });

  it('who approves and who withdraws at once leave one end', async () => {
    const payment = await sale();
    const id = await waiting(refund(marc, payment));
    await Promise.all([decide(nina, id, 'approve'), decide(marc, id, 'withdraw')]);
    const { status } = await approval(id);
    expect(await refundsOf(payment)).toHaveLength(status === 'approved' ? 1 : 0);
    expect(['approved', 'withdrawn']).toContain(status);
  });
});

describe('cash', () => {
  const record = (by: Headers, amount: number, more: object = {}) =>
    ask(by, '/guichet/v1/payment_records', { amount, currency: 'eur', method: 'cash', ...more });

  it('above the limit is recorded once somebody has approved it', async () => {
    expect((await record(cara, 20_000)).status).toBe(200);
    const id = await waiting(record(cara, 20_001, { description: 'Wedding' }));
    // A cashier sees what they asked for, and no more.
    expect(await approval(id, cara)).toMatchObject({ own: true, kind: 'record', description: 'Wedding' });
    const seen = await ask<{ data: ApprovalView[] }>(cara, '/guichet/v1/approvals?limit=100');
    expect(seen.body.data.map((each) => each.id)).toEqual([id]);
    expect((await decide(cara, id, 'approve')).status).toBe(403);
    const { body } = await decide(marc, id, 'approve');
    expect((await ask<{ amount: number; description: string }>(odile, `/guichet/v1/payment_records/${body.result}`)).body).toMatchObject({
      ...{ amount: 20_001, description: 'Wedding', staff: { name: 'Cara' } },
    });
  });

  it('that is refused anyway does not wait', async () => {
    const lines = [{ name: 'Repair', unit_amount: 25_000, quantity: 1 }];
    const sold = await ask(odile, '/guichet/v1/sales', { currency: 'eur', lines });
    const metadata = { guichet_sale: sold.body.id };
    expect((await record(cara, 25_001, { metadata })).body.error?.code).toBe('amount_too_large');
    const at = String(Math.floor(Date.now() / 1000) - 60);
    const tried = {
      ...{ 'amount_requested[currency]': 'eur', 'amount_requested[value]': '25000', initiated_at: at },
      ...{ 'payment_method_details[type]': 'custom', 'payment_method_details[custom][type]': 'cash' },
      ...{ 'metadata[guichet_sale]': sold.body.id, outcome: 'failed', 'failed[failed_at]': at },
    };
    const failed = await form(marc, '/v1/payment_records/report_payment', tried);
    expect((await ask(odile, `/guichet/v1/sales/${sold.body.id}/cancel`, {})).status).toBe(200);
    expect((await record(cara, 25_000, { metadata })).body.error?.message).toBe('This sale is cancelled.');
    const again = { initiated_at: at, outcome: 'guaranteed', 'guaranteed[guaranteed_at]': at };
    const path = `/v1/payment_records/${failed.body.id}/report_payment_attempt`;
    expect((await form(marc, path, again)).body.error?.message).toBe('This sale is cancelled.');
  });

  it('of one sale counts together, in however many parts', async () => {
    const lines = [{ name: 'Wedding', unit_amount: 30_000, quantity: 1 }];
    const sold = await ask(odile, '/guichet/v1/sales', { currency: 'eur', lines, parts: 3 });
    const metadata = { guichet_sale: sold.body.id };
    expect((await record(cara, 10_000, { metadata })).status).toBe(200);
    // Two at once: neither passes the limit unseen by the other.
    const two = await Promise.all([record(cara, 10_000, { metadata }), record(marc, 10_000, { metadata })]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 403]);
    const id = await waiting(record(cara, 10_000, { metadata }));
    expect(await approval(id)).toMatchObject({ kind: 'record', amount: 10_000 });
    expect((await decide(nina, id, 'approve')).body.status).toBe('approved');
    expect((await ask<{ status: string }>(odile, `/guichet/v1/sales/${sold.body.id}`)).body.status).toBe('paid');
  });

  it('is not given back for the second time under one reference, nor asked for so', async () => {
    const [one, two] = await Promise.all([record(cara, 15_000), record(cara, 15_000)]);
    const at = String(Math.floor(Date.now() / 1000));
    const back = { 'processor_details[type]': 'custom', 'processor_details[custom][refund_reference]': 'slip 7', outcome: 'refunded' };
    const give = (id: string, more: Record<string, string>) =>
      form(marc, `/v1/payment_records/${id}/report_refund`, { ...back, initiated_at: at, 'refunded[refunded_at]': at, ...more });
    expect((await give(one.body.id, { 'amount[value]': '1000', 'amount[currency]': 'eur' })).status).toBe(200);
    expect((await give(two.body.id, {})).body.error).toMatchObject({ param: 'processor_details[custom][refund_reference]' });
  });

  it('waits on each way to record it, and other methods do not', async () => {
    expect((await record(cara, 30_000, { method: 'cheque' })).status).toBe(200);
    const at = String(Math.floor(Date.now() / 1000) - 60);
    const reported = {
      ...{ 'amount_requested[currency]': 'eur', 'amount_requested[value]': '30000', initiated_at: at },
      ...{ 'payment_method_details[type]': 'custom', 'payment_method_details[custom][type]': 'cash' },
    };
    const received = { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': at };
    const whole = await waiting(form(marc, '/v1/payment_records/report_payment', { ...reported, ...received }));
    expect((await decide(nina, whole, 'approve')).body.result).toMatch(/^pr_/);
    const open = await form(marc, '/v1/payment_records/report_payment', reported);
    const path = `/v1/payment_records/${open.body.id}`;
    const later = await waiting(form(marc, `${path}/report_payment_attempt_guaranteed`, { guaranteed_at: at }));
    expect((await decide(nina, later, 'approve')).body).toMatchObject({ status: 'approved', result: open.body.id });
    const back = await waiting(ask(marc, `/guichet/v1/payment_records/${open.body.id}/reverse`, { reason: 'duplicate' }));
    expect(await approval(back)).toMatchObject({ kind: 'refund', amount: 30_000, reason: 'duplicate', payment_record: open.body.id });
    expect((await decide(nina, back, 'approve')).body.status).toBe('approved');
    const record_ = await ask<{ amount_refunded: number }>(odile, `/guichet/v1/payment_records/${open.body.id}`);
    expect(record_.body.amount_refunded).toBe(30_000);
  });
});

it('a payout above the limit waits, and is made when another person agrees', async () => {
  // More than was refunded above, and available at once.
  const sold = { amount: '5000000', currency: 'eur', payment_method: 'pm_card_bypassPending', confirm: 'true' };
  expect((await form(odile, '/v1/payment_intents', sold)).body.status).toBe('succeeded');
  const accounts = await ask<{ data: (PaidOutTo & { id: string })[] }>(odile, '/guichet/v1/bank_accounts?currency=eur');
  const account = accounts.body.data[0];
  const usual = account?.id;
  const id = await waiting(form(odile, '/v1/payouts', { amount: '5001', currency: 'eur', description: 'Rent' }));
  expect(await approval(id, marc)).toMatchObject({ kind: 'payout', amount: 5_001, reason: 'Rent', destination: usual });
  // Who approves payouts need not be somebody who may look at bank accounts, and is told what this one is called, and no more.
  const role = await ask(odile, '/guichet/v1/roles', { name: 'Second eyes', permissions: ['payments.read', 'approvals.write'] });
  const eyes = await newMember(whole, odile, 'Eyes', role.body.id);
  expect((await ask(eyes, '/guichet/v1/bank_accounts')).status).toBe(403);
  const { account_holder_name, country, currency, last4 } = account ?? {};
  expect((await approval(id, eyes)).paid_out_to).toEqual({ account_holder_name, country, currency, last4 });
  // Another account is chosen meanwhile; what was asked for goes where it was shown to go.
  await ask(odile, '/guichet/v1/session/proof', { password: whole.owner.password });
  const other = { currency: 'eur', holder_name: 'Chez Odile', iban: 'FR1420041010050500013M02606', default_for_currency: true };
  expect((await ask(odile, '/guichet/v1/bank_accounts', other)).status).toBe(200);
  const { body } = await decide(marc, id, 'approve');
  expect(body).toMatchObject({ status: 'approved', destination: null, paid_out_to: null });
  const made = await ask<{ amount: number; destination: string }>(odile, `/v1/payouts/${body.result}`);
  expect(made.body).toMatchObject({ amount: 5_001, destination: usual });
  expect((await form(odile, '/v1/payouts', { amount: '100', currency: 'eur' })).status).toBe(200);
});

describe('how many wait', () => {
  const toDecide = async (by: Headers) => (await ask<ApprovalsToDecideView>(by, '/guichet/v1/approvals_to_decide')).body.count;

  it('is told to each who may decide, without what they or a key of theirs asked for, and follows every end', async () => {
    const before = [await toDecide(odile), await toDecide(marc), await toDecide(nina)];
    const more = async () => {
      const now = [await toDecide(odile), await toDecide(marc), await toDecide(nina)];
      return now.map((count, at) => count - (before[at] ?? 0));
    };
    const made = await ask<{ secret: string }>(odile, '/guichet/v1/api_keys', { name: 'second till' });
    const byMarc = await waiting(refund(marc, await sale()));
    const byKey = await waiting(refund({ authorization: `Bearer ${made.body.secret}` }, await sale()));
    const byCashier = await waiting(ask(cara, '/guichet/v1/payment_records', { amount: 20_001, currency: 'eur', method: 'cash' }));
    expect(await more()).toEqual([2, 2, 3]);
    await decide(nina, byMarc, 'approve');
    expect(await more()).toEqual([1, 2, 2]);
    await decide(marc, byKey, 'decline');
    expect(await more()).toEqual([1, 1, 1]);
    // What has expired waits no more, also before it is closed.
    await runSql(whole.database.ownerPool, `UPDATE approvals SET expires = now() WHERE id = '${byCashier}'`);
    expect(await more()).toEqual([0, 0, 0]);
    expect((await ask(cara, '/guichet/v1/approvals_to_decide')).status).toBe(403);
  });
});

describe('limits', () => {
  it('are changed by who runs the place, with a fresh proof, and stand in the log', async () => {
    expect((await ask(marc, '/guichet/v1/approval_limits', { refund: null })).body.error?.code).toBe('forbidden');
    await runSql(whole.database.ownerPool, `UPDATE auth."session" SET "provedAt" = now() - interval '1 hour'`);
    expect((await ask(odile, '/guichet/v1/approval_limits', { refund: 5 })).body.error?.code).toBe('step_up_required');
    await ask(odile, '/guichet/v1/session/proof', { password: whole.owner.password });
    expect(await limits({ refund: 12_000 })).toMatchObject({ refund: 12_000, record: 20_000, currency: 'eur' });
    const lines = await ask<{ data: object[] }>(odile, '/guichet/v1/activity?action=approval_limits.update&limit=1');
    expect(lines.body.data).toMatchObject([{ details: { before: { refund: 10_000 }, after: { refund: 12_000 } } }]);
    await limits({ refund: 10_000 });
  });

  it('come after ceilings: what somebody may not do at all is not asked for', async () => {
    const permissions = ['payments.read', 'refunds.write', 'records.write', 'payments.write'];
    const role = await ask(odile, '/guichet/v1/roles', { name: 'Bounded', permissions, ceilings: { refund: 11_000 } });
    const bounded = await newMember(whole, odile, 'Bounded', role.body.id);
    expect((await refund(bounded, await sale())).body.error?.code).toBe('limit_exceeded');
    await waiting(refund(bounded, await sale(11_000)));
  });
});

it('where no mail is set up nobody is told, and the outbox stays as it was', async () => {
  await waiting(refund(marc, await sale()));
  const messages = await ask<{ data: { kind: string }[] }>(odile, '/guichet/v1/messages?limit=100');
  expect(messages.body.data.filter(({ kind }) => kind === 'approval')).toEqual([]);
});
