import type { Readable } from 'node:stream';
import { BREAKDOWNS } from '@guichet/contract/breakdownViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Permission } from '@guichet/contract/permissions.ts';
import { EXPORT_FORMATS, EXPORTS, type ExportName, REPORTED_BY } from '@guichet/contract/reportViews.ts';
import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, type Reply, route } from '../../http/route.ts';
import type { RequestContext } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { breakdownReport } from './breakdownReport.ts';
import { day } from './dayField.routes.ts';
import { exportBreakdown } from './exportBreakdown.ts';
import { type ExportAsked, exportReport, exportRows } from './makeExport.ts';
import { assertPeriod, salesReport } from './salesReport.ts';

export interface ExportParts extends Pick<UseCaseParts, 'recordActivity'> {
  readonly database: Database;
}

const PERMISSION = 'reports.export';

/** Who may not read something on a page may not carry it out of the house either. */
const NEEDS: Readonly<Record<ExportName, Permission>> = {
  payments: 'payments.read',
  records: 'payments.read',
  refunds: 'payments.read',
  payouts: 'payouts.read',
  balance_transactions: 'balance.read',
  customers: 'customers.read',
};

function assertMay({ caller }: RequestContext, ...needed: Permission[]): void {
  for (const permission of needed) {
    if (!caller.permissions.has(permission))
      throw new ApiError('forbidden', { message: `This also needs the permission "${permission}".` });
  }
}

const TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

const asFile = (body: Readable, name: string, { from, to, format }: ExportAsked): Reply => ({
  status: 200,
  body,
  headers: {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${name}-${from}${from === to ? '' : `-to-${to}`}.${format}"`,
  },
});

const asked = { from: day(), to: day(), format: fields.enumOf(EXPORT_FORMATS), language: fields.enumOf(LANGUAGES) };

/** Files for spreadsheets. They are written while they are sent, at any size. */
export function exportRoutes({ database, recordActivity }: ExportParts): AnyRoute[] {
  const note = (context: RequestContext, what: string, { language: _language, ...details }: ExportAsked) =>
    withTransaction(database, (tx) =>
      recordActivity(tx, activityOrigin(context), {
        action: 'report.export',
        target: context.caller.account,
        details: { what, ...details },
      }),
    );
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/exports/:what',
      permission: PERMISSION,
      answers: { file: 'text/csv' },
      query: fields.object(asked),
      handler: async ({ context, params, query }) => {
        const name = EXPORTS.find((each) => each === params.what);
        if (name === undefined)
          throw new ApiError('resource_missing', { param: 'what', message: 'There is nothing of this name to export.' });
        assertMay(context, NEEDS[name]);
        assertPeriod(query);
        const tenant = await readTenant(database, context.caller.tenantId);
        await note(context, name, query);
        return asFile(exportRows(database, tenant, name, query), name, query);
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/reports/sales/export',
      permission: PERMISSION,
      answers: { file: 'text/csv' },
      query: fields.object({ ...asked, by: fields.enumOf(REPORTED_BY), field: fields.text({ max: 40 }).optional() }),
      handler: async ({ context, query }) => {
        assertMay(context, 'reports.read', ...(query.by === 'customer' ? (['customers.read'] as const) : []));
        const { tenantId } = context.caller;
        const report = await salesReport(database, tenantId, query);
        await note(context, `sales by ${query.by}`, query);
        return asFile(exportReport(await readTenant(database, tenantId), report, query), `sales-by-${query.by}`, query);
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/reports/breakdown/export',
      permission: PERMISSION,
      answers: { file: 'text/csv' },
      query: fields.object({ ...asked, of: fields.enumOf(BREAKDOWNS) }),
      handler: async ({ context, query }) => {
        assertMay(context, 'reports.read');
        const { tenantId } = context.caller;
        const report = await breakdownReport(database, tenantId, query);
        // A list of refunds, say, is another file.
        const name = `breakdown-${query.of}`;
        await note(context, name, query);
        return asFile(exportBreakdown(await readTenant(database, tenantId), report, query), name, query);
      },
    }),
  ];
}
