import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { MetadataChange } from '@guichet/contract/metadata.ts';
import { money } from '@guichet/contract/money.ts';
import type { StaffMethod } from '@guichet/contract/recordViews.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { displayNameOf } from './paymentRecord.rules.ts';
import { factsIn, requireAmount } from './recordInput.ts';
import { addRecord, type NewReport, type RecordParts, type Reported, whereabouts } from './reportOn.ts';
import { askedFor } from './reportPayment.ts';

export interface StaffRecord {
  readonly amount: bigint;
  readonly currency: string;
  readonly method: StaffMethod;
  readonly tendered?: bigint | undefined;
  readonly reference?: string | undefined;
  readonly cheque?: { readonly bank?: string | undefined; readonly drawer?: string | undefined } | undefined;
  readonly customer?: Id<'cus'> | undefined;
  readonly description?: string | undefined;
  readonly metadata?: MetadataChange | undefined;
}

const onlyWith = (param: string, method: string): ApiError =>
  new ApiError('parameters_exclusive', { param, message: `"${param}" is for payments by ${method}.` });

/** What the payer handed over: at least what is asked for. */
function tenderedFor({ tendered, method }: StaffRecord, asked: bigint): bigint | null {
  if (tendered === undefined) return null;
  if (method !== 'cash') throw onlyWith('tendered', 'cash');
  if (tendered < asked)
    throw new ApiError('amount_too_small', { param: 'tendered', message: `What was handed over is less than the ${asked} that is due.` });
  return tendered;
}

/** Records what a member of staff has just taken: it is there, so the record begins as received. */
export async function recordPayment(tx: Transaction, parts: RecordParts, context: RequestContext, input: StaffRecord): Promise<Reported> {
  const { tenantId, actor } = context.caller;
  const { method, cheque, reference, customer, description, metadata } = input;
  const { amount, currency } = requireAmount({ currency: input.currency, value: input.amount }, { currency: 'currency', value: 'amount' });
  if (cheque !== undefined && method !== 'cheque') throw onlyWith('cheque', 'cheque');
  const place = await whereabouts(tx, context);
  const moved = askedFor(money(amount, currency), method, place, 'amount');
  const tendered = tenderedFor(input, moved);
  const about = {
    ...(customer && { customer_details: { customer } }),
    ...(description !== undefined && { description }),
    ...(metadata && { metadata }),
  };
  const tried = { attemptId: parts.makeId('par'), method };
  const names = { displayName: displayNameOf(method), customType: method };
  const reports: NewReport[] = [
    {
      ...tried,
      kind: 'attempt',
      reference: reference ?? null,
      facts: {
        ...(await factsIn(tx, tenantId, about, 'customer')),
        ...names,
        ...(cheque?.bank !== undefined && { chequeBank: cheque.bank }),
      },
      person: cheque?.drawer === undefined ? null : { drawer: cheque.drawer },
    },
    { ...tried, kind: 'guaranteed', amount, moved, tendered },
  ];
  const row = {
    tenantId,
    id: parts.makeId('pr'),
    amount,
    currency,
    customerPresence: context.channel === 'in_person' ? ('on_session' as const) : null,
    method,
    channel: context.channel,
    created: context.now,
    createdBy: actor.id,
    day: place.day,
  };
  return addRecord(tx, parts, context, row, reports);
}
