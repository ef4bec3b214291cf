import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { type ApprovedOperations, operationWithin, orAskForApproval } from '../approvals/index.ts';
import { recordPayment, type StaffRecord } from './recordPayment.ts';
import type { RecordParts } from './reportOn.ts';
import { reportOutcome } from './reportOutcome.ts';
import { type AttemptInput, type PaymentInput, reportAttempt, reportPayment } from './reportPayment.ts';
import { type GivenBack, giveBack } from './reportRefund.ts';

/** What of records may need an approval, and what each is carried out with. */
export interface RecordRequests {
  readonly record: StaffRecord;
  readonly report_payment: PaymentInput;
  readonly report_attempt: { readonly id: string; readonly input: AttemptInput };
  readonly report_outcome: { readonly id: string; readonly reported: Parameters<typeof reportOutcome>[4] };
  readonly give_back: { readonly id: string; readonly asked: GivenBack; readonly param: string };
}

/** Runs a request about a record; where the place wants it, it waits for another person first. */
export const orApproved = <O extends keyof RecordRequests>(
  parts: RecordParts,
  context: RequestContext,
  operation: O,
  request: RecordRequests[O],
  work: () => Promise<OnceReply>,
): Promise<OnceReply> => orAskForApproval(parts, context, { operation, request }, work);

type Work<R> = (tx: Transaction, context: RequestContext, request: R) => Promise<string>;

/** The same requests once they were approved. */
export function recordOperations(parts: RecordParts): ApprovedOperations {
  const works: { readonly [O in keyof RecordRequests]: Work<RecordRequests[O]> } = {
    record: async (tx, context, request) => (await recordPayment(tx, parts, context, request)).record.id,
    report_payment: async (tx, context, request) => (await reportPayment(tx, parts, context, request)).id,
    report_attempt: async (tx, context, { id, input }) => (await reportAttempt(tx, parts, context, id, input)).id,
    report_outcome: async (tx, context, { id, reported }) => (await reportOutcome(tx, parts, context, id, reported)).id,
    give_back: async (tx, context, { id, asked, param }) => (await giveBack(tx, parts, context, id, asked, param)).record.id,
  };
  const entries = Object.entries(works) as [keyof RecordRequests, Work<unknown>][];
  return Object.fromEntries(
    entries.map(([name, work]) => [name, operationWithin(parts.database, name === 'give_back' ? 'refunds.write' : 'records.write', work)]),
  );
}
