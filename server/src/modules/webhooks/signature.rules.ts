import { createHmac } from 'node:crypto';

/**
 * The header by which a receiver knows that a body is ours and fresh: the moment in unix seconds, and for each secret in force the
 * HMAC-SHA256 of `moment.body`, as Stripe's libraries verify it. The secret is taken as text, its prefix included.
 */
export function signatureHeader(body: string, secrets: readonly string[], atSeconds: number): string {
  const signed = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')}`);
  return [`t=${atSeconds}`, ...signed].join(',');
}
