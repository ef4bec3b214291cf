import { parseEmail } from '@guichet/contract/emails.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, type Page, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { MAX_COUNT, searchPage, searchQuery } from '../../http/searchPages.ts';
import { once } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import { kindsOf, parseSearch } from '../../search/index.ts';
import { createCustomer } from './createCustomer.ts';
import { customerWire, deletedCustomerWire } from './customer.wire.ts';
import { CUSTOMER_SEARCH, countCustomersBy, findCustomersBy } from './customerSearch.store.ts';
import { listCustomers } from './customers.store.ts';
import { type DeleteCustomerParts, deleteCustomer } from './deleteCustomer.ts';
import { callersWith, searchCustomers } from './foundCustomers.store.ts';
import { internationalPhone } from './phoneForms.rules.ts';
import { requireKnownCustomer } from './requireCustomer.ts';
import { type UpdateCustomerParts, updateCustomer } from './updateCustomer.ts';

const { id, nullable, text, unreadText, address, object, listOf, metadata, email } = fields;

const SHORT = { max: 256 };
const customerFields = {
  name: nullable(text(SHORT)).optional(),
  email: nullable(email()).optional(),
  phone: nullable(text({ max: 40 })).optional(),
  description: nullable(text()).optional(),
  address: nullable(address()).optional(),
  shipping: nullable(object({ address: address(), name: text(SHORT), phone: nullable(text({ max: 40 })).optional() })).optional(),
  preferred_locales: listOf(text({ max: 35 }), { max: 20 }).optional(),
  metadata: metadata().optional(),
};
const customerBody = object(customerFields);
const customerChange = object({
  ...customerFields,
  invoice_settings: object({ default_payment_method: nullable(id('pm')).optional() }).optional(),
});

/** `/v1/customers`, and the search at the counter. */
export function customerRoutes(database: Database, parts: DeleteCustomerParts & UpdateCustomerParts): AnyRoute[] {
  return [
    route({
      method: 'POST',
      path: '/v1/customers',
      permission: 'customers.write',
      answers: 'customer',
      body: customerBody,
      handler: ({ context, body }) => once(database, context, async (tx) => replyOf(await createCustomer(tx, parts, context, body))),
    }),
    route({
      method: 'GET',
      path: '/v1/customers',
      permission: 'customers.read',
      answers: { listOf: 'customer' },
      query: listQuery({ email: text({ max: 512 }).optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        // Compared in the form in which addresses are stored.
        const email = query.email && (parseEmail(query.email) ?? query.email);
        const filter = { ...(email && { email }), ...(query.created && { created: query.created }) };
        const { rows, hasMore } = await readPage(query, (page) => listCustomers(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((customer) => customerWire(customer, caller.livemode)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/customers/search',
      permission: 'customers.read',
      answers: { listOf: 'customer', isSearch: true },
      query: searchQuery(),
      handler: async ({ context: { caller }, query, path, expand }) => {
        const search = parseSearch(query.query, kindsOf(CUSTOMER_SEARCH));
        const source = {
          prefix: 'cus',
          find: (page: Page) => findCustomersBy(database, caller.tenantId, search, page),
          count: () => countCustomersBy(database, caller.tenantId, search, MAX_COUNT),
        } as const;
        return ok(await searchPage({ query, path, expand }, source, (customer) => customerWire(customer, caller.livemode)));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/customers/:id',
      permission: 'customers.read',
      answers: 'customer',
      handler: async ({ context: { caller }, params }) => {
        const customer = await requireKnownCustomer(database, caller.tenantId, params.id);
        return ok(customer.deleted ? deletedCustomerWire(customer) : customerWire(customer, caller.livemode));
      },
    }),
    route({
      method: 'POST',
      path: '/v1/customers/:id',
      permission: 'customers.write',
      answers: 'customer',
      body: customerChange,
      handler: ({ context, params, body }) =>
        once(database, context, async (tx) => replyOf(await updateCustomer(tx, parts, context, params.id, body))),
    }),
    route({
      method: 'DELETE',
      path: '/v1/customers/:id',
      permission: 'customers.write',
      answers: { deleted: 'customer' },
      handler: ({ context, params }) =>
        once(database, context, async (tx) => ({ status: 200, body: await deleteCustomer(tx, parts, context, params.id) })),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/customers',
      permission: 'customers.read',
      answers: { listOf: 'customer_view' },
      query: listQuery({ query: unreadText({ max: 200 }).optional(), phone: unreadText({ max: 40 }).optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const { tenantId } = caller;
        const { phone } = query;
        const callers =
          phone === undefined
            ? undefined
            : await callersWith(database, tenantId, {
                given: phone,
                e164: internationalPhone(phone, (await readTenant(database, tenantId)).country),
              });
        const { rows, hasMore } = await readPage(query, (page) =>
          searchCustomers(database, tenantId, { ...query, byReference: true, byName: caller.sight?.hidesContacts, among: callers }, page),
        );
        return ok(
          listBody(
            path,
            rows.map((customer) => ({ ...customer, created: unixSeconds(customer.created) })),
            hasMore,
          ),
        );
      },
    }),
  ];
}
