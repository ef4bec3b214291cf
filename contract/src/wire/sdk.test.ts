import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import type { WireBalance, WireBalanceTransaction } from './balance.ts';
import type { WireCharge } from './charge.ts';
import type { WireCustomer } from './customer.ts';
import type { WireEvent } from './event.ts';
import type { WireMandate } from './mandate.ts';
import type { WirePaymentIntent } from './paymentIntent.ts';
import type { WirePaymentMethod } from './paymentMethod.ts';
import type { WireBankAccount, WirePayout } from './payout.ts';
import type { WireRefund } from './refund.ts';
import type { WireWebhookEndpoint } from './webhookEndpoint.ts';

// Holds what we render against what the official SDK promises its users: it is the compiler that checks, the test below only keeps the file in sight. `Absent` names
// the fields that the SDK types as always there and we leave out; a field of ours that the SDK does not know fails as well.
type Fits<Ours, Theirs, Absent extends keyof Theirs = never> =
  Ours extends Omit<Theirs, Absent | 'lastResponse'>
    ? Exclude<keyof Ours, keyof Theirs> extends never
      ? true
      : { unknown: Exclude<keyof Ours, keyof Theirs> }
    : { differs: Differences<Ours, Theirs> };
type Differences<Ours, Theirs> = { [K in keyof Theirs & keyof Ours as Ours[K] extends Theirs[K] ? never : K]: [Ours[K], Theirs[K]] };

const fits: {
  balance: Fits<WireBalance, Stripe.Balance>;
  balanceTransaction: Fits<WireBalanceTransaction, Stripe.BalanceTransaction>;
  bankAccount: Fits<WireBankAccount, Stripe.BankAccount>;
  charge: Fits<WireCharge, Stripe.Charge>;
  customer: Fits<WireCustomer, Stripe.Customer>;
  event: Fits<Omit<WireEvent, 'type' | 'data'>, Omit<Stripe.EventBase, 'type' | 'data'>>;
  mandate: Fits<WireMandate, Stripe.Mandate>;
  paymentIntent: Fits<WirePaymentIntent, Stripe.PaymentIntent>;
  paymentMethod: Fits<WirePaymentMethod, Stripe.PaymentMethod>;
  payout: Fits<WirePayout, Stripe.Payout>;
  refund: Fits<WireRefund, Stripe.Refund>;
  webhookEndpoint: Fits<WireWebhookEndpoint, Stripe.WebhookEndpoint>;
} = {
  balance: true,
  balanceTransaction: true,
  bankAccount: true,
  charge: true,
  customer: true,
  event: true,
  mandate: true,
  paymentIntent: true,
  paymentMethod: true,
  payout: true,
  refund: true,
  webhookEndpoint: true,
};

it('renders resources that satisfy the types of the official SDK', () => {
  expect(Object.values(fits)).toEqual(Array(12).fill(true));
});
