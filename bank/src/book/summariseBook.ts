import type { BookSummary, CurrencySummary } from '../api.ts';
import type { Book } from './openBook.ts';

type SummaryRow = Omit<CurrencySummary, 'counts'> & CurrencySummary['counts'] & { currency: string };

const sums = `
  SELECT currency,
    sum(amount * approved) AS authorised,
    sum(captured_amount) AS captured,
    sum(refunded_amount) AS refunded,
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

/** Sums per currency: `captured` less `refunded` is the money that has really moved. */
export function summariseBook(book: Book): BookSummary {
  const rows = book.db.prepare(sums).all() as unknown as SummaryRow[];
  const tombstones = Number(book.db.prepare(`SELECT count(*) AS n FROM operations WHERE kind = 'tombstone'`).get()?.n);
  return { currencies: Object.fromEntries(rows.map(summaryOf)), tombstones };
}

function summaryOf({ currency, authorised, captured, refunded, voided, reversed, ...counts }: SummaryRow): [string, CurrencySummary] {
  return [currency, { authorised, captured, refunded, voided, reversed, counts }];
}
