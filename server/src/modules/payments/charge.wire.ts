import { wireBrand } from '@guichet/contract/cards.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type {
  WireCharge,
  WireChargeCard,
  WireChargeSepaDebit,
  WireChargeUsBankAccount,
  WirePaymentMethodDetails,
  WireThreeDSecure,
} from '@guichet/contract/wire/charge.ts';
import type { Charge, ChargedCard, ChargedSepaAccount, ChargedUsAccount } from './charge.ts';
import { isRaisable } from './increment.rules.ts';

/** Whom the issuer did not ask has no proof, so what is shown here always came of a challenge. */
const threeDSecureWire = ({ eci, version, transactionId }: NonNullable<ChargedCard['proof']>): WireThreeDSecure => ({
  authentication_flow: 'challenge',
  electronic_commerce_indicator: eci,
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: transactionId,
  version,
});

function cardWire(charge: Charge, card: ChargedCard): WireChargeCard {
  const amount = wireAmount(charge.amount);
  return {
    amount_authorized: charge.status === 'succeeded' ? amount : null,
    authorization_code: card.authorisationCode,
    brand: wireBrand(card.brand),
    ...(charge.captureBefore === null || charge.captured ? {} : { capture_before: unixSeconds(charge.captureBefore) }),
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: card.proof?.eci ?? null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    extended_authorization: { status: 'disabled' },
    fingerprint: charge.fingerprint,
    funding: card.funding,
    incremental_authorization: { status: isRaisable(charge) ? 'available' : 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    moto: card.moto,
    multicapture: { status: 'unavailable' },
    network: card.network,
    network_token: { used: false },
    network_transaction_id: card.networkTransactionId,
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: null,
    three_d_secure: card.proof ? threeDSecureWire(card.proof) : null,
    transaction_link_id: null,
    wallet: null,
  };
}

const expectedDate = (date: string | null): { readonly expected_debit_date?: string } =>
  date === null ? {} : { expected_debit_date: date };

const sepaDebitWire = ({ fingerprint }: Charge, account: ChargedSepaAccount): WireChargeSepaDebit => ({
  bank_code: account.bankCode,
  branch_code: account.branchCode,
  country: account.country,
  ...expectedDate(account.expectedDebitDate),
  fingerprint,
  last4: account.last4,
  mandate: account.mandateId,
});

const usBankAccountWire = ({ fingerprint }: Charge, account: ChargedUsAccount): WireChargeUsBankAccount => ({
  account_holder_type: account.accountHolderType,
  account_type: account.accountType,
  bank_name: account.bankName,
  ...expectedDate(account.expectedDebitDate),
  fingerprint,
  last4: account.last4,
  ...(account.mandateId === null ? {} : { mandate: account.mandateId }),
  payment_reference: null,
  routing_number: account.routingNumber,
});

function detailsWire(charge: Charge): WirePaymentMethodDetails {
  const { details } = charge;
  if (details.type === 'card') return { type: 'card', card: cardWire(charge, details) };
  return details.type === 'sepa_debit'
    ? { type: 'sepa_debit', sepa_debit: sepaDebitWire(charge, details) }
    : { type: 'us_bank_account', us_bank_account: usBankAccountWire(charge, details) };
}

export function chargeWire(charge: Charge, livemode: boolean): WireCharge {
  // A card that is pending was asked for and not answered yet.
  const inDoubt = charge.status === 'pending' && charge.details.type === 'card';
  const isUnderWay = charge.status === 'pending' && !inDoubt;
  return {
    id: charge.id,
    object: 'charge',
    amount: wireAmount(charge.amount),
    // A debit under way counts as taken on Stripe's wire; `status` says that it is pending.
    amount_captured: wireAmount(isUnderWay ? charge.amount : charge.amountCaptured),
    amount_refunded: wireAmount(charge.amountRefunded),
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: charge.balanceTransactionId,
    billing_details: charge.billingDetails,
    calculated_statement_descriptor: charge.calculatedDescriptor ?? charge.statementDescriptor,
    captured: charge.captured || isUnderWay,
    created: unixSeconds(charge.created),
    currency: charge.currency,
    customer: charge.customerId,
    description: charge.description,
    disputed: charge.disputeId !== null,
    failure_balance_transaction: null,
    failure_code: charge.failureCode,
    failure_message: charge.failureMessage,
    fraud_details: charge.fraudDetails,
    livemode,
    metadata: charge.metadata,
    on_behalf_of: null,
    outcome: inDoubt ? null : charge.outcome,
    paid: charge.status === 'succeeded',
    payment_intent: charge.direct ? null : charge.paymentIntentId,
    payment_method: charge.paymentMethodId,
    payment_method_details: detailsWire(charge),
    radar_options: {},
    receipt_email: charge.receiptEmail,
    receipt_number: null,
    receipt_url: null,
    refunded: charge.captured && charge.amountRefunded === charge.amountCaptured,
    review: null,
    shipping: charge.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: charge.statementDescriptor,
    statement_descriptor_suffix: charge.statementDescriptorSuffix,
    status: charge.status,
    transfer_data: null,
    transfer_group: null,
  };
}
