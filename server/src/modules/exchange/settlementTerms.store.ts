import { asCurrency, type Currency } from '@guichet/contract/currencies.ts';
import { only, type Sql, type Transaction } from '../../platform/sql.ts';
import type { SettlementTerms } from './settlement.rules.ts';

interface TermsRow {
  default_currency: string;
  livemode: boolean;
  currencies: string[] | null;
  margin_basis_points: number | null;
  max_rate_age_days: number | null;
}

const DEFAULT_MARGIN_BASIS_POINTS = 200;
const LIVE_MAX_RATE_AGE_DAYS = 7;
const TEST_CURRENCIES = ['eur', 'usd'] as const;

/** What holds until the owner decides otherwise. In test mode rates of any age will do, since the shipped ones grow old. */
const defaults = (livemode: boolean): Omit<SettlementTerms, 'defaultCurrency'> => ({
  currencies: livemode ? [] : TEST_CURRENCIES,
  marginBasisPoints: DEFAULT_MARGIN_BASIS_POINTS,
  maxRateAgeDays: livemode ? LIVE_MAX_RATE_AGE_DAYS : null,
});

function termsOf(row: TermsRow): SettlementTerms {
  const defaultCurrency = asCurrency(row.default_currency);
  const decided =
    row.currencies === null || row.margin_basis_points === null
      ? defaults(row.livemode)
      : {
          currencies: row.currencies.map(asCurrency),
          marginBasisPoints: row.margin_basis_points,
          maxRateAgeDays: row.max_rate_age_days,
        };
  return { ...decided, defaultCurrency, currencies: [...new Set<Currency>([defaultCurrency, ...decided.currencies])] };
}

const READ = `SELECT t.default_currency, t.livemode, s.currencies, s.margin_basis_points, s.max_rate_age_days
  FROM tenants t LEFT JOIN settlement_terms s ON s.tenant_id = t.tenant_id WHERE t.tenant_id = $1`;

export const readSettlementTerms = async (sql: Sql, tenantId: number): Promise<SettlementTerms> =>
  termsOf(only(await sql.query<TermsRow>('read settlement terms', READ, [tenantId])));

export async function writeSettlementTerms(
  tx: Transaction,
  tenantId: number,
  { currencies, marginBasisPoints, maxRateAgeDays }: SettlementTerms,
  now: Date,
): Promise<void> {
  await tx.query(
    'write settlement terms',
    `INSERT INTO settlement_terms (tenant_id, currencies, margin_basis_points, max_rate_age_days, updated) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id) DO UPDATE SET currencies = EXCLUDED.currencies, margin_basis_points = EXCLUDED.margin_basis_points,
       max_rate_age_days = EXCLUDED.max_rate_age_days, updated = EXCLUDED.updated`,
    [tenantId, currencies, marginBasisPoints, maxRateAgeDays, now],
  );
}
