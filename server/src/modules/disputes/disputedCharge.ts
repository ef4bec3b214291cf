import { money } from '@guichet/contract/money.ts';
import { type Changes, previousAttributes } from '../../events/index.ts';
import { transactionsOfSources } from '../../ledger/index.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import {
  type BalanceTransaction,
  balanceTransactionsOf,
  findBalanceTransactions,
  recordMovements,
  reversedBalance,
} from '../balance/index.ts';
import { type Charge, chargeDisputed, chargeWire } from '../payments/index.ts';
import { convertedPart } from '../refunds/index.ts';
import { convertedWithdrawal, fundsReinstated, fundsWithdrawn } from './dispute.postings.ts';
import { standing } from './dispute.rules.ts';
import type { Dispute } from './dispute.ts';
import { disputeWire } from './dispute.wire.ts';
import { disputesOfIntents } from './disputes.store.ts';

/** What moves a dispute's money works on: the charge, locked, and where its changes are gathered. */
export interface Moving {
  readonly makeId: MakeId;
  readonly changes: Changes;
  readonly charge: Charge;
  readonly livemode: boolean;
  readonly now: Date;
}

/**
 * Notes on the charge what disputes have taken back of it and not returned, and tells. A dispute may take more than the charge had brought, as
 * currencies move: the books and the dispute have all of it, the charge no more than was captured. Answers the charge.
 */
export async function noteOnCharge(tx: Transaction, { changes, charge, livemode }: Moving, dispute: Dispute): Promise<Charge> {
  const others = (await disputesOfIntents(tx, charge.tenantId, [charge.paymentIntentId])).filter(({ id }) => id !== dispute.id);
  const taken = [...others, dispute].reduce((sum, one) => sum + standing(one), 0n);
  const noted = await chargeDisputed(tx, charge, dispute.id, taken < charge.amountCaptured ? taken : charge.amountCaptured);
  const [before, after] = [chargeWire(charge, livemode), chargeWire(noted, livemode)];
  changes.add(after, noted.version, ['charge.updated'], previousAttributes(before, after));
  return noted;
}

/** The provider takes the amount of a dispute back, and keeps its fee. */
export async function withdraw(
  tx: Transaction,
  { makeId, charge, now }: Moving,
  { tenantId, id: disputeId, amount, currency }: Dispute,
  fees: Readonly<Record<string, bigint>>,
): Promise<void> {
  const id = makeId('txn');
  const part = await convertedPart(tx, charge, amount, now);
  const settlement = part?.settled.currency ?? currency;
  const fee = money(fees[settlement] ?? 0n, settlement);
  const facts = { tenantId, id, disputeId, amount: money(amount, currency), fee, now };
  const details = fee.amount === 0n ? [] : [{ amount: fee.amount, description: 'Dispute fee' }];
  await recordMovements(tx, [
    {
      ledger: part === null ? fundsWithdrawn(facts) : convertedWithdrawal({ ...facts, ...part }),
      balance: {
        ...{ tenantId, id, type: 'adjustment', source: disputeId, amount: -(part?.settled.amount ?? amount), currency: settlement },
        ...{ fee: fee.amount, feeDetails: details, description: `Chargeback withdrawal for ${charge.id}`, availableOn: now, created: now },
        ...(part && { conversion: part.conversion }),
      },
    },
  ]);
}

/** What a dispute took back last is returned, in whatever currencies that was; the fee is not. */
export async function reinstate(tx: Transaction, { makeId, charge, now }: Moving, { tenantId, id: disputeId }: Dispute): Promise<void> {
  const taken = (await transactionsOfSources(tx, tenantId, [disputeId])).at(-1);
  const [balance] = await findBalanceTransactions(tx, tenantId, [taken?.id ?? '']);
  if (taken === undefined || balance === undefined) throw new Error(`The dispute ${disputeId} took nothing back.`);
  const id = makeId('txn');
  const description = `Chargeback reversal for ${charge.id}`;
  await recordMovements(tx, [
    { ledger: fundsReinstated(taken, { id, now }), balance: reversedBalance(balance, { id, type: 'adjustment', description, now }) },
  ]);
}

export const movementsOf = (sql: Sql, disputes: readonly Dispute[]): Promise<BalanceTransaction[]> =>
  balanceTransactionsOf(
    sql,
    disputes[0]?.tenantId ?? 0,
    disputes.map(({ id }) => id),
  );

/** A dispute as it stands in the database now. */
export async function shownDispute(sql: Sql, dispute: Dispute, { livemode, now }: Pick<Moving, 'livemode' | 'now'>) {
  return disputeWire(dispute, { movements: await movementsOf(sql, [dispute]), livemode, now });
}
