import type { Permission } from '@guichet/contract/permissions.ts';
import type { FastifyRequest } from 'fastify';
import type { RequestContext } from '../platform/context.ts';
import type { Expandable } from './expand.ts';
import { fields } from './fields.ts';
import type { UploadedFile } from './multipart.ts';
import type { Schema } from './parse.ts';

/** Who may call a route: whoever has the permission, any signed-in person, or any caller at all that is known. */
export type Access = Permission | 'session' | 'any';

/** `/v1/customers/:id` → `{ id: string }`. */
export type PathParams<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & PathParams<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Record<Name, string>
    : Record<never, string>;

/** What is answered, by the name of its type in the contract: an object, a list of them, the note that one was deleted, or a file of a media type. */
export type Answers = Expandable | { readonly deleted: string } | { readonly file: string };

export type NoParameters = Record<never, never>;

/** What a use case knows about a request that nobody had to sign in for. */
export type PublicContext = Omit<RequestContext, 'caller'>;

interface Parameters<P extends string, Q, B> {
  readonly params: PathParams<P>;
  readonly query: Q;
  readonly body: B;
  /** The file of a route that takes one. */
  readonly file: UploadedFile | null;
  /** The address without its query, as lists repeat it. */
  readonly path: string;
  readonly raw: FastifyRequest;
}

export interface PublicRequest<P extends string, Q, B> extends Parameters<P, Q, B> {
  readonly context: PublicContext;
}

export interface ApiRequest<P extends string, Q, B> extends Parameters<P, Q, B> {
  readonly context: RequestContext;
  /** The paths of `expand[]`, which the kit expands by itself in answers below 300. */
  readonly expand: readonly string[];
}

export interface Reply {
  readonly status: number;
  /** What becomes JSON (bigint must be numbers by now), or a stream of bytes. */
  readonly body: unknown;
  /** The request whose stored answer this is. */
  readonly replayedFrom?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** An answer of 200. */
export const ok = (body: unknown): Reply => ({ status: 200, body });

interface Definition<P extends string, Q, B> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: P;
  /** Without a schema no parameter is known, and any is refused. */
  readonly query?: Schema<Q>;
  readonly body?: Schema<B>;
  /** `'charge'`, `{ listOf: 'charge' }`, `{ deleted: 'customer' }`: what the documentation says, and what can be expanded in it. */
  readonly answers?: Answers;
  /** It takes a file besides its parameters, as `multipart/form-data`. */
  readonly uploads?: { readonly maxFileBytes: number };
  /** It answers bytes, as a file to be saved, and no JSON. */
  readonly downloads?: true;
}

export interface Route<P extends string, Q, B> extends Definition<P, Q, B> {
  readonly permission: Access;
  /** Also for publishable keys, which may call nothing else: pages of payers, from any site. */
  readonly publishable?: true;
  /** For people who have proved within the last minutes who they are, by password or second factor. */
  readonly stepUp?: true;
  /** Also before somebody has set up the second factor that they need: what setting it up takes. */
  readonly whileEnrolling?: true;
  handler(request: ApiRequest<P, Q, B>): Promise<Reply>;
}

export interface PublicRoute<P extends string, Q, B> extends Definition<P, Q, B> {
  handler(request: PublicRequest<P, Q, B>): Promise<Reply>;
}

type Untyped<R> = Omit<R, 'query' | 'body' | 'params'> & {
  readonly query: unknown;
  readonly body: unknown;
  readonly params: Record<string, string>;
};

/** A route whose types are checked and put away, so that routes of all kinds stand in one list. */
export interface AnyRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly permission: Access | 'public';
  readonly publishable: boolean;
  readonly stepUp: boolean;
  readonly whileEnrolling: boolean;
  readonly answers: Answers | undefined;
  readonly uploads: { readonly maxFileBytes: number } | undefined;
  readonly downloads: boolean;
  readonly query: Schema<unknown>;
  readonly body: Schema<unknown>;
  /** For a public route `context.caller` is absent. */
  handle(request: Untyped<ApiRequest<string, unknown, unknown>>): Promise<Reply>;
}

const nothing: Schema<unknown> = fields.object({});

function untyped<P extends string, Q, B>(
  definition: Definition<P, Q, B>,
  handler: unknown,
): Omit<AnyRoute, 'permission' | 'publishable' | 'stepUp' | 'whileEnrolling'> {
  const { method, path, query = nothing, body = nothing, answers, uploads, downloads = false } = definition;
  return { method, path, query, body, answers, uploads, downloads, handle: handler as AnyRoute['handle'] };
}

/** A route for callers that are known. Its handler's types follow from its path and schemas. */
export function route<const P extends string, Q = NoParameters, B = NoParameters>(definition: Route<P, Q, B>): AnyRoute {
  const { permission, publishable = false, stepUp = false, whileEnrolling = false } = definition;
  const handler = (request: ApiRequest<P, Q, B>) => definition.handler(request);
  return { ...untyped(definition, handler), permission, publishable, stepUp, whileEnrolling };
}

/** A route that anybody may call: nobody is signed in there. */
export function publicRoute<const P extends string, Q = NoParameters, B = NoParameters>(definition: PublicRoute<P, Q, B>): AnyRoute {
  const handler = (request: PublicRequest<P, Q, B>) => definition.handler(request);
  return { ...untyped(definition, handler), permission: 'public', publishable: false, stepUp: false, whileEnrolling: false };
}
