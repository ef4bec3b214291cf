import { createHash, type KeyObject } from 'node:crypto';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { ACCOUNT_PERMISSIONS } from '@guichet/contract/permissions.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../platform/clock.ts';
import type { Caller, RequestContext } from '../platform/context.ts';
import type { Guard } from '../platform/guard.ts';
import { learnAddress } from './addresses.ts';
import type { Admission } from './admission.ts';
import { apiVersion } from './apiVersion.ts';
import type { Authenticate, RequestFacts } from './authenticate.ts';
import { comeIn, placeOf, refuseAtOnce } from './comeIn.ts';
import { answerPreflight, crossOriginHeaders } from './crossOrigin.ts';
import { setRetryHeader } from './errorAnswers.ts';
import {
  checkExpand,
  type Expandable,
  type ExpandableFields,
  type ExpandablePermissions,
  expandPaths,
  type ResolveObjects,
  takeExpand,
} from './expand.ts';
import { decodeQuery } from './formDecode.ts';
import { guarded } from './guarded.ts';
import { channelOf, checkStripeAccount, headerText, idempotencyKey, isUnder, pathOf } from './headers.ts';
import { UPLOAD_OVERHEAD_BYTES, type UploadedFile } from './multipart.ts';
import { parse } from './parse.ts';
import { decodeBody, decodeUploadBody, readBodiesAsBytes } from './requestBody.ts';
import { requestHash } from './requestHash.ts';
import { requireFreshProof } from './requireFreshProof.ts';
import type { Answers, AnyRoute, Reply } from './route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who was found to call, and when: set before the body is read. */
    guichet: { readonly now: Date; readonly caller: Caller | null } | null;
  }
}

/** What can be expanded, and who loads it for a caller. */
export interface Expansion {
  readonly fields: ExpandableFields;
  readonly needs: ExpandablePermissions;
  resolverFor(context: RequestContext): ResolveObjects;
}

export interface RouteDeps {
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  /** Keys the hash by which requests with one Idempotency-Key are compared; the same on every server and after every restart. */
  readonly requestHashKey: KeyObject;
  readonly expansion?: Expansion;
  /** Throws what stands in the way of whatever is not only read, such as that nothing may be changed at present. */
  readonly beforeChange?: () => Promise<void>;
  /** Narrows and masks for callers who do not see everything; nobody else meets it. */
  readonly guard?: Guard;
  /** Without it everybody is let in at once. */
  readonly admission?: Admission;
}

const NO_EXPANSION: Pick<Expansion, 'fields' | 'needs'> = { fields: {}, needs: {} };

/** In a file, or the note that something was deleted, there is nothing to expand. */
const expandableIn = (answers: Answers | undefined): Expandable | undefined =>
  typeof answers === 'object' && !('listOf' in answers) ? undefined : answers;

function factsOf(request: FastifyRequest, now: Date, needs: RequestFacts['needs']): RequestFacts {
  const { headers } = request;
  return {
    requestId: request.id as Id<'req'>,
    now,
    needs,
    method: request.method,
    path: pathOf(request.url),
    protocol: request.protocol,
    host: request.host,
    ip: request.ip ?? null,
    authorization: headers.authorization,
    cookie: headers.cookie,
    origin: headers.origin,
    account: headerText(headers, 'guichet-account'),
    mode: headerText(headers, 'guichet-mode'),
    headers,
  };
}

async function callerOf(route: AnyRoute, request: FastifyRequest, now: Date, deps: RouteDeps): Promise<Caller | null> {
  const { permission } = route;
  if (permission === 'public') return null;
  const caller = await deps.authenticate(
    factsOf(request, now, route.whileEnrolling ? 'enrolment' : permission === 'session' ? 'session' : 'caller'),
  );
  checkStripeAccount(caller, request.headers);
  if (caller.publishable === true) {
    if (route.publishable) return caller;
    throw new ApiError('forbidden', {
      message:
        'A publishable key may only make tokens and payment methods, and retrieve and confirm intents with their client secret. Use a secret key, on a server of yours.',
    });
  }
  if (permission === 'any') return caller;
  if (permission === 'session') {
    if (caller.actor.kind !== 'person')
      throw new ApiError('forbidden', { message: 'This address is for people who are signed in, not for API keys.' });
    return caller;
  }
  if (!caller.permissions.has(permission))
    throw new ApiError('forbidden', { message: `This needs the permission "${permission}", which this key or person does not have.` });
  if (caller.owesSecondFactor === true && ACCOUNT_PERMISSIONS.has(permission)) throw new ApiError('second_factor_required');
  return caller;
}

