import type { ApprovalKind } from '@guichet/contract/approvalViews.ts';
import { asCurrency } from '@guichet/contract/currencies.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { RequestContext } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { inCurrency } from '../exchange/index.ts';
import { assertAsApproved, needsApproval } from './approval.rules.ts';
import { readApprovalLimits } from './approvalLimits.store.ts';

/** What is about to be done. */
export interface Intended {
  readonly kind: ApprovalKind;
  readonly amount: Money;
  /** What came before it and counts with it, so that nobody stays below a limit by parts: what a payment gave back already. */
  readonly before?: bigint;
  /** The payment or the record that it is about. */
  readonly subject: string | null;
  readonly reason: string | null;
  /**
   * What is kept to be carried out, where the request left open what is settled now: of "all that is left" how much that is, of a payout to
   * which account. So what is carried out is what was shown. Not given: what was asked.
   */
  readonly settled?: object;
}

/**
 * Thrown out of the transaction that would have begun the request, and so undoes all of it. Whoever runs a request that may need an approval
 * catches it with `orAskForApproval`.
 */
export class ApprovalNeeded extends Error {
  readonly intended: Intended;
  readonly limit: Money;

  constructor(intended: Intended, limit: Money) {
    super(`A ${intended.kind} needs an approval, and nobody has asked for one.`);
    this.name = 'ApprovalNeeded';
    this.intended = intended;
    this.limit = limit;
  }
}

/**
 * Throws `ApprovalNeeded` where the place wants a second pair of eyes on this, unless they have looked. To be called when all that refuses the
 * request has been asked, the caller's ceilings too: what somebody may not do cannot be approved into being. Where they have looked, throws
 * `approval_unexpected_state` if it was another amount.
 */
export async function requireApproval(tx: Transaction, context: RequestContext, intended: Intended): Promise<void> {
  const { caller, approval, now } = context;
  if (approval !== undefined) return assertAsApproved(approval.amount, intended.amount);
  const limit = (await readApprovalLimits(tx, caller.tenantId))[intended.kind];
  if (limit === null) return;
  const currency = asCurrency((await readTenant(tx, caller.tenantId)).defaultCurrency);
  const { amount, before = 0n } = intended;
  const counted = await inCurrency(tx, money(amount.amount + before, amount.currency), currency, now);
  if (needsApproval({ counted, limit })) throw new ApprovalNeeded(intended, money(limit, currency));
}
