import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Caller, Channel } from '../platform/context.ts';

const KEY_FORM = /^[\x20-\x7e]{1,255}$/;
const STAFF_CHANNELS: readonly Channel[] = ['phone', 'email', 'mail', 'fax', 'in_person'];

export const isUnder = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** Whether whoever asks here means the API, or an address for payers, rightly or not: they are answered in JSON, and with no page of the staff's. */
export const looksLikeApi = (path: string): boolean => /^\/+(?:v\d+|guichet|pay)(?:\/|$)/i.test(path);

/** An address without its query. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

export function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The Idempotency-Key of a POST; on other methods it has no meaning. */
export function idempotencyKey(method: string, headers: IncomingHttpHeaders): string | null {
  const key = headerText(headers, 'idempotency-key');
  if (method !== 'POST' || key === undefined) return null;
  if (KEY_FORM.test(key)) return key;
  throw new ApiError('idempotency_error', { message: 'The Idempotency-Key must have 1 to 255 printable ASCII characters.' });
}

/**
 * How the card reached staff. Only people say so; keys are `api`. Without the header a person's sale counts as in person, since that
 * claims nothing about a card that isn't there.
 */
export function channelOf(caller: Caller | null, headers: IncomingHttpHeaders): Channel {
  if (caller?.actor.kind !== 'person') return 'api';
  const given = headerText(headers, 'guichet-channel') ?? 'in_person';
  const channel = STAFF_CHANNELS.find((known) => known === given);
  if (channel !== undefined) return channel;
  const message = `Guichet-Channel must be one of: ${STAFF_CHANNELS.join(', ')}.`;
  throw new ApiError('parameter_invalid', { param: 'Guichet-Channel', message });
}

/** `Stripe-Account` acts for a connected account; there are none, so it may only name the caller's own. */
export function checkStripeAccount(caller: Caller, headers: IncomingHttpHeaders): void {
  const named = headerText(headers, 'stripe-account');
  if (named !== undefined && named !== caller.account)
    throw new ApiError('account_mismatch', { message: 'This key does not act for the account in Stripe-Account.' });
}
