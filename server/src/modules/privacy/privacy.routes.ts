import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { requireKnownCustomer } from '../customers/index.ts';
import { type EraseCustomerParts, eraseCustomer } from './eraseCustomer.ts';
import { objectsOf, readRows } from './privacy.store.ts';

const PERMISSION = 'privacy.manage';

/** What somebody may ask of whoever keeps data about them: to see it, and to have it gone. */
export function privacyRoutes(database: Database, parts: EraseCustomerParts): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/customers/:id/data',
      permission: PERMISSION,
      stepUp: true,
      answers: { file: 'application/json' },
      handler: async ({ context, params }) => {
        const { tenantId } = context.caller;
        const customer = await requireKnownCustomer(database, tenantId, params.id);
        const data = await readRows(database, tenantId, await objectsOf(database, tenantId, customer.id));
        await withTransaction(database, (tx) =>
          parts.recordActivity(tx, activityOrigin(context), { action: 'customer.access', target: customer.id }),
        );
        const body = JSON.stringify({ object: 'customer_data', customer: customer.id, made: context.now.toISOString(), data }, null, 2);
        const headers = {
          'content-type': 'application/json',
          'content-disposition': `attachment; filename="customer-${customer.id}.json"`,
        };
        return { status: 200, body: Buffer.from(body), headers };
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/customers/:id/erase',
      permission: PERMISSION,
      stepUp: true,
      answers: 'customer_erasure',
      handler: ({ context, params }) => once(database, context, async (tx) => ok(await eraseCustomer(tx, parts, context, params.id))),
    }),
  ];
}
