import { ApiError } from '@guichet/contract/errors.ts';
import type { MetadataChange } from '@guichet/contract/metadata.ts';
import { money } from '@guichet/contract/money.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Intended } from '../approvals/index.ts';
import { assertMayRefund } from '../ceilings/index.ts';
import { assertStep } from '../payments/index.ts';
import { refundable } from './paymentRecord.rules.ts';
import type { AmountInput } from './recordInput.ts';
import { addReports, type RecordParts, type Reported, requireLockedRecord, whereabouts } from './reportOn.ts';
import { askedFor } from './reportPayment.ts';

export interface GivenBack {
  /** All that is left when it is not given. */
  readonly amount?: bigint | undefined;
  /** The currency that was given with the amount; it must be the record's. */
  readonly currency?: string | undefined;
  readonly at?: Date | undefined;
  readonly reference?: string | null;
  readonly reason?: string | null;
  readonly note?: string | undefined;
  readonly metadata?: MetadataChange | undefined;
}

/** The amount that a program names, as `report_refund` has it. */
export const amountGiven = (amount: AmountInput | undefined): Pick<GivenBack, 'amount' | 'currency'> =>
  amount === undefined ? {} : { amount: amount.value, currency: amount.currency };

/**
 * Undoes a record in part or in full, by a report that says so: the way the money came, it goes. Cash that is given back in parts is
 * rounded for each part.
 */
export async function giveBack(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  id: string,
  asked: GivenBack,
  param: string,
): Promise<Reported> {
  const record = await requireLockedRecord(tx, context.caller.tenantId, id);
  const { latest, currency } = record;
  if (asked.currency !== undefined && asked.currency !== currency)
    throw new ApiError('parameter_invalid', { param: 'amount[currency]', message: `This payment record is in ${currency}.` });
  const amount = refundable(record, asked.amount, param);
  assertStep(amount, currency, param);
  await assertMayRefund(tx, context, money(amount, currency));
  const place = await whereabouts(tx, context);
  const left = latest.received - record.refunds.reduce((sum, refund) => sum + refund.moved, 0n);
  // What is left of the debt and what is left in coins end together: the last part gives back exactly what was taken, if anything is left.
  const isLast = amount === record.amount - latest.amountRefunded;
  const coins = isLast ? left : askedFor(money(amount, currency), latest.method, place, param);
  const moved = coins > left ? left : coins;
  const report = {
    kind: 'refunded' as const,
    attemptId: latest.id,
    method: latest.method,
    amount,
    moved,
    reference: asked.reference ?? null,
    reason: asked.reason ?? null,
    ...(asked.at && { at: asked.at }),
    facts: { ...(asked.metadata !== undefined && { metadata: asked.metadata }), ...(asked.note !== undefined && { note: asked.note }) },
  };
  const asks: Intended = {
    ...{ kind: 'refund', amount: money(amount, currency), before: latest.amountRefunded },
    ...{ subject: record.id, reason: asked.reason ?? asked.reference ?? null },
    settled: { id, asked: { ...asked, amount }, param },
  };
  return addReports(tx, parts, context, record, place.day, [report], asks);
}
