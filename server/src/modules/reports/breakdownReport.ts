import type { BreakdownName, BreakdownReport, BreakdownRows } from '@guichet/contract/breakdownViews.ts';
import type { Database } from '../../platform/transaction.ts';
import { findProducts, findTaxRates } from '../catalogue/index.ts';
import { atOneMoment, type Moment } from './atOneMoment.ts';
import { disputeLines, feeLines, productLines, refundLines, taxLines } from './breakdowns.rules.ts';
import { disputesOpened } from './disputeSums.store.ts';
import { readFacet } from './facets.store.ts';
import { type Period, wholeSpan } from './period.ts';
import { assertPeriod, read } from './salesReport.ts';
import { readItems, readTaxes } from './soldItems.store.ts';
import type { Span } from './spans.rules.ts';

async function products({ tx, tenant, cuts }: Moment, span: Span): Promise<BreakdownRows> {
  const { tenantId } = tenant;
  const items = await readItems(tx, { tenantId, span, cut: cuts.movements });
  const { totals } = await read({ tx, tenant, cuts }, { totals: [span], by: [], fine: [] });
  const ids = [...new Set(items.map(({ item }) => item).filter((item) => item.startsWith('prod_')))];
  const names = new Map((await findProducts(tx, tenantId, ids)).map(({ id, name }) => [id as string, name]));
  return { of: 'products', rows: productLines(items, totals.sums, names, tenant.defaultCurrency) };
}

async function taxes({ tx, tenant, cuts }: Moment, span: Span): Promise<BreakdownRows> {
  const sums = await readTaxes(tx, { tenantId: tenant.tenantId, span, cut: cuts.movements });
  const rates = await findTaxRates(tx, tenant.tenantId, [...new Set(sums.map((sum) => sum.tax_rate_id))]);
  const known = new Map(rates.map(({ id, displayName, rate, inclusive }) => [id as string, { name: displayName, rate, inclusive }]));
  return { of: 'taxes', rows: taxLines(sums, known, tenant.defaultCurrency) };
}

const READ: Readonly<Record<BreakdownName, (moment: Moment, span: Span) => Promise<BreakdownRows>>> = {
  products,
  taxes,
  fees: async (moment, span) => {
    const { fine } = await read(moment, { totals: [], by: ['method'], fine: [span] });
    return { of: 'fees', rows: feeLines(fine.sums, moment.tenant.defaultCurrency) };
  },
  refunds: async ({ tx, tenant, cuts }, span) => {
    const rows = await readFacet(tx, { tenantId: tenant.tenantId, facet: 'reason', span, cut: cuts.movements });
    return { of: 'refunds', rows: refundLines(rows, tenant.defaultCurrency) };
  },
  disputes: async ({ tx, tenant }, span) => ({
    of: 'disputes',
    rows: disputeLines(await disputesOpened(tx, tenant.tenantId, span), tenant.defaultCurrency),
  }),
};

export interface BreakdownQuery extends Period {
  readonly of: BreakdownName;
}

/** What was sold in a period, or what came off it, told apart by what only some payments have. */
export function breakdownReport(database: Database, tenantId: number, { of, from, to }: BreakdownQuery): Promise<BreakdownReport> {
  const period = { from, to };
  assertPeriod(period);
  return atOneMoment(database, tenantId, async (moment) => {
    const breakdown = await READ[of](moment, wholeSpan(period, moment.tenant.timeZone));
    return { period, default_currency: moment.tenant.defaultCurrency, breakdown };
  });
}
