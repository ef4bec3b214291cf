import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import type { WireBalance, WireBalanceTransaction } from './balance.ts';
import type { WireCharge } from './charge.ts';
import type { WireConfirmationToken } from './confirmationToken.ts';
import type { WireCustomer } from './customer.ts';
import type { WireDispute } from './dispute.ts';
import type { WireEarlyFraudWarning } from './earlyFraudWarning.ts';
import type { WireEvent } from './event.ts';
import type { WireFile } from './file.ts';
import type { WireMandate } from './mandate.ts';
import type { WirePaymentIntent } from './paymentIntent.ts';
import type { WirePaymentMethod } from './paymentMethod.ts';
import type { WirePaymentAttemptRecord, WirePaymentRecord } from './paymentRecord.ts';
import type { WireBankAccount, WirePayout } from './payout.ts';
import type { WirePrice } from './price.ts';
import type { WireProduct } from './product.ts';
import type { WireRefund } from './refund.ts';
import type { WireSetupAttempt } from './setupAttempt.ts';
import type { WireSetupIntent } from './setupIntent.ts';
import type { WireTaxRate } from './taxRate.ts';
import type { WireToken, WireTokenCard } from './token.ts';
import type { WireWebhookEndpoint } from './webhookEndpoint.ts';

// Holds what we render against what the official SDK promises its users. It is the compiler that checks: every field that the SDK types as
// always there is rendered, each value is of a type that the SDK knows, and no field is rendered that the SDK does not know. The tests below
// hold that no resource is missing.
type Fits<Ours, Theirs> =
  Ours extends Omit<Theirs, 'lastResponse'>
    ? Exclude<keyof Ours, keyof Theirs> extends never
      ? true
      : { unknown: Exclude<keyof Ours, keyof Theirs> }
    : { differs: Differences<Ours, Theirs>; missing: Exclude<RequiredOf<Theirs>, keyof Ours> };
type RequiredOf<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];
type Differences<Ours, Theirs> = { [K in keyof Theirs & keyof Ours as Ours[K] extends Theirs[K] ? never : K]: [Ours[K], Theirs[K]] };

/** Each resource under the name that its `object` has. */
const fits: {
  balance: Fits<WireBalance, Stripe.Balance>;
  balance_transaction: Fits<WireBalanceTransaction, Stripe.BalanceTransaction>;
  bank_account: Fits<WireBankAccount, Stripe.BankAccount>;
  card: Fits<WireTokenCard, Stripe.Card>;
  charge: Fits<WireCharge, Stripe.Charge>;
  confirmation_token: Fits<WireConfirmationToken, Stripe.ConfirmationToken>;
  customer: Fits<WireCustomer, Stripe.Customer>;
  dispute: Fits<WireDispute, Stripe.Dispute>;
  'radar.early_fraud_warning': Fits<WireEarlyFraudWarning, Stripe.Radar.EarlyFraudWarning>;
  file: Fits<WireFile, Stripe.File>;
  event: Fits<Omit<WireEvent, 'type' | 'data'>, Omit<Stripe.EventBase, 'type' | 'data'>>;
  mandate: Fits<WireMandate, Stripe.Mandate>;
  payment_attempt_record: Fits<WirePaymentAttemptRecord, Stripe.PaymentAttemptRecord>;
  payment_intent: Fits<WirePaymentIntent, Stripe.PaymentIntent>;
  payment_method: Fits<WirePaymentMethod, Stripe.PaymentMethod>;
  payment_record: Fits<WirePaymentRecord, Stripe.PaymentRecord>;
  payout: Fits<WirePayout, Stripe.Payout>;
  /** The SDK makes a decimal of the text that the wire has. */
  price: Fits<Omit<WirePrice, 'unit_amount_decimal'>, Omit<Stripe.Price, 'unit_amount_decimal'>>;
  product: Fits<WireProduct, Stripe.Product>;
  refund: Fits<WireRefund, Stripe.Refund>;
  setup_attempt: Fits<WireSetupAttempt, Stripe.SetupAttempt>;
  setup_intent: Fits<WireSetupIntent, Stripe.SetupIntent>;
  tax_rate: Fits<WireTaxRate, Stripe.TaxRate>;
  token: Fits<WireToken, Stripe.Token>;
  webhook_endpoint: Fits<WireWebhookEndpoint, Stripe.WebhookEndpoint>;
} = {
  balance: true,
  balance_transaction: true,
  bank_account: true,
  card: true,
  charge: true,
  confirmation_token: true,
  customer: true,
  dispute: true,
  'radar.early_fraud_warning': true,
  file: true,
  event: true,
  mandate: true,
  payment_attempt_record: true,
  payment_intent: true,
  payment_method: true,
  payment_record: true,
  payout: true,
  price: true,
  product: true,
  refund: true,
  setup_attempt: true,
  setup_intent: true,
  tax_rate: true,
  token: true,
  webhook_endpoint: true,
};

interface Described {
  readonly properties?: { readonly object?: { readonly const?: string } };
}

it('satisfies the types of the official SDK in every resource', () => {
  const file = join(import.meta.dirname, '../../../server/src/docs/schemas.gen.json');
  const schemas = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Described>);
  // What stands elsewhere in the contract is the terminal's alone.
  const wire = globSync('*.ts', { cwd: import.meta.dirname }).map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  const isResource = (name: string): boolean => wire.some((source) => source.includes(`object: '${name}'`));
  const resources = schemas
    .filter(([name, { properties }]) => properties?.object?.const === name && isResource(name))
    .map(([name]) => name);
  expect(Object.keys(fits).sort()).toEqual(resources.sort());
  expect(new Set(Object.values(fits))).toEqual(new Set([true]));
});
