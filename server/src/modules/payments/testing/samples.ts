import type { AddressInput } from '@guichet/contract/address.ts';
import { wholeAddress } from '@guichet/contract/address.ts';
import type { Approval, CardAnswer, Decline } from '../../../connectors/index.ts';
import type { Attempt } from '../../attempts/index.ts';
import type { CardMethod, DebitMethod } from '../../payment_methods/index.ts';
import { authorisedCharge } from '../authorised.rules.ts';
import type { CardCharge } from '../charge.ts';
import type { PaymentIntent } from '../paymentIntent.ts';

export const NOW = new Date('2026-03-02T09:00:00Z');

/** A payment of 49,90 € that waits for its card, with what a test wants different. */
export const sampleIntent = (changes: Partial<PaymentIntent> = {}): PaymentIntent => ({
  tenantId: 1,
  id: 'pi_1',
  version: 1,
  status: 'requires_payment_method',
  amount: 4990n,
  currency: 'eur',
  amountCapturable: 0n,
  amountReceived: 0n,
  captureMethod: 'automatic_async',
  confirmationMethod: 'automatic',
  customerId: null,
  paymentMethodId: null,
  latestChargeId: null,
  allowedPaymentMethodTypes: null,
  excludedPaymentMethodTypes: null,
  paymentMethodTypes: ['card'],
  automaticPaymentMethods: null,
  cardOptions: {},
  setupFutureUsage: null,
  description: null,
  metadata: {},
  receiptEmail: null,
  shipping: null,
  statementDescriptor: null,
  statementDescriptorSuffix: null,
  clientSecret: 'pi_1_secret_x',
  direct: false,
  nextAction: null,
  lastPaymentError: null,
  canceledAt: null,
  cancellationReason: null,
  channel: 'phone',
  createdBy: 'user_1',
  created: NOW,
  viewStatus: 'incomplete',
  amountRefunded: 0n,
  methodType: null,
  cardBrand: null,
  cardLast4: null,
  declineCode: null,
  ...changes,
});

export const sampleMethod = (changes: Partial<CardMethod> = {}, address: AddressInput = {}): CardMethod => ({
  type: 'card',
  tenantId: 1,
  id: 'pm_1',
  version: 1,
  customerId: null,
  cardId: 'vc_1',
  held: null,
  brand: 'visa',
  last4: '4242',
  bin: '42424242',
  expMonth: 12,
  expYear: 2034,
  fingerprint: 'abcdefgh12345678',
  country: null,
  funding: null,
  checks: null,
  networkTransactionId: null,
  networks: null,
  preferredNetwork: null,
  billingDetails: { address: wholeAddress(address), email: null, name: null, phone: null, tax_id: null },
  metadata: {},
  allowRedisplay: 'unspecified',
  created: NOW,
  attached: null,
  destroyed: null,
  ...changes,
});

/** An account that SEPA debits are drawn on. */
export const sampleDebitMethod = (): DebitMethod => ({
  type: 'sepa_debit',
  tenantId: 1,
  id: 'pm_1',
  version: 1,
  customerId: null,
  accountId: 'vc_1',
  last4: '3000',
  fingerprint: 'accountfingerpri',
  details: { bankCode: '37040044', branchCode: null, country: 'DE' },
  billingDetails: { address: wholeAddress({}), email: 'odile@example.com', name: 'Odile', phone: null, tax_id: null },
  metadata: {},
  allowRedisplay: 'unspecified',
  created: NOW,
  attached: null,
  destroyed: null,
});

/** An account that ACH debits are drawn on. */
export const sampleUsBankAccount = (): DebitMethod => ({
  ...sampleDebitMethod(),
  type: 'us_bank_account',
  last4: '6789',
  details: { routingNumber: '110000000', bankName: 'Sandbox Bank', accountHolderType: 'individual', accountType: 'checking' },
});

export const sampleAttempt = (changes: Partial<Attempt> = {}): Attempt => ({
  tenantId: 1,
  id: 'att_1',
  kind: 'authorise',
  connector: 'sandbox',
  paymentIntentId: 'pi_1',
  chargeId: 'ch_1',
  refundId: null,
  paymentMethodId: 'pm_1',
  amount: { amount: 4990n, currency: 'eur' },
  details: {},
  actor: { kind: 'person', id: 'user_1', name: 'Odile' },
  requestId: 'req_1',
  idempotencyKey: null,
  sentAt: NOW,
  resolveAfter: NOW,
  tries: 0,
  pending: false,
  reversalSent: false,
  ...changes,
});

const CARD_ANSWER: CardAnswer = {
  checks: { line1: 'pass', postalCode: 'fail', cvc: 'pass' },
  country: 'FR',
  funding: 'debit',
  network: 'cartes_bancaires',
  networks: ['cartes_bancaires', 'visa'],
};

export const APPROVAL: Approval = {
  authorisationCode: '7KQ2MD',
  networkTransactionId: '123456789012345',
  captured: false,
  captureBefore: 1_773_000_000,
  riskLevel: 'normal',
  card: CARD_ANSWER,
};

export const DECLINE: Decline = {
  code: 'card_declined',
  declineCode: 'lost_card',
  networkCode: '41',
  advice: 'do_not_try_again',
  blocked: false,
  card: CARD_ANSWER,
};

/** A charge of 49,90 € whose funds are held. */
export const sampleCharge = (changes: Partial<CardCharge> = {}): CardCharge => ({
  ...authorisedCharge(
    { attempt: sampleAttempt(), intent: sampleIntent(), method: sampleMethod(), now: NOW },
    { result: 'approved', approval: APPROVAL },
  ),
  ...changes,
});
