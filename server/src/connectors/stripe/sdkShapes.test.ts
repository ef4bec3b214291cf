import { API_VERSION } from '@guichet/contract/wire/event.ts';
import type Stripe from 'stripe';
import { expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type {
  customerAnswer,
  disputeAnswer,
  errorAnswer,
  eventList,
  fileAnswer,
  fraudWarningAnswer,
  intentAnswer,
  methodAnswer,
  refundAnswer,
  refundList,
  setupAnswer,
} from './answers.ts';
import { credentials } from './credentials.ts';

// What the SDK says that Stripe answers must be readable: the compiler holds our shapes against it.

/** An intent whose latest charge was asked for with it. */
type Intent = Omit<Stripe.PaymentIntent, 'latest_charge'> & { readonly latest_charge: Stripe.Charge | null };
/** A setup whose method was asked for with it. */
type SetUp = Omit<Stripe.SetupIntent, 'payment_method' | 'metadata'> & {
  readonly payment_method: Stripe.PaymentMethod | null;
  readonly metadata: Stripe.Metadata;
};
type Readable<T extends z.ZodType> = z.input<T>;

it('reads what the SDK says is answered', () => {
  expectTypeOf<Intent>().toExtend<Readable<typeof intentAnswer>>();
  expectTypeOf<Stripe.PaymentMethod>().toExtend<Readable<typeof methodAnswer>>();
  expectTypeOf<Stripe.Customer>().toExtend<Readable<typeof customerAnswer>>();
  expectTypeOf<Stripe.Refund & { metadata: Stripe.Metadata; status: string }>().toExtend<Readable<typeof refundAnswer>>();
  expectTypeOf<Pick<Stripe.ApiList<Stripe.Refund>, 'object' | 'has_more'>>().toExtend<
    Pick<Readable<typeof refundList>, 'object' | 'has_more'>
  >();
  expectTypeOf<Stripe.Dispute>().toExtend<Readable<typeof disputeAnswer>>();
  expectTypeOf<Stripe.Radar.EarlyFraudWarning>().toExtend<Readable<typeof fraudWarningAnswer>>();
  expectTypeOf<SetUp>().toExtend<Readable<typeof setupAnswer>>();
  expectTypeOf<Stripe.File>().toExtend<Readable<typeof fileAnswer>>();
  expectTypeOf<Pick<Stripe.Event, 'id' | 'object' | 'type' | 'created'>>().toExtend<
    Omit<Readable<typeof eventList>['data'][number], 'data'>
  >();
  expectTypeOf<{ error: { type: string; message?: string; code?: string; decline_code?: string } }>().toExtend<
    Readable<typeof errorAnswer>
  >();
});

it('asks for the version of these types', () => {
  expect(credentials('sk_test_x').headers['stripe-version']).toBe(API_VERSION);
});

it.each([
  ['sk_test_abc', false],
  ['rk_test_abc', false],
  ['sk_live_abc', true],
  ['rk_live_abc', true],
  ['something', null],
])('%s says its mode', (secret, livemode) => {
  expect(credentials(secret).livemode).toBe(livemode);
});
