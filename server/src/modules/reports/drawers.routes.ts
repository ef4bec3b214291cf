import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { countDrawer, drawersOfDay } from './countDrawer.ts';
import { day } from './dayField.routes.ts';

export interface DrawerParts extends UseCaseParts {
  readonly database: Database;
}

/** Counting what lies in drawers. Whoever takes cash counts the own one; those of others are for who sees the reports. */
export function drawerRoutes(parts: DrawerParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/drawers',
      permission: 'payments.read',
      answers: 'drawers_of_day',
      query: fields.object({ day: day().optional() }),
      handler: async ({ context, query }) => ok(await drawersOfDay(database, context, query.day)),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/drawers',
      permission: 'records.write',
      answers: 'drawer_closing',
      body: fields.object({
        day: day(),
        staff: fields.text({ max: 255 }).optional(),
        currency: fields.currency(),
        float_amount: fields.amount(),
        counted: fields.amount(),
        note: fields.text({ max: 500 }).optional(),
      }),
      handler: ({ context, body }) => once(database, context, async (tx) => ok(await countDrawer(tx, parts, context, body))),
    }),
  ];
}
