import { money } from '@guichet/contract/money.ts';
import { Changes } from '../../events/index.ts';
import { type LedgerTransaction, postTransactions } from '../../ledger/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { recordMovements } from '../balance/index.ts';
import type { NoticeHandler } from '../notices/index.ts';
import { forgetReversal } from './changePayout.ts';
import { type PayoutFacts, payoutFailed, payoutPaid, payoutReturned, payoutReversed } from './payout.postings.ts';
import { failureOf } from './payout.rules.ts';
import type { Payout } from './payout.ts';
import { payoutWire } from './payout.wire.ts';
import type { PayoutParts } from './payoutParts.ts';
import { lockPayout, updatePayoutRow } from './payouts.store.ts';

type Parts = Pick<PayoutParts, 'makeId'>;

/** A locked payout to which something happens at the provider. */
export interface Settling {
  readonly payout: Payout;
  readonly now: Date;
}

const isReversal = ({ originalPayoutId }: Payout): boolean => originalPayoutId !== null;

/** Posts what moves the balance, and shows it as a balance transaction, whose id it answers. */
async function moveBalance(
  tx: Transaction,
  parts: Parts,
  { payout, now }: Settling,
  type: 'payout' | 'payout_failure',
  post: (facts: PayoutFacts) => LedgerTransaction,
): Promise<LedgerTransaction['id']> {
  const { tenantId, id: payoutId, amount, currency, description } = payout;
  const id = parts.makeId('txn');
  await recordMovements(tx, [
    {
      ledger: post({ tenantId, id, payoutId, amount: money(amount, currency), created: now }),
      balance: {
        ...{ tenantId, id, type, source: payoutId, amount, fee: 0n, currency },
        ...{ description: description ?? 'Payout', availableOn: now, created: now },
      },
    },
  ]);
  return id;
}

/** Writes the payout as it is now, and tells it; `also` adds what else has changed by it. */
async function store(
  tx: Transaction,
  parts: Parts,
  { payout, now }: Settling,
  change: Partial<Payout>,
  types: readonly string[],
  also: (changes: Changes, livemode: boolean) => Promise<void> = async () => {},
): Promise<void> {
  const { livemode } = await readTenant(tx, payout.tenantId);
  const changed = { ...payout, ...change, version: payout.version + 1 };
  await updatePayoutRow(tx, changed);
  const changes = new Changes({ tenantId: payout.tenantId, now, requestId: null, idempotencyKey: null }, parts.makeId);
  changes.add(payoutWire(changed, livemode), changed.version, types, { status: payout.status });
  await also(changes, livemode);
  await changes.store(tx);
}

/** The provider has taken it on: it is on its way. */
export const inTransit = (tx: Transaction, parts: Parts, settling: Settling): Promise<void> =>
  store(tx, parts, settling, { status: 'in_transit', askAfter: null }, ['payout.updated']);

/** It will not arrive, whether the provider refused it or the bank did: the money is available again. */
export async function fail(tx: Transaction, parts: Parts, settling: Settling, reason: unknown): Promise<void> {
  const { payout } = settling;
  const failed = { status: 'failed', askAfter: null, ...failureOf(reason) } as const;
  if (isReversal(payout)) {
    await store(tx, parts, settling, failed, ['payout.failed'], (changes, livemode) => forgetReversal(tx, changes, payout, livemode));
    return;
  }
  const post = payout.status === 'paid' ? payoutReturned : payoutFailed;
  const failureBalanceTransactionId = await moveBalance(tx, parts, settling, 'payout_failure', post);
  await store(tx, parts, settling, { ...failed, failureBalanceTransactionId }, ['payout.failed']);
}

async function pay(tx: Transaction, parts: Parts, settling: Settling, at: Date): Promise<void> {
  const { payout, now } = settling;
  const { tenantId, id: payoutId } = payout;
  const paid = { status: 'paid', arrivalDate: at } as const;
  if (isReversal(payout)) {
    const balanceTransactionId = await moveBalance(tx, parts, settling, 'payout', payoutReversed);
    await store(tx, parts, settling, { ...paid, balanceTransactionId }, ['payout.paid']);
    return;
  }
  const amount = money(payout.amount, payout.currency);
  await postTransactions(tx, [payoutPaid({ tenantId, id: parts.makeId('txn'), payoutId, amount, created: now })]);
  await store(tx, parts, settling, paid, ['payout.paid']);
}

/** From which status each notice leads on. What has gone further is told again, and changes nothing. */
const EXPECTED = { 'payout.paid': 'in_transit', 'payout.failed': 'in_transit', 'payout.returned': 'paid' } as const;

export type PayoutNotice = keyof typeof EXPECTED;
export const PAYOUT_NOTICES = Object.keys(EXPECTED) as PayoutNotice[];

/** What the provider tells of a payout. It waits until the answer to the sending has been applied. */
export const payoutNoticeHandler =
  (parts: Parts, kind: PayoutNotice): NoticeHandler =>
  async (tx, { tenantId, reference, data, at }, now) => {
    const payout = await lockPayout(tx, tenantId, reference);
    if (payout === undefined || payout.status === 'pending') return 'later';
    if (payout.status !== EXPECTED[kind]) return 'applied';
    if (kind === 'payout.paid') await pay(tx, parts, { payout, now }, at);
    else await fail(tx, parts, { payout, now }, data.reason);
    return 'applied';
  };
