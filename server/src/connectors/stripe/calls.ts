import type Stripe from 'stripe';
import type { CardData } from '../../vault/index.ts';
import type {
  AuthoriseRequest,
  CardRequest,
  FollowUpRequest,
  FormFields,
  HeldCard,
  HttpCall,
  KeepRequest,
  LookUpRequest,
} from '../port.ts';

// What is sent to Stripe. The types of the official SDK check each form.

/** Where our reference stands in the provider's metadata. */
export const REFERENCE = 'guichet_reference';
/** Where a captured intent says which capture of ours it was. */
export const CAPTURE = 'guichet_capture';
/** Where a hold that was raised says by which raise of ours it was last. */
export const INCREMENT = 'guichet_increment';

const keyed = (key: string) => ({ 'idempotency-key': key });
const at = (id: string): string => `/v1/payment_intents/${encodeURIComponent(id)}`;

interface NewIntent extends Pick<LookUpRequest, 'reference' | 'amount' | 'capture' | 'customer'> {
  readonly descriptor?: string | null;
}

/** The provider puts the name of its account before what is said of this payment, so that only this is sent. */
function suffixOf(descriptor: string | null | undefined): string | undefined {
  const suffix = /\* (.+)$/.exec(descriptor ?? '')?.[1];
  // What was cut to the statement's length may have lost its only letter, and would be refused.
  return suffix !== undefined && /[A-Za-z]/.test(suffix) ? suffix : undefined;
}

/** Makes an intent that moves nothing. The same for the same request at any time, and free of card data: asking again finds it. */
export function createIntent({ reference, amount, capture, descriptor, customer }: NewIntent): HttpCall {
  const suffix = suffixOf(descriptor);
  const form = {
    amount: Number(amount.amount),
    currency: amount.currency,
    capture_method: capture ? 'automatic' : 'manual',
    allowed_payment_method_types: ['card'],
    ...(customer && { customer }),
    metadata: { [REFERENCE]: reference },
    ...(suffix !== undefined && { statement_descriptor_suffix: suffix }),
  } satisfies Stripe.PaymentIntentCreateParams;
  return { method: 'POST', path: '/v1/payment_intents', form, headers: keyed(reference) };
}

const WITHOUT_PAYER: ReadonlySet<string> = new Set(['mit_recurring', 'mit_unscheduled']);

/** The SDK has no card numbers in the data of a confirmation; its type of a new payment method has. */
export function cardFields({ card, address }: CardRequest & { readonly card: CardData }) {
  return {
    type: 'card',
    card: { number: card.number, exp_month: card.expMonth, exp_year: card.expYear, ...(card.cvc && { cvc: card.cvc }) },
    billing_details: {
      address: {
        ...(address.line1 && { line1: address.line1 }),
        ...(address.postalCode && { postal_code: address.postalCode }),
        ...(address.country && { country: address.country }),
      },
    },
  } satisfies Stripe.PaymentMethodCreateParams;
}

/** With what an intent is confirmed: a card of our vault, or one that the provider holds. */
export type Confirmed = AuthoriseRequest & ({ readonly card: CardData } | { readonly held: HeldCard });

/** Charges the card: the one step that moves money. A payer who would have to prove themselves is not here, so the provider is to decline. */
export function confirmIntent(id: string, request: Confirmed): HttpCall {
  const options = {
    ...(request.entry.startsWith('moto') && { moto: true }),
    ...(request.incremental && { request_incremental_authorization: 'if_available' as const }),
  };
  const form = {
    ...('held' in request && {
      payment_method: request.held.token,
      ...(request.firstOfMany && request.held.customer !== null && ({ setup_future_usage: 'off_session' } as const)),
    }),
    error_on_requires_action: true,
    expand: ['latest_charge'],
    ...(Object.keys(options).length > 0 && { payment_method_options: { card: options } }),
    ...(WITHOUT_PAYER.has(request.entry) && { off_session: true }),
  } satisfies Stripe.PaymentIntentConfirmParams;
  return {
    method: 'POST',
    path: `${at(id)}/confirm`,
    form: { ...(form as FormFields), ...(!('held' in request) && { payment_method_data: cardFields(request) }) },
    headers: keyed(`${request.reference}_confirm`),
  };
}

