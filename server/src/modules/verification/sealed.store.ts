import type { Transaction } from '../../platform/sql.ts';
import type { SealedText, TextPlace } from '../../vault/index.ts';

/** Something sealed, with what it is recognised by where it is. */
export interface SealedRow {
  readonly what: 'card' | 'bank account' | 'secret of a provider' | 'secret of a webhook';
  readonly place: TextPlace;
  readonly sealed: SealedText;
  readonly known: { readonly fingerprint: string; readonly before: string } | null;
}

interface Row {
  readonly id: string;
  readonly sealed: Buffer;
  readonly wrapped_key: Buffer;
  readonly kek_id: string;
  readonly fingerprint: string | null;
  readonly before: string | null;
}

const READ_AT_ONCE = 500;

/** What lies sealed where. A webhook's secret is under the key itself, so it is its own wrapping. */
const SOURCES: readonly { readonly what: SealedRow['what']; readonly sql: string }[] = [
  {
    what: 'card',
    sql: `SELECT id, sealed, wrapped_key, kek_id, fingerprint, '' AS before FROM vault_cards
      WHERE tenant_id = $1 AND id > $2 AND destroyed IS NULL`,
  },
  {
    what: 'bank account',
    sql: `SELECT id, sealed, wrapped_key, kek_id, fingerprint, coalesce(routing_number, '') AS before FROM bank_accounts
      WHERE tenant_id = $1 AND id > $2`,
  },
  {
    what: 'secret of a provider',
    sql: `SELECT id, sealed, wrapped_key, kek_id, NULL AS fingerprint, NULL AS before FROM provider_accounts
      WHERE tenant_id = $1 AND id > $2 AND sealed IS NOT NULL`,
  },
  {
    what: 'secret of a webhook',
    sql: `SELECT id, secret AS sealed, secret AS wrapped_key, secret_kek_id AS kek_id, NULL AS fingerprint, NULL AS before FROM webhook_endpoints
      WHERE tenant_id = $1 AND id > $2 AND secret IS NOT NULL`,
  },
];

/** All that a place has sealed, a page at a time. */
export async function* sealedRows(tx: Transaction, tenantId: number): AsyncGenerator<SealedRow[]> {
  for (const { what, sql } of SOURCES) {
    for (let after = '', full = true; full; ) {
      const rows = await tx.query<Row>(`verify: sealed ${what}`, `${sql} ORDER BY id LIMIT ${READ_AT_ONCE}`, [tenantId, after]);
      yield rows.map((row) => ({
        what,
        place: { tenantId, id: row.id },
        sealed: { sealed: row.sealed, key: { kekId: row.kek_id, wrapped: row.wrapped_key } },
        known: row.fingerprint === null ? null : { fingerprint: row.fingerprint, before: row.before ?? '' },
      }));
      after = rows.at(-1)?.id ?? after;
      full = rows.length === READ_AT_ONCE;
    }
  }
}
