import type { WireBalance, WireBalanceTransaction } from '@guichet/contract/wire/balance.ts';
import type { WireCharge } from '@guichet/contract/wire/charge.ts';
import type { WireDispute } from '@guichet/contract/wire/dispute.ts';
import type { WirePayout } from '@guichet/contract/wire/payout.ts';
import type { WireRefund } from '@guichet/contract/wire/refund.ts';
import { type ApiAccess, getFrom, listAll } from '../harness/apiClient.ts';
import { askBank } from '../harness/bankBook.ts';
import { runSql } from '../harness/testDatabase.ts';
import type { WholeServer } from '../harness/wholeServer.ts';

/** Sums by subject, written out so that a difference reads as one. What comes to nothing is left out. */
class Lines {
  readonly #sums = new Map<string, bigint>();

  add(subject: string, currency: string, amount: bigint | number): void {
    const key = `${subject} ${currency}`;
    this.#sums.set(key, (this.#sums.get(key) ?? 0n) + BigInt(amount));
  }

  get written(): Record<string, string> {
    return Object.fromEntries([...this.#sums].filter(([, sum]) => sum !== 0n).map(([key, sum]) => [key, String(sum)]));
  }
}

/** What one side says of all money: what is left of each charge, what was paid out, what providers still owe. */
export interface Account {
  readonly charges: Record<string, string>;
  readonly payouts: Record<string, string>;
  readonly owed: Record<string, string>;
}

const TAKEN_BACK: ReadonlySet<WireDispute['status']> = new Set(['needs_response', 'under_review', 'lost']);

const isGiven = ({ status, balance_transaction: booked }: WireRefund): boolean =>
  status === 'succeeded' || (status === 'pending' && booked !== null);

/** The references by which the bank knows charges. */
async function references(whole: WholeServer): Promise<Map<string, string>> {
  const rows = await runSql<{ id: string; authorisation: string }>(whole.database.ownerPool, 'SELECT id, authorisation FROM charges');
  return new Map(rows.map(({ id, authorisation }) => [authorisation, id]));
}

/** As clients read it. */
export async function toldByApi(whole: WholeServer): Promise<Account> {
  const api: ApiAccess = { base: whole.base, key: whole.key };
  const [charges, payouts, owed] = [new Lines(), new Lines(), new Lines()];
  for (const { id, currency, amount_captured: taken, status } of await listAll<WireCharge>(api, '/v1/charges'))
    charges.add(id, currency, status === 'succeeded' ? taken : 0);
  for (const refund of await listAll<WireRefund>(api, '/v1/refunds'))
    if (isGiven(refund)) charges.add(refund.charge, refund.currency, -refund.amount);
  for (const { charge, currency, amount, status } of await listAll<WireDispute>(api, '/v1/disputes'))
    if (TAKEN_BACK.has(status)) charges.add(charge, currency, -amount);
  for (const { id, currency, amount, status } of await listAll<WirePayout>(api, '/v1/payouts'))
    if (status === 'paid') payouts.add(id, currency, amount);
  const balance = JSON.parse((await getFrom(api, '/v1/balance')).text) as WireBalance;
  for (const { currency, amount } of [...balance.available, ...balance.pending]) owed.add('balance', currency, amount);
  return { charges: charges.written, payouts: payouts.written, owed: owed.written };
}

/** Of the balance's movements alone: what they come to. */
export async function movedByApi(whole: WholeServer): Promise<Record<string, string>> {
  const owed = new Lines();
  for (const { currency, net, amount, fee } of await listAll<WireBalanceTransaction>(whole, '/v1/balance_transactions')) {
    if (net !== amount - fee) throw new Error('A movement whose net is not its amount less its fee.');
    owed.add('balance', currency, net);
  }
  return owed.written;
}

interface Posted {
  readonly charge: string | null;
  readonly payout: string | null;
  readonly account: string;
  readonly currency: string;
  readonly net: string;
}

/** Each posting twice, on its debit account and below zero on its credit account; disputes and refunds count for their charge. */
const POSTED = `SELECT CASE WHEN t.source LIKE 'ch\\_%' THEN t.source ELSE COALESCE(r.charge_id, d.charge_id) END AS charge,
    CASE WHEN t.source LIKE 'po\\_%' THEN t.source END AS payout, legs.account, legs.currency, sum(legs.amount)::text AS net
  FROM ledger_transactions t
  JOIN LATERAL (SELECT debit_account AS account, currency, amount FROM postings p WHERE p.tenant_id = t.tenant_id AND p.transaction_id = t.id
    UNION ALL SELECT credit_account, currency, -amount FROM postings p WHERE p.tenant_id = t.tenant_id AND p.transaction_id = t.id) legs ON true
  LEFT JOIN refunds r ON r.tenant_id = t.tenant_id AND r.id = t.source
  LEFT JOIN disputes d ON d.tenant_id = t.tenant_id AND d.id = t.source
  GROUP BY 1, 2, 3, 4`;

/** By the postings alone. */
export async function posted(whole: WholeServer): Promise<Account & { readonly imbalance: Record<string, string> }> {
  const [charges, payouts, owed, all] = [new Lines(), new Lines(), new Lines(), new Lines()];
  for (const { charge, payout, account, currency, net } of await runSql<Posted & Record<string, unknown>>(
    whole.database.ownerPool,
    POSTED,
  )) {
    const amount = BigInt(net);
    all.add('all accounts', currency, amount);
    if (charge !== null && (account === 'sales' || account === 'refunds' || account === 'disputes')) charges.add(charge, currency, -amount);
    if (payout !== null && account === 'bank') payouts.add(payout, currency, amount);
    if (account === 'provider_receivable') owed.add('balance', currency, amount);
  }
  return { charges: charges.written, payouts: payouts.written, owed: owed.written, imbalance: all.written };
}

interface BankView {
  readonly kind: string;
  readonly currency: string;
  readonly state: { readonly captured_amount: number; readonly refunded_amount: number; readonly disputed_amount: number };
}

interface BankDebits {
  readonly debits: readonly {
    readonly reference: string;
    readonly amount: number;
    readonly currency: string;
    readonly state: string;
    readonly refunded_amount: number;
  }[];
}

/** By the bank, which shares no code with us. It knows neither our fees nor our balance. */
export async function knownToBank(whole: WholeServer): Promise<Omit<Account, 'owed'>> {
  const [charges, payouts] = [new Lines(), new Lines()];
  const chargeOf = await references(whole);
  const { debits } = (await askBank<BankDebits>(whole.bank, '/v1/debits?limit=1000')) ?? { debits: [] };
  for (const { reference, amount, currency, state, refunded_amount: refunded } of debits)
    if (state === 'settled') charges.add(chargeOf.get(reference) ?? reference, currency, amount - refunded);
  const debited = new Set(debits.map(({ reference }) => reference));
  for (const [reference, charge] of chargeOf) {
    const view = debited.has(reference) ? null : await askBank<BankView>(whole.bank, `/v1/operations/${reference}`);
    if (view?.kind !== 'authorise') continue;
    const { captured_amount: taken, refunded_amount: given, disputed_amount: disputed } = view.state;
    charges.add(charge, view.currency, taken - given - disputed);
  }
  for (const { id } of await runSql<{ id: string }>(whole.database.ownerPool, 'SELECT id FROM payouts')) {
    const view = await askBank<{ currency: string; amount: number; state: string }>(whole.bank, `/v1/payouts/${id}`);
    if (view?.state === 'paid') payouts.add(id, view.currency, view.amount);
  }
  return { charges: charges.written, payouts: payouts.written };
}

/** What is still under way, here or at the bank. */
export async function underWay(whole: WholeServer): Promise<number> {
  const [row] = await runSql<{ open: number }>(
    whole.database.ownerPool,
    `SELECT ((SELECT count(*) FROM attempts WHERE resolved_at IS NULL) + (SELECT count(*) FROM refunds WHERE status = 'pending')
      + (SELECT count(*) FROM payouts WHERE status IN ('pending', 'in_transit'))
      + (SELECT count(*) FROM disputes WHERE status IN ('under_review', 'warning_under_review')))::int AS open`,
  );
  return row?.open ?? 0;
}
