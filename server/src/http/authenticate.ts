import type { IncomingHttpHeaders } from 'node:http';
import type { Id } from '@guichet/contract/ids.ts';
import type { Caller } from '../platform/context.ts';

/** What a request says about who sends it. Nothing in here has been checked. */
export interface RequestFacts {
  readonly requestId: Id<'req'>;
  readonly now: Date;
  /**
   * `caller`: an API key, or a session with the headers that name account and mode. `session`: a signed-in person; without those headers
   * the account is the one that the session was opened for. `enrolment`: the same, also before somebody has the second factor that they need.
   */
  readonly needs: 'caller' | 'session' | 'enrolment';
  readonly method: string;
  /** The address without its query. */
  readonly path: string;
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly ip: string | null;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly origin: string | undefined;
  /** The headers `Guichet-Account` and `Guichet-Mode`. */
  readonly account: string | undefined;
  readonly mode: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Says for whom a request acts, or throws `ApiError` unauthorized, api_key_expired, session_expired or account_mismatch. */
export type Authenticate = (facts: RequestFacts) => Promise<Caller>;
