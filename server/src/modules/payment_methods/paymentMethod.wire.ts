import { wireBrand } from '@guichet/contract/cards.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type {
  WirePaymentMethod,
  WirePaymentMethodCard,
  WirePaymentMethodSepaDebit,
  WirePaymentMethodUsBankAccount,
} from '@guichet/contract/wire/paymentMethod.ts';
import type { CardMethod, PaymentMethod, SepaDebitMethod, UsBankAccountMethod } from './paymentMethod.ts';

const cardWire = (method: CardMethod): WirePaymentMethodCard => ({
  brand: wireBrand(method.brand),
  checks: method.checks,
  country: method.country,
  display_brand: wireBrand(method.brand),
  exp_month: method.expMonth,
  exp_year: method.expYear,
  fingerprint: method.fingerprint,
  funding: method.funding ?? 'unknown',
  generated_from: null,
  last4: method.last4,
  networks: { available: [...(method.networks ?? [wireBrand(method.brand)])], preferred: method.preferredNetwork },
  regulated_status: null,
  three_d_secure_usage: { supported: true },
  wallet: null,
});

const sepaDebitWire = ({ details, fingerprint, last4 }: SepaDebitMethod): WirePaymentMethodSepaDebit => ({
  bank_code: details.bankCode,
  branch_code: details.branchCode,
  country: details.country,
  fingerprint,
  generated_from: null,
  last4,
});

const usBankAccountWire = ({ details, fingerprint, last4 }: UsBankAccountMethod): WirePaymentMethodUsBankAccount => ({
  account_holder_type: details.accountHolderType,
  account_type: details.accountType,
  bank_name: details.bankName,
  financial_connections_account: null,
  fingerprint,
  last4,
  networks: { preferred: null, supported: ['ach'] },
  routing_number: details.routingNumber,
  status_details: null,
});

/** The part that a method's type names. */
function ownPart(method: PaymentMethod): Pick<WirePaymentMethod, 'card' | 'sepa_debit' | 'us_bank_account'> {
  if (method.type === 'card') return { card: cardWire(method) };
  return method.type === 'sepa_debit' ? { sepa_debit: sepaDebitWire(method) } : { us_bank_account: usBankAccountWire(method) };
}

export function paymentMethodWire(method: PaymentMethod, livemode: boolean): WirePaymentMethod {
  return {
    id: method.id,
    object: 'payment_method',
    allow_redisplay: method.allowRedisplay,
    billing_details: method.billingDetails,
    ...ownPart(method),
    created: unixSeconds(method.created),
    customer: method.customerId,
    customer_account: null,
    livemode,
    metadata: method.metadata,
    type: method.type,
  };
}
