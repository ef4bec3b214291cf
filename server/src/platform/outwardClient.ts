import { Resolver } from 'node:dns/promises';
import { Agent, request } from 'undici';
import { ADDRESS_REFUSED, guardAddresses } from './addressGuard.ts';

/** Why something that was to be sent has not been taken. */
export type OutwardFailure = 'address_refused' | 'name_unknown' | 'not_reached' | 'timeout' | 'tls' | 'connection_lost';

export interface OutwardAnswer {
  readonly status: number;
  /** What of the body came in time, up to the limit. */
  readonly body: string;
}

export type OutwardResult = { readonly answer: OutwardAnswer } | { readonly failure: OutwardFailure };

/** Sends to addresses that strangers have named: see `openOutwardClient`. */
export interface OutwardClient {
  /** Posts a text and reads the beginning of the answer; never follows a redirect, never throws for what the other side does. */
  post(call: {
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  }): Promise<OutwardResult>;
  /** Whether an address may be sent to as far as can be told now: a name that nobody knows at the moment may. */
  mayReach(url: URL): Promise<boolean>;
  close(): Promise<void>;
}

export interface OutwardRules {
  /** `host` or `host:port`, in small letters: what the operator lets through whatever its address. */
  readonly privateHosts: readonly string[];
  readonly deadlineMs: number;
  readonly maxAnswerBytes: number;
  /** All addresses of a name. By default DNS is asked by ourselves. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

const DNS_TIMEOUT_MS = 1_500;
const DNS_TRIES = 2;
const NO_SUCH_NAME = new Set([
  'ENOTFOUND',
  'ENODATA',
  'ESERVFAIL',
  'EAI_AGAIN',
  'EREFUSED',
  'ETIMEOUT',
  'ECANCELLED',
  'EBADNAME',
  'EBADRESP',
]);
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EINVAL',
  'EACCES',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/;

/**
 * DNS by queries of our own: the system's resolver works on the few threads that file access and password hashes share, and a name server
 * that does not answer would hold all of them up. It also keeps the hosts file out, which is for the operator's own names.
 */
function dnsResolver(): (name: string) => Promise<string[]> {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
  return async (name) => {
    const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const failed = found.find((each) => each.status === 'rejected');
    if (addresses.length === 0 && failed !== undefined) throw failed.reason;
    return addresses;
  };
}

const codeOf = (error: unknown): string => {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : cause instanceof Error ? codeOf(cause) : '';
};

function failureOf(error: unknown, signal: AbortSignal): OutwardFailure {
  const code = codeOf(error);
  if (code === ADDRESS_REFUSED) return 'address_refused';
  if (signal.aborted) return 'timeout';
  if (NO_SUCH_NAME.has(code)) return 'name_unknown';
  if (NOT_REACHED.has(code)) return 'not_reached';
  return TLS.test(code) ? 'tls' : 'connection_lost';
}

/** The beginning of a body; what does not come in time, or is too much, is left where it is. */
async function beginningOf(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= maxBytes) break;
    }
  } catch {
    // The status has been read, and decides.
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}

/**
 * A client for addresses that come from outside. A name is resolved by us, every address that it has must be public, and the connection goes
 * to exactly those addresses; so neither a name that points inwards nor one that changes between check and connection leads behind our walls.
 * Each request has its own connection, as one that the other side has closed meanwhile would cost a try.
 */
export function openOutwardClient({ privateHosts, deadlineMs, maxAnswerBytes, resolve = dnsResolver() }: OutwardRules): OutwardClient {
  const guard = guardAddresses({ privateHosts, resolve, timeoutMs: deadlineMs });
  const agent = new Agent({ connect: guard.connect, pipelining: 0, connections: null });

  return {
    post: async ({ url, headers, body, signal: stopped }) => {
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(deadlineMs)]);
      try {
        const response = await request(url, { method: 'POST', dispatcher: agent, signal, headers, body });
        return { answer: { status: response.statusCode, body: await beginningOf(response.body, maxAnswerBytes) } };
      } catch (error) {
        return { failure: failureOf(error, signal) };
      }
    },
    mayReach: guard.mayReach,
    close: () => agent.destroy(),
  };
}
