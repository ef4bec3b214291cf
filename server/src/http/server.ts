import type { ServerResponse } from 'node:http';
import type { SecureContextOptions } from 'node:tls';
import { ApiError } from '@guichet/contract/errors.ts';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { steadyMs } from '../platform/clock.ts';
import type { MakeId } from '../platform/ids.ts';
import { methodsAt } from './addresses.ts';
import type { AdmissionCounts } from './admission.ts';
import { boundConnections, CONNECTION_BOUNDS, type ConnectionBounds } from './connectionBounds.ts';
import { connectionRefuser } from './connectionErrors.ts';
import { answerError, sendRefusal } from './errorAnswers.ts';
import { pathOf } from './headers.ts';
import { MAX_BODY_BYTES } from './requestBody.ts';
import { SlowReaders } from './slowReaders.ts';

export interface HttpTimeouts {
  /** For the headers to arrive. */
  readonly headersMs: number;
  /** For the whole request to arrive. */
  readonly requestMs: number;
  /** For a connection on which nothing moves; longer than any handler may take. */
  readonly idleMs: number;
  /** For an answer that is not taken, or next to nothing of it. */
  readonly readerMs: number;
  /** For requests in flight when the server closes; then their connections are cut. */
  readonly closeMs: number;
}

const TIMEOUTS: HttpTimeouts = { headersMs: 10_000, requestMs: 30_000, idleMs: 120_000, readerMs: 30_000, closeMs: 20_000 };
const MAX_HEADER_BYTES = 16 * 1024;
/** Node would leave out those beyond its own bound without a word, an Idempotency-Key perhaps. */
const MAX_HEADERS = 100;
const MAX_PARAM_LENGTH = 1000;
const TOO_LONG_ID = 'No such object: its id is longer than any id is.';

interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  /** How each provider account was answered last, and when, in unix seconds; null where it has not been asked yet. */
  /** Whether what is written reaches the backup; absent where no backup is configured. */
  readonly backups?: 'archiving' | 'failing';
  readonly providers?: readonly { readonly account: string; readonly answers: boolean | null; readonly at: number | null }[];
  /** How much is asked of this server. Being busy is no reason to take it for dead. */
  readonly load?: AdmissionCounts;
}

export interface HttpServerOptions {
  readonly log: FastifyBaseLogger;
  readonly makeId: MakeId;
  /** Key and certificate; without them the server speaks plain HTTP. */
  readonly https?: SecureContextOptions;
  /** Which proxies' `X-Forwarded-*` are believed: none, all, or those listed. */
  readonly trustProxy: boolean | string;
  /** Whether a payment can be taken, and if not, why. */
  ready(): Promise<Readiness>;
  readonly timeouts?: Partial<HttpTimeouts>;
  readonly connections?: Partial<ConnectionBounds>;
}

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

const withStandingHeaders = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply.headers({ 'request-id': request.id, ...SECURITY_HEADERS });

/** One line per request: no query strings, no bodies, no addresses beyond the route's pattern. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const caller = request.guichet?.caller;
    request.log.info(
      {
        method: request.method,
        route: request.is404 ? null : (request.routeOptions.url ?? null),
        status: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(caller ? { account: caller.account, livemode: caller.livemode, actor: caller.actor.id } : {}),
      },
      'request',
    );
  });
}

function answerUnknownAddresses(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(app, pathOf(request.url));
    if (methods.length === 0) return sendRefusal(reply, new ApiError('unknown_address'));
    // The address takes this method, but the router takes no part of an address that is so long.
    if (methods.includes(request.method)) return sendRefusal(reply, new ApiError('resource_missing', { message: TOO_LONG_ID }));
    reply.header('allow', methods.join(', '));
    return sendRefusal(reply, new ApiError('method_not_allowed'));
  });
}

/** Readers that do not read are looked for so often within their patience. */
const LOOKS = 4;

function cutSlowReaders(app: FastifyInstance, readerMs: number): SlowReaders {
  const readers = new SlowReaders(readerMs);
  app.addHook('onRequest', async (request) => readers.watch(request.raw.socket, steadyMs()));
  const looking = setInterval(() => readers.cutSlow(steadyMs()), readerMs / LOOKS).unref();
  app.addHook('onClose', async () => clearInterval(looking));
  return readers;
}

/** New requests are turned away while those in flight are finished, for a while. */
function closeInOrder(app: FastifyInstance, closeMs: number, readers: SlowReaders): void {
  let isClosing = false;
  const answering = new Set<ServerResponse>();
  let whenAnswered: () => void = () => {};
  app.addHook('onRequest', async (_request, { raw }) => {
    if (isClosing) throw new ApiError('unavailable');
    answering.add(raw);
    raw.once('close', () => {
      answering.delete(raw);
      if (answering.size === 0) whenAnswered();
    });
  });
  // A connection that stayed open after its last answer would hold up the closing.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done();
  });
  let cut: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    isClosing = true;
    cut = setTimeout(() => {
      app.server.closeAllConnections();
      readers.cutAll();
    }, closeMs);
  });
  // `localhost` is two addresses with a server each, and Fastify waits for one of them only.
  app.addHook('onClose', async () => {
    if (answering.size > 0) await new Promise<void>((resolve) => (whenAnswered = resolve));
    clearTimeout(cut);
  });
}

function reportHealth(app: FastifyInstance, ready: HttpServerOptions['ready']): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const { ready: isReady, ...state } = await ready();
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not_ready', ...state });
  });
}

/** A server that refuses, logs and closes in our manner; routes come by `registerRoutes`, pages by `registerPages`. */
export function createHttpServer(given: HttpServerOptions): FastifyInstance {
  const { log, makeId, https, trustProxy, ready } = given;
  const { headersMs, requestMs, idleMs, readerMs, closeMs } = { ...TIMEOUTS, ...given.timeouts };
  const serverOptions = {
    headersTimeout: headersMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    requireHostHeader: false,
    connectionsCheckingInterval: Math.min(5000, headersMs),
  };
  const options = {
    loggerInstance: log,
    genReqId: () => makeId('req'),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: requestMs,
    connectionTimeout: idleMs,
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    // What the router itself refuses passes through no hook.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      answerError(error, request, withStandingHeaders(request, reply)),
    clientErrorHandler: connectionRefuser(makeId),
  };
  const app = (
    https === undefined ? fastify({ ...options, http: serverOptions }) : fastify({ ...options, https: { ...serverOptions, ...https } })
  ) as FastifyInstance;
  app.decorateRequest('guichet', null);
  app.addHook('onRequest', async (request, reply) => {
    withStandingHeaders(request, reply);
    // RFC 9112, 3.2. Node's own refusal would have no body.
    if (request.raw.httpVersion === '1.1' && request.headers.host === undefined)
      throw new ApiError('malformed_body', { message: 'The request names no host.' });
    if (request.raw.rawHeaders.length > 2 * MAX_HEADERS)
      throw new ApiError('headers_too_large', { message: `There are more than ${MAX_HEADERS} headers.` });
  });
  app.setErrorHandler(answerError);
  const mostPerAddress = trustProxy === false ? CONNECTION_BOUNDS.mostPerAddress : null;
  boundConnections(app.server, { ...CONNECTION_BOUNDS, mostPerAddress, ...given.connections });
  closeInOrder(app, closeMs, cutSlowReaders(app, readerMs));
  logRequests(app);
  answerUnknownAddresses(app);
  reportHealth(app, ready);
  return app;
}
