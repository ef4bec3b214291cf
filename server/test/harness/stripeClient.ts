import Stripe from 'stripe';
import type { ApiAccess } from './apiClient.ts';

/** The official SDK on one of our servers. It repeats nothing by itself, so that a test sees every answer. */
export function stripeClient({ base, key }: ApiAccess, more: Pick<Stripe.StripeConfig, 'timeout' | 'maxNetworkRetries'> = {}): Stripe {
  const { hostname, port } = new URL(base);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0, ...more });
}
