import { wireAmount } from '@guichet/contract/money.ts';
import type { PaymentRecordView, RecordStatus, ReversalView } from '@guichet/contract/recordViews.ts';
import type { ApprovedView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { PaymentRecord, Report } from './paymentRecord.ts';

/** Names of persons and keys by id, and of customers. */
export interface RecordNames {
  readonly actors: ReadonlyMap<string, string>;
  readonly customers: ReadonlyMap<string, string | null>;
}

const namedRef = (id: string, names: ReadonlyMap<string, string>) => {
  const name = names.get(id);
  return name === undefined ? null : { id, name };
};

function recordStatus({ latest, amount }: PaymentRecord): RecordStatus {
  if (latest.state !== 'guaranteed') return latest.state;
  if (latest.amountRefunded === 0n) return 'succeeded';
  return latest.amountRefunded < amount ? 'partially_refunded' : 'refunded';
}

const reversalView = (report: Report, names: RecordNames): ReversalView => ({
  amount: wireAmount(report.amount),
  returned: wireAmount(report.moved),
  reason: report.reason,
  note: report.facts.note ?? null,
  reference: report.reference,
  created: unixSeconds(report.created),
  staff: namedRef(report.createdBy, names.actors),
});

export function recordView(record: PaymentRecord, names: RecordNames, approved: readonly ApprovedView[]): PaymentRecordView {
  const { latest } = record;
  const { tendered, received, customerId } = latest;
  return {
    id: record.id,
    amount: wireAmount(record.amount),
    amount_refunded: wireAmount(latest.amountRefunded),
    currency: record.currency,
    status: recordStatus(record),
    method: latest.method,
    display_name: latest.displayName,
    received: wireAmount(received),
    tendered: tendered === null ? null : wireAmount(tendered),
    change: tendered === null ? null : wireAmount(tendered - received),
    reference: latest.reference,
    cheque: latest.method === 'cheque' ? { bank: latest.chequeBank, drawer: latest.drawer } : null,
    description: latest.description,
    metadata: latest.metadata,
    customer: customerId === null ? null : { id: customerId, name: names.customers.get(customerId) ?? null },
    channel: record.channel,
    staff: namedRef(record.createdBy, names.actors),
    created: unixSeconds(record.created),
    day: record.day,
    reversals: record.refunds.map((report) => reversalView(report, names)),
    approved: approved.filter(({ result }) => result === record.id),
  };
}
