import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { money } from '@guichet/contract/money.ts';
import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { Fiscal } from '../../fiscal/index.ts';
import { postTransactions } from '../../ledger/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import { placeDay } from '../../platform/placeDay.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { approved, type Intended, requireApproval } from '../approvals/index.ts';
import { assertMayCharge } from '../ceilings/index.ts';
import { type Admit, assertSameSale } from '../payments/index.ts';
import { isTillMethod, sumUp, takes } from './paymentRecord.rules.ts';
import type { PaymentRecord, RecordRow, Report } from './paymentRecord.ts';
import { paymentRecordWire } from './paymentRecord.wire.ts';
import {
  cashOfSale,
  findRecords,
  insertRecord,
  insertRecordHead,
  insertReports,
  lockRecord,
  moveRecordHead,
} from './paymentRecords.store.ts';
import { recordReceived, recordReturned } from './record.postings.ts';

export interface RecordParts extends UseCaseParts {
  readonly database: Database;
  readonly fiscal: Fiscal;
  readonly admit: Admit;
}

/** What a report says of itself; who, when and on which channel follow from the request. */
export type NewReport = Pick<Report, 'kind' | 'attemptId' | 'method'> &
  Partial<Pick<Report, 'amount' | 'moved' | 'tendered' | 'reference' | 'reason' | 'at' | 'facts' | 'person'>>;

/** What was written, and how the wire shows it. */
export interface Reported {
  readonly record: PaymentRecord;
  readonly stored: ObjectVersion;
}

const missing = (id: string, param: string): ApiError =>
  new ApiError('resource_missing', { param, message: `No such payment record: '${id}'` });

export async function requireRecord(sql: Database | Transaction, tenantId: number, id: string, param = 'id'): Promise<PaymentRecord> {
  const [record] = await findRecords(sql, tenantId, [id]);
  if (record === undefined) throw missing(id, param);
  return record;
}

/** The record, locked until the transaction ends. */
export async function requireLockedRecord(tx: Transaction, tenantId: number, id: string): Promise<PaymentRecord> {
  if (!(await lockRecord(tx, tenantId, id))) throw missing(id, 'id');
  return requireRecord(tx, tenantId, id);
}

/** Where a request happens: the place's day, and its country, whose law rounds cash. */
export interface Whereabouts {
  readonly day: string;
  readonly country: string;
}

export async function whereabouts(tx: Transaction, { caller, now }: RequestContext): Promise<Whereabouts> {
  const { timeZone, country } = await readTenant(tx, caller.tenantId);
  return { day: placeDay(now, timeZone), country };
}

const REFERENCE_TAKEN = 'payment_record_refund_references';

function namedRefusal(error: unknown): never {
  if ((error as { constraint?: unknown }).constraint === REFERENCE_TAKEN)
    throw new ApiError('parameter_invalid', {
      param: 'processor_details[custom][refund_reference]',
      message: 'A refund with this reference was reported already.',
    });
  throw error;
}

/** Money that came or went: in the till's record if it is the till's, and in the books. */
async function settle(tx: Transaction, parts: RecordParts, context: RequestContext, row: RecordRow, report: Report): Promise<void> {
  const { kind, method, amount, moved, tendered, reason, created } = report;
  if (kind !== 'guaranteed' && kind !== 'refunded') return;
  const { tenantId, id, currency } = row;
  const { actor } = context.caller;
  const facts = { tenantId, id: parts.makeId('txn'), recordId: id, method, amount: money(amount, currency), moved, created };
  await postTransactions(tx, [kind === 'guaranteed' ? recordReceived(facts) : recordReturned(facts)]);
  // The last cents of a debt may be less than any coin: then nothing changes hands.
  if (!isTillMethod(method) || moved === 0n) return;
  await parts.fiscal.append(tx, tenantId, created, {
    kind: kind === 'guaranteed' ? 'received' : 'returned',
    source: id,
    actor: `${actor.kind}:${actor.id}`,
    method,
    currency,
    amount: moved,
    due: amount,
    tendered,
    change: tendered === null ? null : tendered - moved,
    reason,
  });
}

