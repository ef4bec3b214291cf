import { createSecretKey } from 'node:crypto';
import { ApiError, errorBody } from '@guichet/contract/errors.ts';
import { PERMISSIONS } from '@guichet/contract/permissions.ts';
import type { FastifyInstance } from 'fastify';
import { manualClock } from '../../platform/clock.ts';
import type { Actor, Caller, RequestContext } from '../../platform/context.ts';
import { idMaker } from '../../platform/ids.ts';
import { createLogger, type Logger } from '../../platform/log.ts';
import { systemRandom } from '../../platform/random.ts';
import type { Admission } from '../admission.ts';
import type { RequestFacts } from '../authenticate.ts';
import { fields } from '../fields.ts';
import { listBody, listQuery, readPage } from '../pagination.ts';
import { type AnyRoute, ok, publicRoute, route } from '../route.ts';
import { registerRoutes } from '../routes.ts';
import { createHttpServer, type HttpServerOptions } from '../server.ts';

export const TOY_KEY = 'sk_test_toy_0123456789';
export const READ_ONLY_KEY = 'sk_test_toy_read_only';
/** 25 customers; the first in this list is the oldest. */
export const CUSTOMER_IDS = Array.from({ length: 25 }, (_, index) => `cus_${String(index).padStart(3, '0')}`);

const customer = (id: string) => ({ id, object: 'customer', name: `Customer ${id}` });
const charge = (id: string) => ({ id, object: 'charge', amount: 4990, customer: 'cus_007', balance_transaction: 'txn_1', refunds: null });
const OBJECTS: Record<string, (id: string) => unknown> = {
  customer,
  charge,
  balance_transaction: (id) => ({ id, object: 'balance_transaction', source: 'ch_1' }),
  'charge.refunds': (id) => listBody('/v1/refunds', [{ id: 're_1', object: 'refund', charge: id, balance_transaction: 'txn_2' }], false),
};
const EXPANDABLE = {
  charge: { customer: 'customer', balance_transaction: 'balance_transaction', refunds: { listOf: 'refund' } },
  refund: { charge: 'charge', balance_transaction: 'balance_transaction' },
  balance_transaction: { source: 'charge' },
};

const callerAs = (actor: Actor, permissions: readonly (typeof PERMISSIONS)[number][]): Caller => ({
  tenantId: 1,
  account: 'acct_toy',
  livemode: false,
  actor,
  permissions: new Set(permissions),
});

async function authenticate({ authorization, cookie, account, needs }: RequestFacts): Promise<Caller> {
  if (cookie === 'session=good' && (account === 'acct_toy' || needs === 'session')) {
    return callerAs({ kind: 'person', id: 'person_1', name: 'Ada' }, PERMISSIONS);
  }
  if (authorization === `Bearer ${TOY_KEY}`) return callerAs({ kind: 'key', id: 'key_toy', name: 'Toy' }, PERMISSIONS);
  if (authorization === `Bearer ${READ_ONLY_KEY}`) return callerAs({ kind: 'key', id: 'key_read', name: 'Reader' }, ['customers.read']);
  throw new ApiError('unauthorized');
}

const intentBody = fields.object({
  amount: fields.amount(),
  currency: fields.currency(),
  confirm: fields.boolean().optional(),
  allowed_payment_method_types: fields.listOf(fields.enumOf(['card'])).optional(),
  payment_method_data: fields
    .object({
      type: fields.enumOf(['card']),
      card: fields.object({ token: fields.text() }).optional(),
      billing_details: fields.object({ address: fields.nullable(fields.address()).optional() }).optional(),
    })
    .optional(),
  metadata: fields.metadata().optional(),
});

/** What a request's context looks like in JSON, for tests to read. */
const shown = ({ idempotency, ...context }: Omit<RequestContext, 'caller'>) => ({
  ...context,
  idempotency: idempotency && { key: idempotency.key, hash: idempotency.requestHash.toString('hex') },
});

async function customersFor(page: { after?: string; before?: string; take: number }) {
  const newestFirst = CUSTOMER_IDS.toReversed();
  const { after, before, take } = page;
  if (before !== undefined)
    return CUSTOMER_IDS.filter((id) => id > before)
      .slice(0, take)
      .map(customer);
  return newestFirst
    .filter((id) => after === undefined || id < after)
    .slice(0, take)
    .map(customer);
}

/** Lets a test decide when `POST /v1/slow` answers. */
export interface Gate {
  readonly entered: Promise<void>;
  open(): void;
}

function makeGate() {
  const entered = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return { entered, opened, gate: { entered: entered.promise, open: () => opened.resolve() } satisfies Gate };
}

