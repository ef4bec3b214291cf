import type { ExpandableFields, ExpandablePermissions, ResolveObjects } from './http/expand.ts';
import type { Expansion } from './http/routes.ts';
import { balanceTransactionWire, findBalanceTransactions } from './modules/balance/index.ts';
import { deletedProductWire, findPrices, findProducts, priceWire, productWire } from './modules/catalogue/index.ts';
import { customerWire, deletedCustomerWire, findCustomers } from './modules/customers/index.ts';
import { findDisputes, shownDispute } from './modules/disputes/index.ts';
import { findPaymentMethods, paymentMethodWire } from './modules/payment_methods/index.ts';
import { chargeWire, findCharges, findPaymentIntents, paymentIntentWire } from './modules/payments/index.ts';
import { bankAccountWire, findBankAccounts, findPayouts, payoutWire } from './modules/payouts/index.ts';
import { findRefunds, listRefunds, refundWire } from './modules/refunds/index.ts';
import { findSetupIntents, findSetupTries, setupAttemptWire, setupIntentWire } from './modules/setup_intents/index.ts';
import type { RequestContext } from './platform/context.ts';
import type { Sql } from './platform/transaction.ts';

/** What a client may ask for and is always null here. */
const NOTHING = 'nothing';

/** Which fields hold ids that `expand[]` may replace by the objects that they name. */
const FIELDS: ExpandableFields = {
  balance_transaction: { source: 'source' },
  customer: { default_source: NOTHING, invoice_settings: 'invoice_settings', test_clock: NOTHING },
  // Not an object of its own: a part of the customer in which an id stands.
  invoice_settings: { default_payment_method: 'payment_method' },
  charge: {
    application: NOTHING,
    application_fee: NOTHING,
    failure_balance_transaction: NOTHING,
    on_behalf_of: NOTHING,
    review: NOTHING,
    source_transfer: NOTHING,
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
    refunds: { listOf: 'refund' },
  },
  mandate: { payment_method: 'payment_method' },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  'radar.early_fraud_warning': { charge: 'charge', payment_intent: 'payment_intent' },
  payment_intent: {
    application: NOTHING,
    customer: 'customer',
    latest_charge: 'charge',
    on_behalf_of: NOTHING,
    payment_method: 'payment_method',
    payment_record: NOTHING,
    review: NOTHING,
    source: NOTHING,
  },
  payment_method: { customer: 'customer' },
  payout: {
    application_fee: NOTHING,
    balance_transaction: 'balance_transaction',
    destination: 'bank_account',
    failure_balance_transaction: 'balance_transaction',
    original_payout: 'payout',
    reversed_by: 'payout',
  },
  price: { product: 'product' },
  product: { default_price: 'price', tax_code: NOTHING },
  refund: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
    source_transfer_reversal: NOTHING,
    transfer_reversal: NOTHING,
  },
  setup_intent: {
    application: NOTHING,
    customer: 'customer',
    latest_attempt: 'setup_attempt',
    mandate: NOTHING,
    on_behalf_of: NOTHING,
    payment_method: 'payment_method',
    single_use_mandate: NOTHING,
  },
  setup_attempt: {
    application: NOTHING,
    customer: 'customer',
    on_behalf_of: NOTHING,
    payment_method: 'payment_method',
    setup_intent: 'setup_intent',
  },
  // What a balance transaction comes from: a charge, a refund or a dispute.
  source: { balance_transaction: 'balance_transaction', charge: 'charge', customer: 'customer', payment_intent: 'payment_intent' },
};

/** What reading each of them by its own address needs. */
const NEEDS: ExpandablePermissions = {
  balance_transaction: 'balance.read',
  bank_account: 'payouts.read',
  charge: 'payments.read',
  customer: 'customers.read',
  mandate: 'payments.read',
  payment_intent: 'payments.read',
  payment_method: 'customers.read',
  payout: 'payouts.read',
  price: 'products.read',
  product: 'products.read',
  refund: 'payments.read',
  setup_attempt: 'payments.read',
  setup_intent: 'payments.read',
  source: 'payments.read',
};