/** Reports as they are stored: numbered behind those that a record has, with who, when and where. */
function completed({ caller, now, channel }: RequestContext, day: string, count: number, reports: readonly NewReport[]): Report[] {
  const blank = { amount: 0n, moved: 0n, tendered: null, reference: null, reason: null, at: now, facts: {}, person: null };
  const origin = { created: now, createdBy: caller.actor.id, channel, day };
  return reports.map((report, n) => ({ ...blank, ...report, ...origin, sequence: count + n + 1 }));
}

/**
 * Cash that is said to have been received has no other witness: above a limit of the place another person must agree. What one sale got in cash counts
 * together. To be asked behind `admit`, which holds the sale.
 */
async function intendedCash(
  tx: Transaction,
  record: PaymentRecord,
  subject: string | null,
  reports: readonly NewReport[],
): Promise<Intended | null> {
  if (!reports.some(({ kind, method }) => kind === 'guaranteed' && method === 'cash')) return null;
  const { tenantId, id, amount, currency } = record;
  const sale = record.latest.metadata[SALE_KEY];
  const before = sale === undefined ? 0n : await cashOfSale(tx, tenantId, sale, id);
  return { kind: 'record', amount: money(amount, currency), before, subject, reason: null };
}

/** Stores a new record with its first reports, and does what follows from them. */
export async function addRecord(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  row: RecordRow,
  reports: readonly NewReport[],
): Promise<Reported> {
  await assertMayCharge(tx, context, row.id, money(row.amount, row.currency));
  const whole = completed(context, row.day, 0, reports);
  const record = sumUp(row, whole);
  if (takes(record)) await parts.admit(tx, context, { ...row, metadata: record.latest.metadata });
  const intended = await intendedCash(tx, record, null, reports);
  if (intended !== null) await requireApproval(tx, context, intended);
  await insertRecord(tx, row);
  await insertReports(tx, row, whole);
  await insertRecordHead(tx, row.tenantId, row.id, whole.length);
  return carryOut(tx, parts, context, record, whole);
}

/**
 * Adds a report to a record that this transaction holds the lock on, and does what follows from it. `asks` is what may need an approval, cash
 * that was received unless it is given: it is asked once nothing else refuses the reports.
 */
export async function addReports(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  before: PaymentRecord,
  day: string,
  reports: readonly NewReport[],
  asks?: Intended,
): Promise<Reported> {
  const whole = completed(context, day, before.version, reports);
  await insertReports(tx, before, whole).catch(namedRefusal);
  await moveRecordHead(tx, before.tenantId, before.id, before.version + whole.length);
  const record = await requireRecord(tx, before.tenantId, before.id);
  assertSameSale(before.latest.metadata, record.latest.metadata);
  // What came to nothing left its share to others; another attempt takes it anew.
  if (!takes(before) && takes(record)) await parts.admit(tx, context, { ...record, metadata: record.latest.metadata });
  const intended = asks ?? (await intendedCash(tx, record, record.id, reports));
  if (intended !== null) await requireApproval(tx, context, intended);
  return carryOut(tx, parts, context, record, whole);
}

/** What follows from reports: postings, the till's lines, the object's new version, lines of the activity log. */
async function carryOut(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  record: PaymentRecord,
  reports: readonly Report[],
): Promise<Reported> {
  for (const report of reports) await settle(tx, parts, context, record, report);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  // Stripe has no events about payment records, so nobody is told; the version is kept for the answer.
  const stored = changes.add(paymentRecordWire(record, context.caller.livemode), record.version, []);
  await changes.store(tx);
  for (const report of reports) await noteReport(tx, parts, context, record, report);
  return { record, stored };
}

const ACTIONS: Readonly<Record<Report['kind'], ActivityAction>> = {
  attempt: 'payment_record.attempt',
  guaranteed: 'payment_record.receive',
  failed: 'payment_record.fail',
  canceled: 'payment_record.cancel',
  refunded: 'payment_record.reverse',
  informational: 'payment_record.update',
};

async function noteReport(
  tx: Transaction,
  parts: RecordParts,
  context: RequestContext,
  record: PaymentRecord,
  { kind, method, amount, reason, reference }: Report,
): Promise<void> {
  const moves = kind === 'guaranteed' || kind === 'refunded';
  await parts.recordActivity(tx, activityOrigin(context), {
    action: ACTIONS[kind],
    target: record.id,
    details: approved(context, { method, amount: String(moves ? amount : record.amount), currency: record.currency, reason }),
    // Whoever records a payment writes here what they like, a payer's name too.
    ...(reference !== null && { personal: { reference } }),
  });
}
