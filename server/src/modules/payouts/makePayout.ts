import type { Currency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';
import { type ChangeOrigin, Changes, type ObjectVersion } from '../../events/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { recordMovements } from '../balance/index.ts';
import type { BankAccount } from './bankAccount.ts';
import { payoutCreated } from './payout.postings.ts';
import { expectedArrival } from './payout.rules.ts';
import type { Payout } from './payout.ts';
import { payoutWire } from './payout.wire.ts';
import type { PayoutParts } from './payoutParts.ts';
import { insertPayout } from './payouts.store.ts';

/** What a payout is made of once it has been decided. */
export interface NewPayout {
  readonly origin: ChangeOrigin;
  readonly amount: bigint;
  readonly currency: Currency;
  readonly account: BankAccount;
  readonly scheduleDay: string | null;
  readonly description: string | null;
  readonly statementDescriptor: string | null;
  readonly metadata: Metadata;
  readonly createdBy: string;
}

/** How long a payout waits before it is sent, in which it can be cancelled. */
const TEST_WAIT_MS = 2_000;
const LIVE_WAIT_MS = 15 * 60_000;

export const sendingTime = (now: Date, livemode: boolean): Date => new Date(now.getTime() + (livemode ? LIVE_WAIT_MS : TEST_WAIT_MS));

type Parts = Pick<PayoutParts, 'makeId' | 'connectorFor'>;

/** Takes a payout out of the balance and stores it, to be sent a little later. Whoever calls holds the place's purse and has checked the amount. */
export async function makePayout(tx: Transaction, parts: Parts, made: NewPayout): Promise<ObjectVersion> {
  const { origin, account, scheduleDay, description, statementDescriptor, metadata, createdBy } = made;
  const { tenantId, now } = origin;
  const { livemode } = await readTenant(tx, tenantId);
  const [id, transactionId] = [parts.makeId('po'), parts.makeId('txn')];
  const amount = money(made.amount, made.currency);
  const payout: Payout = {
    ...{ tenantId, id, version: 1, status: 'pending', amount: made.amount, currency: made.currency },
    ...{ originalPayoutId: null, reversedById: null, bankAccountId: account.id, connector: parts.connectorFor(tenantId) },
    ...{ automatic: scheduleDay !== null, scheduleDay, description, statementDescriptor, metadata, arrivalDate: expectedArrival(now) },
    ...{ failureCode: null, failureMessage: null, balanceTransactionId: transactionId, failureBalanceTransactionId: null },
    ...{ sentAt: null, askAfter: sendingTime(now, livemode), tries: 0, createdBy, created: now },
  };
  await recordMovements(tx, [
    {
      ledger: payoutCreated({ tenantId, id: transactionId, payoutId: id, amount, created: now }),
      balance: {
        ...{ tenantId, id: transactionId, type: 'payout', source: id, amount: -amount.amount, fee: 0n, currency: amount.currency },
        ...{ description: description ?? 'Payout', availableOn: now, created: now },
      },
    },
  ]);
  await insertPayout(tx, payout);
  const changes = new Changes(origin, parts.makeId);
  const stored = changes.add(payoutWire(payout, livemode), payout.version, ['payout.created']);
  await changes.store(tx);
  return stored;
}
