import { inCash } from '@guichet/contract/cashRounding.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { RecordedMethod } from '@guichet/contract/recordViews.ts';
import type { ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { assertNewAttempt, displayNameOf, methodOf } from './paymentRecord.rules.ts';
import { type AboutInput, type AmountInput, factsIn, type MethodInput, personsIn, requireAmount } from './recordInput.ts';
import { addRecord, addReports, type NewReport, type RecordParts, requireLockedRecord, type Whereabouts, whereabouts } from './reportOn.ts';

export const OUTCOMES = ['canceled', 'failed', 'guaranteed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface OutcomeInput {
  readonly outcome?: Outcome | undefined;
  readonly canceled?: { readonly canceled_at: Date } | undefined;
  readonly failed?: { readonly failed_at: Date } | undefined;
  readonly guaranteed?: { readonly guaranteed_at: Date } | undefined;
}

export interface AttemptInput extends AboutInput, OutcomeInput {
  readonly initiated_at: Date;
  readonly payment_method_details?: MethodInput | undefined;
  readonly processor_details?: { readonly custom?: { readonly payment_reference: string } | undefined } | undefined;
}

export interface PaymentInput extends AttemptInput {
  readonly amount_requested: AmountInput;
  readonly payment_method_details: MethodInput;
  readonly customer_presence?: 'off_session' | 'on_session' | undefined;
}

/** When the outcome came about; a moment of another outcome than the one that is reported is refused. */
function outcomeAt(input: OutcomeInput): { readonly kind: Outcome; readonly at: Date | undefined } | null {
  const moments = {
    canceled: input.canceled?.canceled_at,
    failed: input.failed?.failed_at,
    guaranteed: input.guaranteed?.guaranteed_at,
  };
  const other = OUTCOMES.find((outcome) => moments[outcome] !== undefined && outcome !== input.outcome);
  if (other !== undefined)
    throw new ApiError('parameters_exclusive', { param: other, message: `"${other}" can only be given with "outcome" set to "${other}".` });
  return input.outcome === undefined ? null : { kind: input.outcome, at: moments[input.outcome] };
}

/** What is asked for where an amount is owed: in cash, what coins make up. */
export function askedFor(owed: Money, method: RecordedMethod, { country }: Whereabouts, param: string): bigint {
  if (method !== 'cash') return owed.amount;
  const { amount } = inCash(owed, country);
  if (amount === 0n) throw new ApiError('amount_too_small', { param, message: 'No coin is small enough for this amount.' });
  return amount;
}

/** The report of an outcome: what is guaranteed was received. */
export function outcomeReport(
  outcome: { readonly kind: Outcome; readonly at: Date | undefined },
  { attemptId, method, owed }: { readonly attemptId: Id<'par'>; readonly method: RecordedMethod; readonly owed: Money },
  place: Whereabouts,
  param: string,
): NewReport {
  const base = { kind: outcome.kind, attemptId, method, ...(outcome.at && { at: outcome.at }) };
  return outcome.kind === 'guaranteed' ? { ...base, amount: owed.amount, moved: askedFor(owed, method, place, param) } : base;
}

interface Tried {
  readonly attemptId: Id<'par'>;
  readonly method: RecordedMethod;
  readonly displayName: string;
  readonly customType: string | null;
}

async function attemptReport(tx: Transaction, tenantId: number, tried: Tried, input: AttemptInput): Promise<NewReport> {
  const { attemptId, method, displayName, customType } = tried;
  return {
    kind: 'attempt',
    attemptId,
    method,
    at: input.initiated_at,
    reference: input.processor_details?.custom?.payment_reference ?? null,
    facts: { ...(await factsIn(tx, tenantId, input)), displayName, customType },
    person: personsIn(input, input.payment_method_details),
  };
}

function triedBy(parts: RecordParts, details: MethodInput | undefined): Tried {
  const customType = details?.custom?.type ?? null;
  const method = methodOf(customType);
  return { attemptId: parts.makeId('par'), method, displayName: details?.custom?.display_name ?? displayNameOf(method), customType };
}

/** Records a payment that no provider carried out, in the state that it is in, as a program reports it. */
export async function reportPayment(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  input: PaymentInput,
): Promise<ObjectVersion> {
  const { tenantId, actor } = context.caller;
  const names = { currency: 'amount_requested[currency]', value: 'amount_requested[value]' };
  const { amount, currency } = requireAmount(input.amount_requested, names);
  const outcome = outcomeAt(input);
  const place = await whereabouts(tx, context);
  const tried = triedBy(parts, input.payment_method_details);
  const { method } = tried;
  const reports = [await attemptReport(tx, tenantId, tried, input)];
  const owed = money(amount, currency);
  if (outcome !== null) reports.push(outcomeReport(outcome, { ...tried, owed }, place, names.value));
  const row = {
    tenantId,
    id: parts.makeId('pr'),
    amount,
    currency,
    customerPresence: input.customer_presence ?? null,
    method,
    channel: context.channel,
    created: context.now,
    createdBy: actor.id,
    day: place.day,
  };
  return (await addRecord(tx, parts, context, row, reports)).stored;
}

/** Reports another try to pay, after the one before came to nothing. Without a method of its own it is made by the same. */
export async function reportAttempt(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  id: string,
  input: AttemptInput,
): Promise<ObjectVersion> {
  const { tenantId } = context.caller;
  const record = await requireLockedRecord(tx, tenantId, id);
  assertNewAttempt(record);
  const outcome = outcomeAt(input);
  const place = await whereabouts(tx, context);
  const { method, displayName, customType } = record.latest;
  const attemptId = parts.makeId('par');
  const tried =
    input.payment_method_details === undefined
      ? { attemptId, method, displayName, customType }
      : triedBy(parts, input.payment_method_details);
  const reports = [await attemptReport(tx, tenantId, tried, input)];
  const owed = money(record.amount, record.currency);
  if (outcome !== null) reports.push(outcomeReport(outcome, { ...tried, owed }, place, 'outcome'));
  return (await addReports(tx, parts, context, record, place.day, reports)).stored;
}
