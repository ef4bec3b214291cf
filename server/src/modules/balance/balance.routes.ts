import { ApiError } from '@guichet/contract/errors.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { balances } from '../../ledger/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { balanceTransactionWire, balanceWire } from './balance.wire.ts';
import { findBalanceTransactions, listBalanceTransactions } from './balanceTransactions.store.ts';

/** `/v1/balance` and `/v1/balance_transactions`. */
export function balanceRoutes(database: Database): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/v1/balance',
      permission: 'balance.read',
      answers: 'balance',
      handler: async ({ context: { caller, now } }) => {
        const [amounts, tenant] = await Promise.all([
          balances(database, caller.tenantId, 'provider_receivable', now),
          readTenant(database, caller.tenantId),
        ]);
        return ok(balanceWire(amounts, tenant.defaultCurrency, caller.livemode));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/balance_transactions',
      permission: 'balance.read',
      answers: { listOf: 'balance_transaction' },
      query: listQuery({
        type: fields.text({ max: 64 }).optional(),
        source: fields.text({ max: 255 }).optional(),
        currency: fields.currency().optional(),
      }),
      handler: async ({ context: { caller, now }, query, path }) => {
        const { type, source, currency, created } = query;
        const filter = { ...(type && { type }), ...(source && { source }), ...(currency && { currency }), ...(created && { created }) };
        const { rows, hasMore } = await readPage(query, (page) => listBalanceTransactions(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((row) => balanceTransactionWire(row, now)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/balance_transactions/:id',
      permission: 'balance.read',
      answers: 'balance_transaction',
      handler: async ({ context: { caller, now }, params }) => {
        const [transaction] = await findBalanceTransactions(database, caller.tenantId, [params.id]);
        if (transaction === undefined)
          throw new ApiError('resource_missing', { param: 'id', message: `No such balance transaction: '${params.id}'` });
        return ok(balanceTransactionWire(transaction, now));
      },
    }),
  ];
}