export const getIntent = (id: string): HttpCall => ({ method: 'GET', path: `${at(id)}?expand[]=latest_charge` });

/** For the time when the provider keeps our keys no longer. Its search lags behind by a minute at most. */
export function searchIntent(reference: string): HttpCall {
  const query = `metadata["${REFERENCE}"]:"${reference}"`;
  return { method: 'GET', path: `/v1/payment_intents/search?query=${encodeURIComponent(query)}&expand[]=data.latest_charge` };
}

export function captureIntent(id: string, { reference, amount }: Pick<FollowUpRequest, 'reference' | 'amount'>): HttpCall {
  const form = {
    amount_to_capture: Number(amount.amount),
    metadata: { [CAPTURE]: reference },
  } satisfies Stripe.PaymentIntentCaptureParams;
  return { method: 'POST', path: `${at(id)}/capture`, form, headers: keyed(reference) };
}

interface Raise extends Pick<FollowUpRequest, 'reference' | 'amount'> {
  readonly descriptor?: string | null;
}

/** Raises a hold to a new total. */
export function incrementIntent(id: string, { reference, amount, descriptor }: Raise): HttpCall {
  const form = {
    amount: Number(amount.amount),
    metadata: { [INCREMENT]: reference },
    ...(descriptor && { statement_descriptor: descriptor }),
  } satisfies Stripe.PaymentIntentIncrementAuthorizationParams;
  return { method: 'POST', path: `${at(id)}/increment_authorization`, form, headers: keyed(reference) };
}

export const cancelIntent = (id: string, reference: string): HttpCall => ({
  method: 'POST',
  path: `${at(id)}/cancel`,
  form: {} satisfies Stripe.PaymentIntentCancelParams,
  headers: keyed(reference),
});

export function refundIntent(id: string, { reference, amount }: Pick<FollowUpRequest, 'reference' | 'amount'>): HttpCall {
  const form = {
    payment_intent: id,
    amount: Number(amount.amount),
    metadata: { [REFERENCE]: reference },
  } satisfies Stripe.RefundCreateParams;
  return { method: 'POST', path: '/v1/refunds', form, headers: keyed(reference) };
}

export const listRefunds = (id: string): HttpCall => ({
  method: 'GET',
  path: `/v1/refunds?payment_intent=${encodeURIComponent(id)}&limit=100`,
});

export const getPaymentMethod = (token: string): HttpCall => ({ method: 'GET', path: `/v1/payment_methods/${encodeURIComponent(token)}` });

/** The customer is known there by our reference alone: what we know of them is not the provider's to know. */
export const createCustomer = ({ reference }: KeepRequest): HttpCall => ({
  method: 'POST',
  path: '/v1/customers',
  form: { metadata: { [REFERENCE]: reference } } satisfies Stripe.CustomerCreateParams,
  headers: keyed(`customer_${reference}`),
});

/** A card that is on this customer's file already stays there, so it may be asked for again at any time. */
export const attachPaymentMethod = (token: string, customer: string): HttpCall => ({
  method: 'POST',
  path: `/v1/payment_methods/${encodeURIComponent(token)}/attach`,
  form: { customer } satisfies Stripe.PaymentMethodAttachParams,
});

/** The page of another Guichet's own fields; Stripe itself has none that opens without its script. */
export const FIELDS_PATH = '/pay/fields';
export const fieldsInfo = (publishableKey: string): HttpCall => ({
  method: 'GET',
  path: `${FIELDS_PATH}/info?key=${encodeURIComponent(publishableKey)}`,
});
