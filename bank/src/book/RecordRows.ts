import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { MerchantRecord, RecordKind } from '../api.ts';

export interface RecordQuery {
  kind: RecordKind;
  account: string | null;
  fromS: number;
  untilS: number;
  after: number;
  limit: number;
  nowS: number;
}

/** Begun in a time, of one merchant, behind a row: `seq` and the columns of `MerchantRecord`. */
const STATEMENTS: Readonly<Record<RecordKind, string>> = {
  authorisation: `SELECT o.seq, 'authorisation' AS kind, o.reference, NULL AS authorisation, o.at, a.amount, a.currency, a.captured_amount,
      CASE WHEN a.approved = 0 THEN 'declined' WHEN a.reversed_at IS NOT NULL THEN 'reversed' WHEN a.voided_at IS NOT NULL THEN 'voided'
        WHEN a.captured_amount > 0 THEN 'captured' WHEN a.expires_at <= :now THEN 'expired' ELSE 'held' END AS state
    FROM operations o JOIN authorisations a ON a.reference = o.reference
    WHERE o.seq > :after AND o.kind = 'authorise' AND o.at >= :from AND o.at < :until AND (:account IS NULL OR a.merchant_account = :account)
    ORDER BY o.seq LIMIT :limit`,
  debit: `SELECT rowid AS seq, 'debit' AS kind, reference, NULL AS authorisation, at, amount, currency,
      CASE WHEN settled_at IS NULL THEN 0 ELSE amount END AS captured_amount, state
    FROM debits WHERE rowid > :after AND at >= :from AND at < :until AND (:account IS NULL OR merchant_account = :account)
    ORDER BY rowid LIMIT :limit`,
  refund: `SELECT o.seq, 'refund' AS kind, o.reference, o.authorisation, o.at, o.amount, coalesce(o.currency, a.currency, d.currency, '') AS currency,
      0 AS captured_amount, CASE WHEN o.result = 'declined' THEN 'declined' ELSE coalesce(o.state, 'succeeded') END AS state
    FROM operations o LEFT JOIN authorisations a ON a.reference = o.authorisation LEFT JOIN debits d ON d.reference = o.authorisation
    WHERE o.seq > :after AND o.kind = 'refund' AND o.at >= :from AND o.at < :until
      AND (:account IS NULL OR coalesce(a.merchant_account, d.merchant_account) = :account)
    ORDER BY o.seq LIMIT :limit`,
  payout: `SELECT rowid AS seq, 'payout' AS kind, reference, NULL AS authorisation, at, amount, currency, 0 AS captured_amount, state
    FROM payouts WHERE rowid > :after AND at >= :from AND at < :until AND (:account IS NULL OR merchant_account = :account)
    ORDER BY rowid LIMIT :limit`,
};

/** What a merchant compares its own records with: what it began in a time, and where that stands now. */
export class RecordRows {
  readonly #pages: Readonly<Record<RecordKind, StatementSync>>;

  constructor(db: DatabaseSync) {
    const prepared = Object.entries(STATEMENTS).map(([kind, sql]) => [kind, db.prepare(sql)]);
    this.#pages = Object.fromEntries(prepared) as Record<RecordKind, StatementSync>;
  }

  page({ kind, account, fromS, untilS, after, limit, nowS }: RecordQuery): MerchantRecord[] {
    const named = { after, from: fromS, until: untilS, account, limit, ...(kind === 'authorisation' && { now: nowS }) };
    return this.#pages[kind].all(named) as unknown as MerchantRecord[];
  }
}
