import type { Currency } from '@guichet/contract/currencies.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { SettlementTerms } from './settlement.rules.ts';
import { readSettlementTerms, writeSettlementTerms } from './settlementTerms.store.ts';

export interface SettlementTermsChange {
  readonly currencies?: readonly Currency[] | undefined;
  readonly margin_basis_points?: number | undefined;
  readonly max_rate_age_days?: number | null | undefined;
}

interface Parts extends Pick<UseCaseParts, 'recordActivity'> {
  /** Runs in the same transaction, with the currencies that the place settles in from now on. */
  readonly afterTerms: (tx: Transaction, tenantId: number, currencies: readonly Currency[], now: Date) => Promise<void>;
}

/** Changes what is given. The default currency is settled in whatever is given. */
export async function changeSettlementTerms(
  tx: Transaction,
  parts: Parts,
  context: RequestContext,
  change: SettlementTermsChange,
): Promise<SettlementTerms> {
  const { tenantId } = context.caller;
  const before = await readSettlementTerms(tx, tenantId);
  const { defaultCurrency } = before;
  const after: SettlementTerms = {
    defaultCurrency,
    currencies: change.currencies === undefined ? before.currencies : [...new Set([defaultCurrency, ...change.currencies])],
    marginBasisPoints: change.margin_basis_points ?? before.marginBasisPoints,
    maxRateAgeDays: change.max_rate_age_days === undefined ? before.maxRateAgeDays : change.max_rate_age_days,
  };
  await writeSettlementTerms(tx, tenantId, after, context.now);
  await parts.afterTerms(tx, tenantId, after.currencies, context.now);
  const details = beforeAfter(termsDetails(before), termsDetails(after)) ?? {};
  await parts.recordActivity(tx, activityOrigin(context), { action: 'settlement_terms.update', target: context.caller.account, details });
  return after;
}

const termsDetails = ({ currencies, marginBasisPoints, maxRateAgeDays }: SettlementTerms) => ({
  currencies: [...currencies],
  margin_basis_points: marginBasisPoints,
  max_rate_age_days: maxRateAgeDays,
});
