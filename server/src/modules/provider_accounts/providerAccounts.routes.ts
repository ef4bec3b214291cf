import { CARD_REGIONS, type ProviderAccountTestView } from '@guichet/contract/providerViews.ts';
import { fields } from '../../http/fields.ts';
import { listBody } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { cardEntry } from './cardEntry.ts';
import type { StoredProviderAccount } from './providerAccount.ts';
import { providerAccountView } from './providerAccount.wire.ts';
import { accountsOf, findAccount } from './providerAccounts.store.ts';
import type { Providers } from './providers.ts';
import {
  checkChange,
  checkNewAccount,
  createProviderAccount,
  type ProviderAccountParts,
  unknownAccount,
  updateProviderAccount,
} from './saveProviderAccount.ts';

const { boolean, currency, enumOf, integer, listOf, object, text } = fields;

const PERMISSION = 'providers.write';
const NAME = { max: 100 };
const URL_TEXT = { max: 2048 };
const SECRET = { max: 500 };
const methods = listOf(text({ max: 64 }), { max: 20 }).optional();
const cards = enumOf(['raw', 'fields']).optional();
const publishableKey = text({ max: 200 }).optional();
const currencies = listOf(currency(), { max: 200 }).optional();

const someAmounts = () => listOf(object({ currency: currency(), amount: integer({ min: 0, max: 1_000_000 }) }), { max: 50 });
const feeRow = object({
  basis_points: integer({ min: 0, max: 10_000 }).optional(),
  fixed: someAmounts().optional(),
  methods,
  brands: listOf(text({ max: 64 }), { max: 20 }).optional(),
  regions: listOf(enumOf(CARD_REGIONS), { max: 3 }).optional(),
  currencies,
});
const prices = { fees: listOf(feeRow, { max: 50 }).optional(), dispute_fees: someAmounts().optional() };

/** Through whom a place takes its payments. */
export function providerAccountRoutes(database: Database, parts: ProviderAccountParts, providers: Providers): AnyRoute[] {
  const view = (account: StoredProviderAccount) => providerAccountView(account, parts.connectors);
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/provider_accounts',
      permission: PERMISSION,
      answers: { listOf: 'provider_account_view' },
      handler: async ({ context: { caller }, path }) => ok(listBody(path, (await accountsOf(database, caller.tenantId)).map(view), false)),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/provider_accounts',
      permission: PERMISSION,
      stepUp: true,
      answers: 'provider_account_view',
      body: object({
        ...{ connector: text({ max: 40 }), name: text(NAME), base_url: text(URL_TEXT), secret: text(SECRET) },
        ...{ methods, currencies, ...prices, cards, publishable_key: publishableKey },
      }),
      handler: async ({ context, body }) => {
        await checkNewAccount(parts, context, body);
        return once(database, context, async (tx) => ({
          status: 200,
          body: view(await createProviderAccount(tx, parts, context, body)),
        }));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/provider_accounts/:id',
      permission: PERMISSION,
      stepUp: true,
      answers: 'provider_account_view',
      body: object({
        name: text(NAME).optional(),
        base_url: text(URL_TEXT).optional(),
        secret: text(SECRET).optional(),
        methods,
        currencies,
        ...prices,
        active: boolean().optional(),
        position: integer({ min: 0, max: 1000 }).optional(),
        cards,
        publishable_key: publishableKey,
      }),
      handler: async ({ context, params, body }) => {
        const proven = await checkChange(parts, database, context.caller.tenantId, params.id, body);
        return once(database, context, async (tx) => ({
          status: 200,
          body: view(await updateProviderAccount(tx, parts, context, params.id, body, proven)),
        }));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/card_entry',
      permission: 'payments.write',
      answers: 'card_entry_view',
      query: object({ currency: currency(), origin: text({ max: 255 }), language: text({ max: 35 }) }),
      handler: async ({ context: { caller }, query }) =>
        ok(cardEntry(await accountsOf(database, caller.tenantId), parts.connectors, { ...query, livemode: caller.livemode })),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/provider_accounts/:id/test',
      permission: PERMISSION,
      answers: 'provider_account_test_view',
      // It asks and changes nothing, so a repeat may ask again.
      handler: async ({ context: { caller }, params }) => {
        const account = await findAccount(database, caller.tenantId, params.id);
        if (account === undefined) throw unknownAccount(params.id);
        const said = await (await providers.open(account)).test();
        const works = said.answer === 'works';
        const answer: ProviderAccountTestView = {
          object: 'provider_account_test',
          works,
          answered: said.answer !== 'unknown',
          reason: works ? null : said.reason,
        };
        return ok(answer);
      },
    }),
  ];
}
