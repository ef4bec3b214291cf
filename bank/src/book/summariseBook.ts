import type { BookSummary, CurrencySummary, DebitSummary } from '../api.ts';
import type { Book } from './openBook.ts';

type SummaryRow = Omit<CurrencySummary, 'counts'> & CurrencySummary['counts'] & { currency: string };

const sums = `
  SELECT currency,
    sum(amount * approved) AS authorised,
    sum(captured_amount) AS captured,
    sum(refunded_amount) AS refunded,
    sum(disputed_amount) AS disputed,
    sum(CASE WHEN voided_at IS NOT NULL THEN amount ELSE 0 END) AS voided,
    sum(CASE WHEN reversed_at IS NOT NULL THEN amount * approved ELSE 0 END) AS reversed,
    count(*) AS authorisations,
    sum(approved) AS approved,
    sum(1 - approved) AS declined,
    count(reversed_at) AS reversals,
    count(voided_at) AS voids,
    sum(captured_amount > 0) AS captures,
    (SELECT count(*) FROM operations o WHERE o.kind = 'refund' AND o.result = 'approved' AND o.currency = a.currency) AS refunds
  FROM authorisations a GROUP BY currency ORDER BY currency`;

type DebitSummaryRow = Record<'debited' | 'settled_amount' | 'returned_amount' | 'refunded', number> &
  DebitSummary['counts'] & { currency: string };

const debitSums = `
  SELECT currency,
    sum(amount) AS debited,
    sum(CASE WHEN settled_at IS NOT NULL THEN amount ELSE 0 END) AS settled_amount,
    sum(CASE WHEN state = 'returned' THEN amount ELSE 0 END) AS returned_amount,
    sum(refunded_amount) AS refunded,
    sum(state = 'pending') AS pending,
    sum(state = 'settled') AS settled,
    sum(state = 'failed') AS failed,
    sum(state = 'returned') AS returned,
    sum(state = 'reversed') AS reversed
  FROM debits GROUP BY currency ORDER BY currency`;

/** Sums per currency: `captured` less `refunded` and `disputed` is the money that has really moved. */
export function summariseBook(book: Book): BookSummary {
  const rows = book.db.prepare(sums).all() as unknown as SummaryRow[];
  const debits = book.db.prepare(debitSums).all() as unknown as DebitSummaryRow[];
  const tombstones = Number(book.db.prepare(`SELECT count(*) AS n FROM operations WHERE kind = 'tombstone'`).get()?.n);
  return { currencies: Object.fromEntries(rows.map(summaryOf)), debits: Object.fromEntries(debits.map(debitSummaryOf)), tombstones };
}

function summaryOf({
  currency,
  authorised,
  captured,
  refunded,
  disputed,
  voided,
  reversed,
  ...counts
}: SummaryRow): [string, CurrencySummary] {
  return [currency, { authorised, captured, refunded, disputed, voided, reversed, counts }];
}

function debitSummaryOf({
  currency,
  debited,
  settled_amount,
  returned_amount,
  refunded,
  ...counts
}: DebitSummaryRow): [string, DebitSummary] {
  return [currency, { debited, settled: settled_amount, returned: returned_amount, refunded, counts }];
}
