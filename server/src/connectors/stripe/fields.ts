import type { HeldCardAnswer, HttpAnswer, KeepAnswer, KeepRequest, NextStep, ProviderFields, TestAnswer } from '../port.ts';
import { customerAnswer, fieldsAnswer, methodAnswer } from './answers.ts';
import { attachPaymentMethod, createCustomer, FIELDS_PATH, fieldsInfo, getPaymentMethod } from './calls.ts';
import { isOurs, isUnknown, read, refusalOf } from './outcomes.ts';

/** An answer that says no in the provider's words, or one that says nothing for certain. */
function no(answer: HttpAnswer, reason: string): { readonly answer: 'wrong' | 'unknown'; readonly reason: string } {
  const refusal = refusalOf(answer, [400, 402]);
  return refusal === null ? { answer: 'unknown', reason } : { answer: 'wrong', reason: refusal.message ?? refusal.type };
}

function readCard(answer: HttpAnswer, { token }: { readonly token: string }): HeldCardAnswer {
  const method = read(methodAnswer, answer);
  if (isUnknown(method)) return no(answer, method.reason);
  if (method.id !== token) return { answer: 'unknown', reason: 'the answer belongs to another token' };
  if (method.type !== 'card' || !method.card) return { answer: 'wrong', reason: `This is not a card but ${method.type}.` };
  const { brand, last4, exp_month: expMonth, exp_year: expYear, fingerprint = null } = method.card;
  const onFile = method.customer != null;
  return { answer: 'card', card: { brand, last4, expMonth, expYear, fingerprint, onFile } };
}

function readCustomer(answer: HttpAnswer, request: KeepRequest): KeepAnswer | NextStep<KeepAnswer> {
  const customer = read(customerAnswer, answer);
  if (isUnknown(customer)) return no(answer, customer.reason);
  if (!isOurs(customer, request.reference)) return { answer: 'unknown', reason: 'the answer belongs to another reference' };
  const { id } = customer;
  if (request.token === null) return { answer: 'kept', customer: id };
  const { token } = request;
  return { next: attachPaymentMethod(token, id), read: (attached) => readAttached(attached, token, id) };
}

function readAttached(answer: HttpAnswer, token: string, customer: string): KeepAnswer {
  const method = read(methodAnswer, answer);
  if (isUnknown(method)) return no(answer, method.reason);
  const keeper = typeof method.customer === 'object' ? method.customer?.id : method.customer;
  return method.id === token && keeper === customer
    ? { answer: 'kept', customer }
    : { answer: 'unknown', reason: 'the answer belongs to another card' };
}

function readCheck(answer: HttpAnswer): TestAnswer {
  const info = read(fieldsAnswer, answer);
  if (!isUnknown(info)) return { answer: 'works' };
  const refusal = refusalOf(answer, [400]);
  // Whoever does not know the address is no Guichet; a Guichet that does not know the key says so.
  if (refusal !== null) return { answer: 'wrong', reason: refusal.message ?? refusal.type };
  return { answer: 'wrong', reason: 'No Guichet answers there.' };
}

/** A publishable key says its mode: `pk_live_…`. */
function modeOf(publishableKey: string): boolean | null {
  const mode = /^pk_(live|test)_[0-9A-Za-z]{8,}$/.exec(publishableKey)?.[1];
  return mode === undefined ? null : mode === 'live';
}

/** Stripe's own fields are made by a script of Stripe's, which would have to run within our pages. */
const refuses = ({ hostname }: URL): string | null =>
  hostname === 'stripe.com' || hostname.endsWith('.stripe.com')
    ? 'Stripe’s own fields need a script of Stripe’s in our pages, which is not supported. Card fields in a frame work with another Guichet; for Stripe choose "raw", where Stripe has approved it.'
    : null;

/** The fields of another Guichet; `docs/connectors/stripe.md` says what they are asked and answer. */
export const stripeFields: ProviderFields = {
  modeOf,
  refuses,
  check: { request: ({ publishableKey }) => fieldsInfo(publishableKey), response: readCheck },
  framePath: ({ publishableKey, origin, language }) =>
    `${FIELDS_PATH}?${new URLSearchParams({ key: publishableKey, origin, lang: language })}`,
  readCard: { request: ({ token }) => getPaymentMethod(token), response: readCard },
  keep: {
    request: (request) =>
      request.customer !== null && request.token !== null ? attachPaymentMethod(request.token, request.customer) : createCustomer(request),
    response: (answer, request) =>
      request.customer !== null && request.token !== null
        ? readAttached(answer, request.token, request.customer)
        : readCustomer(answer, request),
  },
};
