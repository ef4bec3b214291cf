import type { FastifyInstance } from 'fastify';

const ASKED_WITH = 'authorization, content-type, idempotency-key, stripe-version, stripe-account, x-stripe-client-user-agent';
const TOLD = 'request-id, stripe-version, idempotency-key, idempotent-replayed, original-request, stripe-should-retry, retry-after';
const REMEMBER_S = 3600;

const PUBLISHABLE = /^(?:bearer +pk_|basic +cGtf)/i;

/**
 * Pages of other sites may read answers to publishable keys, which are no secrets and come in no cookie. What a session or a secret key
 * asks stays unreadable to them. (`cGtf` is how `pk_` begins in Basic's base64.)
 */
export function crossOriginHeaders(authorization: string | undefined): Readonly<Record<string, string>> {
  if (authorization === undefined || !PUBLISHABLE.test(authorization)) return { vary: 'authorization' };
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': TOLD,
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'authorization',
  };
}

/** Before it sends such a key, a browser asks whether it may; that question carries no key. */
export function answerPreflight(scope: FastifyInstance, path: string): void {
  scope.options(path, (_request, reply) =>
    reply
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': ASKED_WITH,
        'access-control-max-age': String(REMEMBER_S),
      })
      .status(204)
      .send(),
  );
}
