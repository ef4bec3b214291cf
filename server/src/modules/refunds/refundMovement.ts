import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import { positionsOf, transactionsOfSources } from '../../ledger/index.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { type Conversion, findBalanceTransactions, type Movement } from '../balance/index.ts';
import { type OpenPosition, openShare, settled, settlementOfRefund } from '../exchange/index.ts';
import type { Charge } from '../payments/index.ts';
import { refundConverted, refundCreated } from './refund.postings.ts';
import type { Refund } from './refund.ts';
import { refundsOfIntent } from './refunds.store.ts';

interface RefundFacts {
  readonly charge: Charge;
  readonly refund: Refund;
  readonly id: Id<'txn'>;
  readonly now: Date;
}

/** The rates by which a charge was converted; undefined when it settled in its own currency. */
async function conversionOf(tx: Transaction, { tenantId, balanceTransactionId }: Charge): Promise<Conversion | undefined> {
  const [movement] = await findBalanceTransactions(tx, tenantId, balanceTransactionId === null ? [] : [balanceTransactionId]);
  return movement?.conversion;
}

/** What the books have open of a converted charge. Whoever asks holds the lock on the charge, so that nobody closes it meanwhile. */
async function openPosition(tx: Transaction, charge: Charge, { quote }: Conversion): Promise<OpenPosition> {
  const refunds = await refundsOfIntent(tx, charge.tenantId, charge.paymentIntentId);
  const disputes = charge.disputeId === null ? [] : [charge.disputeId];
  const sources = [charge.id, ...disputes, ...refunds.flatMap(({ refund }) => (refund.chargeId === charge.id ? [refund.id] : []))];
  const open = positionsOf(await transactionsOfSources(tx, charge.tenantId, sources));
  return { presented: open.get(quote.from) ?? 0n, settled: money(-(open.get(quote.to) ?? 0n), quote.to) };
}

/** What a refund that the provider has carried out moves: in the charge's currency, and where that was converted by today's rate. */
export async function refundMovement(tx: Transaction, { charge, refund, id, now }: RefundFacts): Promise<Movement> {
  const { tenantId } = refund;
  const amount = money(refund.amount, refund.currency);
  const facts = { tenantId, id, refundId: refund.id, amount, created: now };
  const balanceOf = (moved: Money, conversion?: Conversion): Movement['balance'] => ({
    ...{ tenantId, id, type: 'refund', source: refund.id, amount: -moved.amount, fee: 0n, currency: moved.currency },
    ...(conversion !== undefined && { conversion }),
    ...{ description: charge.description, availableOn: now, created: now },
  });
  const part = await convertedPart(tx, charge, refund.amount, now);
  if (part === null) return { ledger: refundCreated(facts), balance: balanceOf(amount) };
  return { ledger: refundConverted({ ...facts, ...part }), balance: balanceOf(part.settled, part.conversion) };
}

/** A part of a converted charge that leaves again: what it costs today, what it had brought, and by which rates. */
export interface ConvertedPart {
  readonly settled: Money;
  readonly brought: Money;
  /** Of the part, below zero. */
  readonly conversion: Conversion;
}

/** What a refund or a dispute of a part takes, in the settlement's currency; null where the charge settled in its own. */
export async function convertedPart(tx: Transaction, charge: Charge, part: bigint, now: Date): Promise<ConvertedPart | null> {
  const conversion = await conversionOf(tx, charge);
  if (conversion === undefined) return null;
  const settlement = await settlementOfRefund(tx, conversion.quote, now);
  const quote = settlement.quote ?? conversion.quote;
  const open = await openPosition(tx, charge, conversion);
  const costOf = (amount: bigint): Money => settled(money(amount, charge.currency), settlement);
  const cost = costOf(part);
  // A dispute may take more than the sale had brought: what is beyond costs what it costs today, and is no loss on the sale.
  const beyond = part > open.presented ? cost.amount - costOf(open.presented).amount : 0n;
  const share = openShare(open, part);
  return {
    settled: cost,
    brought: money(share.amount + beyond, share.currency),
    conversion: { presented: money(-part, charge.currency), quote },
  };
}
