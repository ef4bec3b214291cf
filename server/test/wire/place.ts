import Stripe from 'stripe';
import { expect } from 'vitest';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// One server serves all files in this folder: `wire.test.ts` opens it, and each case makes what it needs for itself.

export let whole: WholeServer;
/** The official SDK, pointed at our server. It does not retry, so that what it is answered first is what a case sees. */
export let stripe: Stripe;

export function clientWith(key: string, config: Partial<Stripe.StripeConfig> = {}): Stripe {
  const { hostname, port } = new URL(whole.base);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...config });
}

export async function openPlace(): Promise<void> {
  whole = await startWholeServer();
  stripe = clientWith(whole.key);
}

export const closePlace = (): Promise<void> => whole.close();

/** The side door of the sandbox bank, by which it is made to fail. */
export const bankFaults = {
  async add(fault: {
    readonly kind: string;
    readonly operation: string;
    readonly card_last4?: string;
    readonly times?: number;
  }): Promise<void> {
    const { url, token } = whole.bank;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const { status } = await fetch(`${url}/control/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
    expect(status).toBeLessThan(300);
  },
  async clear(): Promise<void> {
    const { url, token } = whole.bank;
    await fetch(`${url}/control/faults`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
  },
};

/** An address that our sandbox's issuers know. */
export const ADDRESS = { line1: '3 quai des Orfèvres', postal_code: '75001', country: 'FR' };

/** A card as a payment method's parameters, entered in full, good for years. */
export const cardFields = (number: string): Stripe.PaymentMethodCreateParams => ({
  type: 'card',
  card: { number, exp_month: 11, exp_year: 2041, cvc: number.startsWith('3') && number.length === 15 ? '1234' : '123' },
  billing_details: { address: ADDRESS },
});

type Intent = Stripe.PaymentIntentCreateParams;
type MethodData = Stripe.PaymentIntentCreateParams.PaymentMethodData;

/** Charges a test card or token at once; by default 20,00 € to a Visa by mail or telephone order. */
export function pay(more: Partial<Intent> = {}, options: Stripe.RequestOptions = {}): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  const card = more.payment_method_data === undefined ? { payment_method: 'pm_card_visa' } : {};
  const intent: Intent = {
    amount: 2000,
    currency: 'eur',
    allowed_payment_method_types: ['card'],
    payment_method_options: { card: { moto: true } },
    confirm: true,
    ...card,
    ...more,
  };
  return stripe.paymentIntents.create(intent, options);
}

/** Charges a card by its number, with the fields given in the same call. */
export const payBy = (number: string, more: Partial<Intent> = {}) =>
  pay({ payment_method_data: cardFields(number) as MethodData, ...more });

/** Holds 20,00 € until they are captured or released. */
export const hold = (more: Partial<Intent> = {}) => pay({ capture_method: 'manual', ...more });

/** The error that a call ends with; a call that succeeds fails the test. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    (value) => expect.fail(`It was accepted: ${JSON.stringify(value).slice(0, 200)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Stripe.errors.StripeError);
  return error as Stripe.errors.StripeError;
}

/** What a refusal says, in the few words that clients act on. */
export async function refused(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const { statusCode: status, code, param } = await refusal(call);
  return { status, code, ...(param === undefined ? {} : { param }) };
}

/** A payment's charge, which a case expects to exist. */
export async function chargeOf(intent: Stripe.PaymentIntent, expand: string[] = []): Promise<Stripe.Charge> {
  return stripe.charges.retrieve(intent.latest_charge as string, { expand });
}

/** The events about objects and their payments, oldest first. They are among the newest hundred, as a case has just made them. */
export async function eventsAbout(...ids: readonly string[]): Promise<Stripe.Event[]> {
  const { data } = await stripe.events.list({ limit: 100 });
  const isAbout = ({ data: { object } }: Stripe.Event): boolean => {
    const { id = '', payment_intent: intent = '' } = object as { id?: string; payment_intent?: string };
    return ids.includes(id) || ids.includes(intent);
  };
  return data.filter(isAbout).reverse();
}

export const typesOf = (events: readonly Stripe.Event[]): string[] => events.map((event) => event.type);

/** A request as bytes go over the wire, for what the SDK would never send. */
export async function raw(
  method: string,
  path: string,
  { body, headers = {} }: { readonly body?: string | Uint8Array; readonly headers?: Record<string, string> } = {},
): Promise<{
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, never> & { error?: Record<string, unknown> };
}> {
  const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(whole.base + path, {
    method,
    headers: { authorization: `Bearer ${whole.key}`, ...type, ...headers },
    ...(body === undefined ? {} : { body: body as string }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() } as Awaited<ReturnType<typeof raw>>;
}