function toyRoutes(gate: ReturnType<typeof makeGate>): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/v1/customers',
      permission: 'customers.read',
      answers: { listOf: 'customer' },
      query: listQuery(),
      handler: async ({ query, path }) => {
        const { rows, hasMore } = await readPage(query, customersFor);
        return ok(listBody(path, rows, hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/customers/:id',
      permission: 'customers.read',
      handler: async ({ params }) => ok(customer(params.id)),
    }),
    route({
      method: 'DELETE',
      path: '/v1/customers/:id',
      permission: 'customers.write',
      handler: async ({ params }) => ok({ id: params.id, object: 'customer', deleted: true }),
    }),
    route({
      method: 'GET',
      path: '/v1/charges/:id',
      permission: 'payments.read',
      answers: 'charge',
      handler: async ({ params }) => ok(charge(params.id)),
    }),
    route({
      method: 'GET',
      path: '/v1/charges',
      permission: 'payments.read',
      answers: { listOf: 'charge' },
      query: listQuery({ customer: fields.id('cus').optional() }),
      handler: async ({ path }) => ok(listBody(path, [charge('ch_2'), charge('ch_1')], false)),
    }),
    route({
      method: 'POST',
      path: '/v1/payment_intents',
      permission: 'payments.write',
      answers: 'charge',
      body: intentBody,
      handler: async ({ context, body }) => {
        const answer = { ...body, amount: Number(body.amount), object: 'payment_intent', context: shown(context) };
        if (body.metadata?.decline === 'yes') {
          return { status: 402, body: errorBody(new ApiError('card_declined', { declineCode: 'lost_card', paymentIntent: answer })) };
        }
        return body.metadata?.replay === 'yes' ? { status: 200, body: answer, replayedFrom: 'req_first' } : ok(answer);
      },
    }),
    route({
      method: 'POST',
      path: '/v1/busy',
      permission: 'any',
      handler: async () => {
        throw new ApiError('idempotency_key_in_use');
      },
    }),
    route({
      method: 'POST',
      path: '/v1/bug',
      permission: 'any',
      handler: async () => {
        throw Object.assign(new Error('The bug saw card 4242 4242 4242 4242.'), { detail: 'a row with a secret' });
      },
    }),
    route({
      method: 'POST',
      path: '/v1/slow',
      permission: 'any',
      handler: async () => {
        gate.entered.resolve();
        await gate.opened.promise;
        return ok({ done: true });
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/session',
      permission: 'session',
      body: fields.object({ language: fields.enumOf(['en', 'fr', 'it']), count: fields.integer().optional() }),
      handler: async ({ context, body }) => ok({ person: context.caller.actor.id, ...body }),
    }),
    publicRoute({
      method: 'POST',
      path: '/guichet/v1/setup',
      body: fields.object({ name: fields.text() }),
      handler: async ({ body, context }) => ({
        status: 200,
        body: { name: body.name, at: context.now },
        headers: { 'set-cookie': ['a=1', 'b=2'] },
      }),
    }),
  ];
}

export interface ToyServer {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly url: string;
  readonly gate: Gate;
  /** The log's lines so far. */
  readonly log: Record<string, unknown>[];
  close(): Promise<void>;
}

function recordingLogger(lines: Record<string, unknown>[]): Logger {
  return createLogger('info', { write: (line) => lines.push(JSON.parse(line)) });
}

export interface ToyOptions extends Partial<Pick<HttpServerOptions, 'connections' | 'ready' | 'timeouts' | 'trustProxy'>> {
  /** Adds to the server before it listens. */
  prepare?(app: FastifyInstance): Promise<void>;
  readonly admission?: Admission;
  readonly host?: string;
}

/** A server made of the kit and of routes that need no database, on a free port of this machine. */
export async function startToyServer({ prepare, admission, host = '127.0.0.1', ...options }: ToyOptions = {}): Promise<ToyServer> {
  const log: Record<string, unknown>[] = [];
  const clock = manualClock(new Date('2026-11-20T10:00:00.500Z'));
  const gate = makeGate();
  const ready = async () => ({ ready: true, reasons: [] });
  const app = createHttpServer({ log: recordingLogger(log), makeId: idMaker(clock, systemRandom), trustProxy: false, ready, ...options });
  const expansion = {
    fields: EXPANDABLE,
    needs: { customer: 'customers.read', charge: 'payments.read' } as const,
    resolverFor: () => async (type: string, ids: readonly string[]) => new Map(ids.map((id) => [id, OBJECTS[type]?.(id)])),
  };
  registerRoutes(
    app,
    { authenticate, clock, requestHashKey: createSecretKey(Buffer.alloc(32, 7)), expansion, ...(admission && { admission }) },
    toyRoutes(gate),
  );
  await prepare?.(app);
  const url = await app.listen({ port: 0, host });
  const port = Number(new URL(url).port);
  return { app, port, url, gate: gate.gate, log, close: () => app.close() };
}
