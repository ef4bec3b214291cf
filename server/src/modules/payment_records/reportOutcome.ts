import type { MetadataChange } from '@guichet/contract/metadata.ts';
import { money } from '@guichet/contract/money.ts';
import type { ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { assertOpen } from './paymentRecord.rules.ts';
import { type AboutInput, factsIn, personsIn } from './recordInput.ts';
import { addReports, type RecordParts, requireLockedRecord, whereabouts } from './reportOn.ts';
import { type Outcome, outcomeReport } from './reportPayment.ts';

/** Reports what the latest attempt came to. */
export async function reportOutcome(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  id: string,
  { kind, at, metadata }: { readonly kind: Outcome; readonly at: Date; readonly metadata: MetadataChange | undefined },
): Promise<ObjectVersion> {
  const record = await requireLockedRecord(tx, context.caller.tenantId, id);
  assertOpen(record);
  const place = await whereabouts(tx, context);
  const { id: attemptId, method } = record.latest;
  const report = outcomeReport({ kind, at }, { attemptId, method, owed: money(record.amount, record.currency) }, place, 'id');
  const told = { ...report, facts: metadata === undefined ? {} : { metadata } };
  return (await addReports(tx, parts, context, record, place.day, [told])).stored;
}

/** Adds to what is known about a payment; its money stays as it is. */
export async function reportInformation(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  id: string,
  input: AboutInput,
): Promise<ObjectVersion> {
  const { tenantId } = context.caller;
  const record = await requireLockedRecord(tx, tenantId, id);
  const { day } = await whereabouts(tx, context);
  const { id: attemptId, method } = record.latest;
  const facts = await factsIn(tx, tenantId, input);
  const report = { kind: 'informational', attemptId, method, facts, person: personsIn(input) } as const;
  return (await addReports(tx, parts, context, record, day, [report])).stored;
}
