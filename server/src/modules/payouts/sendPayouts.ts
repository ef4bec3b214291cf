import { money } from '@guichet/contract/money.ts';
import type { FollowUpOutcome } from '../../connectors/index.ts';
import { longestAnswerMs } from '../../connectors/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { findBankAccounts } from './bankAccounts.store.ts';
import type { Payout } from './payout.ts';
import type { PayoutParts } from './payoutParts.ts';
import { lockPayout, postponePayout, takeDuePayouts } from './payouts.store.ts';
import { fail, inTransit } from './settlePayout.ts';

const TAKEN_AT_ONCE = 20;
const GRACE_MS = 2_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Sends the payouts whose time has come, and asks about those whose answer was lost. That one is sent is committed before. One that the
 * provider does not know is sent again under the same reference, which the provider pays once. Several servers may do so at once.
 * Answers how many it looked at.
 */
export async function sendDuePayouts(parts: PayoutParts): Promise<number> {
  const now = parts.clock.now();
  const until = new Date(now.getTime() + longestAnswerMs(parts.providerDeadlineMs) + GRACE_MS);
  const due = await takeDuePayouts(parts.database, now, until, TAKEN_AT_ONCE);
  await Promise.all(due.map((payout) => carryOut(parts, payout)));
  return due.length;
}

/** One that cannot be sent keeps no other waiting; it is due again when the time for which it was taken is over. */
async function carryOut(parts: PayoutParts, payout: Payout): Promise<void> {
  try {
    await apply(parts, payout, await outcomeOf(parts, payout));
  } catch (error) {
    parts.log.error({ payout: payout.id, err: error }, 'a payout could not be carried out');
  }
}

async function outcomeOf(parts: PayoutParts, payout: Payout): Promise<FollowUpOutcome> {
  const isFirst = payout.tries === 1;
  const known = isFirst ? ({ found: 'nothing' } as const) : await parts.provider(payout.connector).lookUpPayout(payout.id);
  if (known.found === 'operation') return known.outcome as FollowUpOutcome;
  if (known.found === 'tombstone') return { result: 'declined', decline: { reason: 'could_not_process' } };
  return known.found === 'nothing' ? send(parts, payout) : { result: 'unknown', reason: known.reason };
}

async function send(parts: PayoutParts, payout: Payout): Promise<FollowUpOutcome> {
  const { tenantId, bankAccountId, amount, currency, originalPayoutId: reverses } = payout;
  const [account] = await findBankAccounts(parts.database, tenantId, [bankAccountId]);
  if (account === undefined) throw new Error(`The bank account ${bankAccountId} of a payout is missing.`);
  const { businessName: name, country, account: own } = await readTenant(parts.database, tenantId);
  const { number: sealed, routingNumber } = account;
  return parts
    .provider(payout.connector)
    .payOut(
      { reference: payout.id, amount: money(amount, currency), merchant: { name, country, account: own }, reverses },
      { place: { tenantId, id: account.id }, number: sealed, routingNumber },
    );
}

async function apply(parts: PayoutParts, payout: Payout, outcome: FollowUpOutcome): Promise<void> {
  const now = parts.clock.now();
  if (outcome.result === 'unknown' || outcome.result === 'failed') {
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** payout.tries, LONGEST_WAIT_MS);
    await postponePayout(parts.database, payout, new Date(now.getTime() + waitMs));
    return;
  }
  await withTransaction(parts.database, async (tx) => {
    const locked = await lockPayout(tx, payout.tenantId, payout.id);
    // Another server has asked as well, and was faster.
    if (locked?.status !== 'pending') return;
    if (outcome.result === 'approved') await inTransit(tx, parts, { payout: locked, now });
    else await fail(tx, parts, { payout: locked, now }, outcome.decline.reason);
  });
}
