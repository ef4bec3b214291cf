import { ApiError } from '@guichet/contract/errors.ts';
import type { Caller } from '../../platform/context.ts';
import { sameSecret } from '../../platform/random.ts';

interface Asked {
  readonly caller: Caller;
}

interface Secretive {
  readonly id: string;
  readonly clientSecret: string;
}

/**
 * Who has only a publishable key shows by the client secret that this intent is theirs. What they get wrong is refused as if there were no
 * such intent. A secret key needs no client secret, but one that is wrong is a mistake.
 */
export function assertClientSecret({ caller }: Asked, { id, clientSecret }: Secretive, given: string | undefined): void {
  if (given !== undefined && sameSecret(given, clientSecret)) return;
  if (caller.publishable) {
    if (given === undefined)
      throw new ApiError('parameter_missing', { param: 'client_secret', message: 'With a publishable key, give "client_secret".' });
    throw new ApiError('resource_missing', { param: 'intent', message: `No such intent: '${id}', or its client secret is another.` });
  }
  if (given !== undefined)
    throw new ApiError('parameter_invalid', { param: 'client_secret', message: 'The client secret belongs to another intent.' });
}

/** What stays between the merchant and Guichet. */
const HIDDEN: readonly string[] = [
  ...['application_fee_amount', 'customer', 'metadata', 'on_behalf_of', 'transfer_data', 'transfer_group', 'latest_charge'],
  ...['statement_descriptor', 'statement_descriptor_suffix', 'review', 'latest_attempt', 'payment_method_configuration_details'],
];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An intent, or the refusal that holds one, as a caller may see it: pages of payers do not learn what is the merchant's own. */
export function shownTo({ publishable }: Caller, body: unknown): unknown {
  if (!publishable || !isObject(body)) return body;
  if (isObject(body.error)) {
    const { payment_intent: payment, setup_intent: setup, ...error } = body.error;
    const hidden = {
      ...(payment === undefined ? {} : { payment_intent: without(payment) }),
      ...(setup === undefined ? {} : { setup_intent: without(setup) }),
    };
    return { error: { ...error, ...hidden } };
  }
  return without(body);
}

const without = (intent: unknown): unknown =>
  isObject(intent) ? Object.fromEntries(Object.entries(intent).filter(([name]) => !HIDDEN.includes(name))) : intent;