/** Before the body is read: the headers that every answer carries, refusals too, and who calls. */
async function admit(route: AnyRoute, request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<void> {
  if (route.publishable) reply.headers(crossOriginHeaders(request.headers.authorization));
  if (isUnder(route.path, '/v1')) reply.header('stripe-version', apiVersion(headerText(request.headers, 'stripe-version')));
  const key = idempotencyKey(request.method, request.headers);
  if (key !== null) reply.header('idempotency-key', key);
  const now = deps.clock.now();
  const caller = await callerOf(route, request, now, deps);
  if (route.stepUp && caller !== null) requireFreshProof(caller, now);
  request.guichet = { now, caller };
  // Signing in and out, and one's own language, stay possible at any time.
  if (route.method !== 'GET' && route.permission !== 'public' && route.permission !== 'session') await deps.beforeChange?.();
  // What is to be refused anyway should not send its body first.
  if (deps.admission !== undefined) refuseAtOnce(deps.admission, placeOf(request));
}

/** Parts of an address reach stores as ids, so what can't be one is refused here. */
function checkParams(params: Record<string, string>): void {
  const values = Object.values(params);
  if (values.includes('')) throw new ApiError('unknown_address');
  const isPossible = values.every((value) => /^[\x20-\x7e]{1,255}$/.test(value));
  if (!isPossible) throw new ApiError('resource_missing', { message: 'No such object: its id has characters that no id has.' });
}

/** A publishable key has no permission; what it may expand of an intent that it has the secret of is checked before. */
const readableBy = (caller: Caller | null): Caller['permissions'] =>
  caller?.publishable === true ? new Set(['customers.read', 'payments.read']) : (caller?.permissions ?? new Set());
/** Payers' pages have keys of their own: one that a visitor uses first must not stand in the way of the merchant's request. */
const keyOf = (caller: Caller | null, key: string): string =>
  caller?.publishable === true ? `pk:${createHash('sha256').update(key).digest('base64url')}` : key;

/** Stands for a file where requests with one Idempotency-Key are compared. */
const digestOf = ({ filename, bytes }: UploadedFile): string => `${createHash('sha256').update(bytes).digest('hex')} ${filename}`;

interface Read {
  readonly context: RequestContext;
  readonly expand: readonly string[];
  readonly query: unknown;
  readonly body: unknown;
  readonly file: UploadedFile | null;
}

function read(route: AnyRoute, request: FastifyRequest, deps: RouteDeps): Read {
  const isStripe = isUnder(route.path, '/v1');
  const query = decodeQuery(request.raw.url ?? '');
  const { fields: body, file } =
    route.uploads === undefined ? { fields: decodeBody(request, isStripe ? 'form' : 'json'), file: null } : decodeUploadBody(request);
  const key = idempotencyKey(request.method, request.headers);
  const hashed = {
    method: request.method,
    path: pathOf(request.url),
    query,
    body: file === null ? body : { ...body, file: digestOf(file) },
  };
  // Before `expand` is taken out of what was sent: a request that expands something else is another request.
  const claim =
    key === null ? null : { key: keyOf(request.guichet?.caller ?? null, key), requestHash: requestHash(deps.requestHashKey, hashed) };
  const expand = isStripe ? [...takeExpand(query), ...takeExpand(body)] : [];
  const parsed = { query: parse(route.query, query), body: parse(route.body, body) };
  if (request.guichet?.caller?.publishable === true && expand.some((path) => path !== 'payment_method')) {
    throw new ApiError('forbidden', { message: 'A publishable key may expand "payment_method" alone.' });
  }
  const { now, caller } = request.guichet ?? { now: deps.clock.now(), caller: null };
  const { fields: known, needs } = deps.expansion ?? NO_EXPANSION;
  checkExpand({ known, needs, permissions: readableBy(caller) }, expandableIn(route.answers), expand);
  const idempotency = claim && { ...claim, claimedBy: caller?.actor.id ?? null };
  const context = {
    requestId: request.id as Id<'req'>,
    now,
    idempotency,
    channel: channelOf(caller, request.headers),
    ip: request.ip ?? null,
  };
  // A public route has no caller, and its handler's type knows none.
  return { ...parsed, file, expand, context: (caller === null ? context : { ...context, caller }) as RequestContext };
}

async function expanded(route: AnyRoute, answer: Reply, { context, expand }: Read, { expansion }: RouteDeps): Promise<unknown> {
  const answers = expandableIn(route.answers);
  if (expansion === undefined || answers === undefined || expand.length === 0 || answer.status >= 300) return answer.body;
  const resolve = expansion.resolverFor(context);
  return expandPaths(answer.body, expand, { known: expansion.fields, resolve, answers });
}

/** Once its turn has come: by now the body is here, so that nobody slow holds a place that others wait for. */
async function serveInTurn(route: AnyRoute, request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  if (deps.admission === undefined) return serve(route, request, reply, deps);
  const leave = await comeIn(deps.admission, placeOf(request), reply.raw);
  try {
    return await serve(route, request, reply, deps);
  } finally {
    leave();
  }
}

/** What the route answers, expanded, and as much of it as the caller sees. */
function answerOf(
  route: AnyRoute,
  request: FastifyRequest,
  params: Record<string, string>,
  parameters: Read,
  deps: RouteDeps,
): Promise<Reply> {
  const answer = async (): Promise<Reply> => {
    const reply = await route.handle({ ...parameters, params, path: pathOf(request.url), raw: request });
    return { ...reply, body: await expanded(route, reply, parameters, deps) };
  };
  // A public route has no caller.
  const isBounded = request.guichet?.caller?.sight !== undefined;
  if (!isBounded || deps.guard === undefined) return answer();
  const { path, downloads, answers } = route;
  const { query, body, context } = parameters;
  return guarded(deps.guard, context, { path, downloads, answers, params: { ...params }, query, body }, answer);
}

async function serve(route: AnyRoute, request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const params = request.params as Record<string, string>;
  checkParams(params);
  const parameters = read(route, request, deps);
  const answer = await answerOf(route, request, params, parameters, deps);
  if (answer.headers !== undefined) reply.headers(answer.headers);
  if (answer.replayedFrom !== undefined) reply.headers({ 'idempotent-replayed': 'true', 'original-request': answer.replayedFrom });
  if (answer.status >= 400) setRetryHeader(reply, answer.status);
  return reply.status(answer.status).send(answer.body);
}

/**
 * Puts routes on a server that `createHttpServer` made. Each request is authenticated before its body is read, its parameters get their
 * types, and what the handler answers is rendered; what it throws becomes a refusal or a logged 500.
 */
export function registerRoutes(app: FastifyInstance, deps: RouteDeps, routes: readonly AnyRoute[]): void {
  for (const route of routes) learnAddress(app, route.method, route.path);
  app.register(async (scope) => {
    readBodiesAsBytes(scope);
    for (const path of new Set(routes.filter((route) => route.publishable).map((route) => route.path))) answerPreflight(scope, path);
    for (const route of routes) {
      scope.route({
        method: route.method,
        url: route.path,
        onRequest: (request, reply) => admit(route, request, reply, deps),
        ...(route.uploads && { config: { maxBodyBytes: route.uploads.maxFileBytes + UPLOAD_OVERHEAD_BYTES } }),
        handler: (request, reply) => serveInTurn(route, request, reply, deps),
      });
    }
  });
}
