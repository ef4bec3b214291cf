import { money } from '@guichet/contract/money.ts';
import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { findCustomers } from '../customers/index.ts';
import { readOwnFields } from '../own_fields/index.ts';
import { findCharges, findPaymentIntents } from '../payments/index.ts';
import type { FindReceiptFacts } from '../receipts/index.ts';
import { soldTogether } from '../sales/index.ts';

/** What a receipt says about a payment, gathered from the payment, its latest charge, its customer and the place. */
export const receiptFacts: FindReceiptFacts = async (tx, tenantId, paymentIntent) => {
  const [intent] = await findPaymentIntents(tx, tenantId, [paymentIntent]);
  if (intent?.latestChargeId == null) return null;
  const [charge] = await findCharges(tx, tenantId, [intent.latestChargeId]);
  if (charge === undefined) return null;
  const tenant = await readTenant(tx, tenantId);
  const [customer] = intent.customerId === null ? [] : await findCustomers(tx, tenantId, [intent.customerId]);
  const printable = Object.keys(intent.metadata).length === 0 ? [] : (await readOwnFields(tx, tenantId)).filter((field) => field.printable);
  const sale = await soldTogether(tx, tenantId, intent.metadata);
  const preferred = customer?.preferredLocales.map((locale) => locale.slice(0, 2).toLowerCase());
  return {
    businessName: tenant.businessName,
    country: tenant.country,
    timeZone: tenant.timeZone,
    charge: charge.id,
    status: intent.status,
    captured: charge.captured,
    amount: money(charge.captured ? charge.amountCaptured : charge.amount, charge.currency),
    refunded: money(intent.amountRefunded, charge.currency),
    reference: intent.description,
    answers: printable.flatMap(({ key, label }) => {
      const value = Object.hasOwn(intent.metadata, key) ? intent.metadata[key] : undefined;
      return value === undefined ? [] : [{ label, value }];
    }),
    sold: sale && { ...sale.content, currency: sale.currency, amount: sale.amount },
    paidWith: { kind: charge.details.type === 'card' ? charge.details.brand : charge.details.type, last4: charge.details.last4 },
    createdAt: charge.created,
    statementDescriptor: charge.calculatedDescriptor ?? charge.statementDescriptor,
    customerName: customer?.name ?? null,
    customerLanguage: LANGUAGES.find((language) => preferred?.includes(language)) ?? null,
  };
};