type Load = (ids: readonly string[]) => Promise<readonly { readonly id: string }[]>;

const REFUNDS_SHOWN = 10;

function loaders(sql: Sql, { caller: { tenantId, livemode, account, permissions }, now }: RequestContext): Readonly<Record<string, Load>> {
  const charge: Load = async (ids) => (await findCharges(sql, tenantId, ids)).map((one) => chargeWire(one, livemode));
  const refund: Load = async (ids) => (await findRefunds(sql, tenantId, ids)).map((one) => refundWire(one.refund, one.charge));
  const payout: Load = async (ids) => (await findPayouts(sql, tenantId, ids)).map((one) => payoutWire(one, livemode));
  const dispute: Load = async (ids) =>
    Promise.all((await findDisputes(sql, tenantId, ids)).map((one) => shownDispute(sql, one, { livemode, now })));
  return {
    charge,
    payout,
    bank_account: async (ids) => (await findBankAccounts(sql, tenantId, ids)).map((one) => bankAccountWire(one, account)),
    refund,
    balance_transaction: async (ids) => (await findBalanceTransactions(sql, tenantId, ids)).map((one) => balanceTransactionWire(one, now)),
    customer: async (ids) =>
      (await findCustomers(sql, tenantId, ids)).map((one) => (one.deleted ? deletedCustomerWire(one) : customerWire(one, livemode))),
    payment_intent: async (ids) => (await findPaymentIntents(sql, tenantId, ids)).map((one) => paymentIntentWire(one, livemode)),
    payment_method: async (ids) => (await findPaymentMethods(sql, tenantId, ids)).map((one) => paymentMethodWire(one, livemode)),
    price: async (ids) => (await findPrices(sql, tenantId, ids)).map((one) => priceWire(one, livemode)),
    product: async (ids) =>
      (await findProducts(sql, tenantId, ids)).map((one) => (one.deleted ? deletedProductWire(one) : productWire(one, livemode))),
    setup_intent: async (ids) => (await findSetupIntents(sql, tenantId, ids)).map((one) => setupIntentWire(one, livemode)),
    setup_attempt: async (ids) => (await findSetupTries(sql, tenantId, ids)).map((one) => setupAttemptWire(one, livemode)),
    source: async (ids) => [
      ...(await charge(ids)),
      ...(await refund(ids)),
      ...(await dispute(ids)),
      ...(permissions.has('payouts.read') ? await payout(ids) : []),
    ],
  };
}

/** The newest refunds of each charge, as the list that `charge.refunds` expands to. */
async function refundLists(sql: Sql, tenantId: number, chargeIds: readonly string[]): Promise<Map<string, unknown>> {
  const lists = chargeIds.map(async (id): Promise<[string, unknown]> => {
    const rows = await listRefunds(sql, tenantId, { charge: id }, { take: REFUNDS_SHOWN + 1 });
    const data = rows.slice(0, REFUNDS_SHOWN).map((row) => refundWire(row.refund, row.charge));
    return [id, { object: 'list', data, has_more: rows.length > REFUNDS_SHOWN, url: `/v1/charges/${id}/refunds` }];
  });
  return new Map(await Promise.all(lists));
}

/** What can be expanded, and how it is loaded: for all ids of one type at once. */
export const expansion = (sql: Sql): Expansion => ({
  fields: FIELDS,
  needs: NEEDS,
  resolverFor: (context): ResolveObjects => {
    const load = loaders(sql, context);
    return async (type, ids) => {
      if (type === 'charge.refunds') return refundLists(sql, context.caller.tenantId, ids);
      const found = await load[type]?.(ids);
      if (found === undefined) throw new Error(`Nothing loads objects of type ${type}.`);
      return new Map(found.map((object) => [object.id, object]));
    };
  },
});
