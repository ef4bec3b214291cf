import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata } from '@guichet/contract/metadata.ts';
import type { RecordedMethod } from '@guichet/contract/recordViews.ts';
import type { Attempt, PaymentRecord, RecordRow, Report } from './paymentRecord.ts';

// open ──> guaranteed ──> given back, in parts or in full, by reports of their own
//   ├────> failed    ─┐
//   └────> canceled  ─┴─> a new attempt

const KNOWN: ReadonlySet<string> = new Set(['cash', 'cheque', 'bank_transfer']);

/** What we call a method that a program named; whatever is none of ours is `other`. */
export const methodOf = (customType: string | null): RecordedMethod =>
  customType !== null && KNOWN.has(customType) ? (customType as RecordedMethod) : 'other';

const NAMES: Readonly<Record<RecordedMethod, string>> = {
  cash: 'Cash',
  cheque: 'Cheque',
  bank_transfer: 'Bank transfer',
  other: 'Other',
};

/** How a method is called on the wire where nobody gave it another name. */
export const displayNameOf = (method: RecordedMethod): string => NAMES[method];

/** What the books of the till are about. Transfers and other methods run through a bank or another system, which keeps its own. */
export const isTillMethod = (method: RecordedMethod): boolean => method === 'cash' || method === 'cheque';

function startAttempt(report: Report, before: Attempt | undefined): Attempt {
  const { facts, person, method } = report;
  // What belongs to the payment, not to the try, is carried on.
  return {
    id: report.attemptId,
    state: 'open',
    created: report.created,
    method,
    displayName: facts.displayName ?? displayNameOf(method),
    customType: facts.customType ?? null,
    reference: report.reference,
    received: 0n,
    tendered: null,
    amountRefunded: 0n,
    description: before?.description ?? null,
    metadata: before?.metadata ?? {},
    customerId: before?.customerId ?? null,
    payer: before?.payer ?? null,
    shipping: before?.shipping ?? null,
    billing: person?.billing ?? null,
    chequeBank: facts.chequeBank ?? null,
    drawer: person?.drawer ?? null,
  };
}

function moved(attempt: Attempt, { kind, amount, moved: received, tendered }: Report): Attempt {
  if (kind === 'guaranteed') return { ...attempt, state: 'guaranteed', received, tendered };
  if (kind === 'failed' || kind === 'canceled') return { ...attempt, state: kind };
  return kind === 'refunded' ? { ...attempt, amountRefunded: attempt.amountRefunded + amount } : attempt;
}

/** An attempt after a report. */
function after(attempt: Attempt, report: Report): Attempt {
  const { facts, person } = report;
  return {
    ...moved(attempt, report),
    metadata: applyMetadata(attempt.metadata, facts.metadata),
    ...(facts.description === undefined ? {} : { description: facts.description }),
    ...(facts.customer === undefined ? {} : { customerId: facts.customer }),
    ...(person?.payer === undefined ? {} : { payer: person.payer }),
    ...(person?.shipping === undefined ? {} : { shipping: person.shipping }),
  };
}

/** What a record's reports sum up to. They come in their order, and the first begins an attempt. */
export function sumUp(row: RecordRow, reports: readonly Report[]): PaymentRecord {
  const attempts: Attempt[] = [];
  for (const report of reports) {
    const last = attempts.at(-1);
    if (report.kind === 'attempt') attempts.push(after(startAttempt(report, last), report));
    else if (last !== undefined) attempts[attempts.length - 1] = after(last, report);
  }
  const latest = attempts.at(-1);
  if (latest === undefined) throw new Error(`The payment record ${row.id} has no attempt.`);
  return { ...row, version: reports.length, attempts, latest, refunds: reports.filter(({ kind }) => kind === 'refunded') };
}

/** Whether it has, or may still come to have, what it is about. */
export const takes = ({ latest }: PaymentRecord): boolean => latest.state === 'open' || latest.state === 'guaranteed';

const wrongState = (message: string): ApiError => new ApiError('payment_record_unexpected_state', { message });

/** May this outcome be reported of the latest attempt? Only once: what was received is undone by giving it back. */
export function assertOpen({ latest }: PaymentRecord): void {
  if (latest.state === 'open') return;
  const way = latest.state === 'guaranteed' ? 'Report a refund to undo it.' : 'Report a new attempt.';
  throw wrongState(`The latest attempt was reported as ${latest.state} already. ${way}`);
}

export function assertNewAttempt({ latest }: PaymentRecord): void {
  if (latest.state === 'failed' || latest.state === 'canceled') return;
  throw wrongState('A new attempt can be reported when the latest one has failed or was canceled.');
}

/** How much is given back: what was asked, or all that is left. */
export function refundable({ latest, amount }: PaymentRecord, asked: bigint | undefined, param: string): bigint {
  if (latest.state !== 'guaranteed') throw wrongState('Nothing was received for this payment record, so nothing can be given back.');
  const left = amount - latest.amountRefunded;
  if (left === 0n) throw wrongState('This payment record has been given back in full.');
  const back = asked ?? left;
  if (back <= 0n) throw new ApiError('amount_too_small', { param, message: 'The amount to give back must be above zero.' });
  if (back > left)
    throw new ApiError('amount_too_large', { param, message: `The amount (${back}) is greater than what is left to give back (${left}).` });
  return back;
}
