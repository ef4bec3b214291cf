import { BREAKDOWNS } from '@guichet/contract/breakdownViews.ts';
import { REPORTED_BY } from '@guichet/contract/reportViews.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Database } from '../../platform/transaction.ts';
import { breakdownReport } from './breakdownReport.ts';
import { day } from './dayField.routes.ts';
import { holdsReport } from './holdsReport.ts';
import { homeView } from './homeView.ts';
import { salesReport } from './salesReport.ts';

const PERMISSION = 'reports.read';

/** How the business goes. */
export function reportRoutes(database: Database): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/home',
      permission: PERMISSION,
      answers: 'home_view',
      handler: async ({ context: { caller, now } }) => ok(await homeView(database, caller.tenantId, now)),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/reports/sales',
      permission: PERMISSION,
      answers: 'sales_report',
      query: fields.object({ from: day(), to: day(), by: fields.enumOf(REPORTED_BY), field: fields.text({ max: 40 }).optional() }),
      handler: async ({ context: { caller }, query }) => ok(await salesReport(database, caller.tenantId, query)),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/reports/breakdown',
      permission: PERMISSION,
      answers: 'breakdown_report',
      query: fields.object({ of: fields.enumOf(BREAKDOWNS), from: day(), to: day() }),
      handler: async ({ context: { caller }, query }) => ok(await breakdownReport(database, caller.tenantId, query)),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/reports/holds',
      permission: PERMISSION,
      answers: 'holds_report',
      handler: async ({ context: { caller } }) => ok(await holdsReport(database, caller.tenantId)),
    }),
  ];
}
