import { parseAmount } from '@guichet/contract/amounts.ts';
import { asCurrency } from '@guichet/contract/currencies.ts';
import { containing } from '@guichet/contract/searchText.ts';
import type { PaymentView } from '@guichet/contract/terminal.ts';
import type { PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';
import type { Caller } from '../../platform/context.ts';
import type { Page, TimeRange } from '../../platform/page.ts';
import { readTenant, type Tenant } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { findCustomers, searchCustomers } from '../customers/index.ts';
import { disputesOfIntents } from '../disputes/index.ts';
import { answersLike, readOwnFields } from '../own_fields/index.ts';
import type { PaymentIntent, PaymentSearch } from '../payments/index.ts';
import { searchPayments } from '../payments/index.ts';
import { actorNames } from '../people/index.ts';
import { paymentView } from './paymentView.wire.ts';

/** What the list is narrowed by. Days are the place's. */
export interface PaymentQuery {
  readonly query?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly status?: string | undefined;
  readonly channel?: string | undefined;
  /** The id of a person, or `api` for everything that programs made. */
  readonly staff?: string | undefined;
  readonly customer?: string | undefined;
  readonly method?: PaymentMethodType | undefined;
  readonly currency?: string | undefined;
  /** The key of a field of the place's own, and the answer to it, as it stands. */
  readonly field?: string | undefined;
  readonly answer?: string | undefined;
  readonly created?: TimeRange | undefined;
}

/** So many customers that a text may stand for; who types three letters sees the newest of them. */
const CANDIDATE_CUSTOMERS = 200;

/** Everything that a typed text may mean: a reference, an id, last four digits, an amount in the place's currency, a customer, an answer to one of its own fields. */
async function textSearch(database: Database, tenant: Tenant, query: string, byName: boolean): Promise<NonNullable<PaymentSearch['text']>> {
  const amount = parseAmount(query, asCurrency(tenant.defaultCurrency));
  const customers =
    query.length < 2 ? [] : await searchCustomers(database, tenant.tenantId, { query, byName }, { take: CANDIDATE_CUSTOMERS });
  return {
    pattern: containing(query),
    exact: query,
    amount: amount.ok ? amount.money.amount : null,
    customers: customers.map(({ id }) => id),
    answers: answersLike(await readOwnFields(database, tenant.tenantId), query).map((answer) => JSON.stringify(answer)),
  };
}

/** A page of the terminal's list of payments. */
export async function listPayments(
  database: Database,
  { tenantId, actor, sight }: Pick<Caller, 'tenantId' | 'actor' | 'sight'>,
  query: PaymentQuery,
  page: Page,
): Promise<PaymentIntent[]> {
  const tenant = await readTenant(database, tenantId);
  const { field, answer } = query;
  const search: PaymentSearch = {
    ...(query.created && { created: query.created }),
    ...(query.customer && { customer: query.customer }),
    ...(query.status && { status: query.status }),
    ...(query.method && { method: query.method }),
    ...(query.currency && { currency: query.currency }),
    ...(field !== undefined && answer !== undefined && { answer: JSON.stringify({ [field]: answer }) }),
    ...(query.staff === 'api'
      ? { channel: 'api' }
      : { ...(query.staff && { createdBy: query.staff }), ...(query.channel && { channel: query.channel }) }),
    days: { from: query.from, to: query.to, timeZone: tenant.timeZone },
    ...(query.query && { text: await textSearch(database, tenant, query.query, sight?.hidesContacts ?? false) }),
    ...(sight?.ownPayments && { ownOf: actor.id }),
  };
  return searchPayments(database, tenantId, search, page);
}

/** Lines of the list, with the customers' and the staff's names and the disputes looked up once for all of them. */
export async function paymentViews(database: Database, tenantId: number, intents: readonly PaymentIntent[]): Promise<PaymentView[]> {
  const customerIds = intents.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const [customers, names, disputes] = await Promise.all([
    findCustomers(database, tenantId, [...new Set(customerIds)]),
    actorNames(
      database,
      tenantId,
      intents.map(({ createdBy }) => createdBy),
    ),
    disputesOfIntents(
      database,
      tenantId,
      intents.map(({ id }) => id),
    ),
  ]);
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return intents.map((intent) => {
    const name = names.get(intent.createdBy);
    const staff = intent.channel === 'api' || name === undefined ? null : { id: intent.createdBy, name };
    const customer = intent.customerId === null ? undefined : byId.get(intent.customerId);
    return paymentView(intent, { customer, staff, dispute: disputes.find(({ paymentIntentId }) => paymentIntentId === intent.id) });
  });
}
