import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { addBankAccount, chooseBankAccount, removeBankAccount } from './addBankAccount.ts';
import { bankAccountWire } from './bankAccount.wire.ts';
import { listBankAccounts } from './bankAccounts.store.ts';
import { changeSchedule } from './changeSchedule.ts';
import { payoutScheduleWire } from './payout.wire.ts';
import type { PayoutParts } from './payoutParts.ts';
import { readSchedule } from './payoutSchedules.store.ts';
import { knownCurrency } from './payouts.routes.ts';

const { boolean, enumOf, integer, object, text } = fields;

/** Where a place is paid to, and when by itself: what Stripe has in its dashboard. */
export function bankAccountRoutes(parts: PayoutParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/bank_accounts',
      permission: 'payouts.read',
      answers: { listOf: 'bank_account' },
      query: listQuery({ currency: knownCurrency().optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const { rows, hasMore } = await readPage(query, (page) => listBankAccounts(database, caller.tenantId, query.currency, page));
        return ok(
          listBody(
            path,
            rows.map((row) => bankAccountWire(row, caller.account)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/bank_accounts',
      permission: 'bank_accounts.write',
      stepUp: true,
      answers: 'bank_account',
      body: object({
        currency: knownCurrency(),
        holder_name: text({ max: 200 }),
        iban: text({ max: 60 }).optional(),
        routing_number: text({ max: 20 }).optional(),
        account_number: text({ max: 40 }).optional(),
        default_for_currency: boolean().optional(),
      }),
      handler: ({ context, body }) =>
        once(database, context, async (tx) => ({
          status: 200,
          body: bankAccountWire(await addBankAccount(tx, parts, context, body), context.caller.account),
        })),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/bank_accounts/:id/choose',
      permission: 'bank_accounts.write',
      stepUp: true,
      answers: 'bank_account',
      handler: ({ context, params }) =>
        once(database, context, async (tx) => ({
          status: 200,
          body: bankAccountWire(await chooseBankAccount(tx, parts, context, params.id), context.caller.account),
        })),
    }),
    route({
      method: 'DELETE',
      path: '/guichet/v1/bank_accounts/:id',
      permission: 'bank_accounts.write',
      stepUp: true,
      answers: { deleted: 'bank_account' },
      handler: ({ context, params }) =>
        once(database, context, async (tx) => {
          const { id } = await removeBankAccount(tx, parts, context, params.id);
          return { status: 200, body: { id, object: 'bank_account', deleted: true } };
        }),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/payout_schedule',
      permission: 'payouts.read',
      answers: 'payout_schedule_view',
      handler: async ({ context: { caller } }) => ok(payoutScheduleWire(await readSchedule(database, caller.tenantId))),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/payout_schedule',
      permission: 'payouts.write',
      answers: 'payout_schedule_view',
      body: object({
        frequency: enumOf(['manual', 'daily', 'weekly', 'monthly']),
        weekday: integer({ min: 1, max: 7 }).optional(),
        month_day: integer({ min: 1, max: 31 }).optional(),
        delay_days: integer({ min: 0, max: 90 }).optional(),
      }),
      handler: ({ context, body }) =>
        once(database, context, async (tx) => ({ status: 200, body: payoutScheduleWire(await changeSchedule(tx, parts, context, body)) })),
    }),
  ];
}
