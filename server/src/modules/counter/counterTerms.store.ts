import type { TransferAccount } from '@guichet/contract/counterViews.ts';
import type { Sql, Transaction } from '../../platform/sql.ts';

/** What a place has decided about its counter. */
export interface CounterTerms {
  readonly maskCards: boolean;
  readonly recordingOrigins: readonly string[];
  readonly transferAccount: TransferAccount | null;
}

interface TermsRow {
  mask_cards: boolean;
  recording_origins: string[];
  transfer_holder: string | null;
  transfer_iban: string | null;
  transfer_bic: string | null;
}

const NOTHING_YET: CounterTerms = { maskCards: false, recordingOrigins: [], transferAccount: null };

export async function readCounterTerms(sql: Sql, tenantId: number): Promise<CounterTerms> {
  const [row] = await sql.query<TermsRow>('read counter terms', 'SELECT * FROM counter_terms WHERE tenant_id = $1', [tenantId]);
  if (row === undefined) return NOTHING_YET;
  const { transfer_holder: holder, transfer_iban: iban, transfer_bic: bic } = row;
  return {
    maskCards: row.mask_cards,
    recordingOrigins: row.recording_origins,
    transferAccount: holder === null || iban === null ? null : { holder, iban, bic },
  };
}

export async function writeCounterTerms(tx: Transaction, tenantId: number, terms: CounterTerms, now: Date): Promise<void> {
  const { maskCards, recordingOrigins, transferAccount: account } = terms;
  await tx.query(
    'write counter terms',
    `INSERT INTO counter_terms (tenant_id, mask_cards, recording_origins, transfer_holder, transfer_iban, transfer_bic, updated)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id) DO UPDATE SET mask_cards = EXCLUDED.mask_cards, recording_origins = EXCLUDED.recording_origins,
       transfer_holder = EXCLUDED.transfer_holder, transfer_iban = EXCLUDED.transfer_iban, transfer_bic = EXCLUDED.transfer_bic,
       updated = EXCLUDED.updated`,
    [tenantId, maskCards, recordingOrigins, account?.holder ?? null, account?.iban ?? null, account?.bic ?? null, now],
  );
}

/** Whether a webhook endpoint of the place is told of recordings. */
export async function isEndpointToldOfRecordings(sql: Sql, tenantId: number): Promise<boolean> {
  const rows = await sql.query(
    'endpoint told of recordings',
    `SELECT 1 FROM webhook_endpoints WHERE tenant_id = $1 AND NOT deleted AND status = 'enabled' AND enabled_events && $2 LIMIT 1`,
    [tenantId, ['*', 'guichet.recording.pause', 'guichet.recording.resume']],
  );
  return rows.length > 0;
}

/** The pages, of whichever place, that may open or frame the terminal to be told of recordings. */
export async function recordingHosts(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ origin: string }>(
    'recording hosts',
    'SELECT DISTINCT unnest(recording_origins) AS origin FROM counter_terms',
    [],
  );
  return rows.map(({ origin }) => origin);
}
