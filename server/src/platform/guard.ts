import type { RequestContext } from './context.ts';

/** What a request asks for, with its types. */
export interface Asked {
  /** The route's address, with its parameters by name. */
  readonly path: string;
  /** It answers a file. */
  readonly downloads: boolean;
  /** The name of what it answers, where it is one object. */
  readonly answers: unknown;
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
}

/** Stands between the routes and a caller who does not see everything, on each of them alike. */
export interface Guard {
  /** Throws where a request names, or asks for, what the caller does not see. */
  before(context: RequestContext, asked: Asked): Promise<void>;
  /** What was answered, without what the caller does not see. */
  after(context: RequestContext, asked: Asked, body: unknown): Promise<unknown>;
}
