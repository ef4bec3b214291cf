import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../operations/Refusal.ts';

/** Pages that payers see in their own browsers; their addresses are secrets themselves. */
const openToAll: ReadonlySet<string | undefined> = new Set(['/healthz', '/challenges/:secret']);

/** Everything but /healthz and the payers' pages asks for the bearer token. */
export function requireToken(app: FastifyInstance, token: string): void {
  const expected = Buffer.from(`Bearer ${token}`);
  app.addHook('onRequest', async (request) => {
    if (openToAll.has(request.routeOptions.url)) return;
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Refusal(401, 'unauthorised', 'The bearer token is missing or wrong.');
    }
  });
}
