import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isLoopbackAddress, isPublicAddress } from './publicAddress.ts';

/** Which addresses that others have named may be connected to. */
export interface AddressRules {
  /** `host` or `host:port`, in small letters: what the operator lets through whatever its address. */
  readonly privateHosts: readonly string[];
  /** Whether this machine itself may be reached. */
  readonly loopback?: boolean;
  /** What is refused even to the hosts that the operator lets through. */
  readonly never?: (address: string) => boolean;
  /** All addresses of a name. By default the system is asked, as for the hosts that the operator lets through. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  readonly timeoutMs: number;
}

export interface AddressGuard {
  /** Makes connections, to addresses that were checked and to no others. */
  readonly connect: buildConnector.connector;
  /** Whether an address may be sent to as far as can be told now: a name that nobody knows at the moment may. */
  mayReach(url: URL): Promise<boolean>;
}

export const ADDRESS_REFUSED = 'GUICHET_ADDRESS_REFUSED';

class AddressRefused extends Error {
  readonly code = ADDRESS_REFUSED;

  constructor() {
    super('The address is private or reserved.');
  }
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Without the brackets that a URL puts around IPv6, and without the dot that may end a name. */
const bareHost = (host: string): string =>
  host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

const isLoopbackName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

const askSystem = async (name: string): Promise<string[]> => (await lookup(name, { all: true })).map(({ address }) => address);

/**
 * A name is resolved here, every address that it has must be allowed, and the connection goes to exactly those addresses; so neither a name
 * that points inwards nor one that changes between check and connection leads behind our walls.
 */
export function guardAddresses(rules: AddressRules): AddressGuard {
  const { privateHosts, loopback = false, never = () => false, resolve = askSystem, timeoutMs } = rules;
  const trusted = new Set(privateHosts);
  const isTrusted = (host: string, port: number): boolean =>
    trusted.has(host) || trusted.has(`${host.includes(':') ? `[${host}]` : host}:${port}`);
  const isAllowed = (address: string): boolean => isPublicAddress(address) || (loopback && isLoopbackAddress(address));
  const isBearable = (address: string): boolean => !never(address);

  const addressesOf = async (host: string, isTrustedHost: boolean): Promise<readonly string[]> => {
    // Name servers need not know these names; every machine gives them to itself.
    if (!isTrustedHost && !loopback && isLoopbackName(host)) throw new AddressRefused();
    const addresses = await (isTrustedHost ? askSystem : resolve)(host);
    if (addresses.length === 0) throw Object.assign(new Error('The name has no address.'), { code: 'ENOTFOUND' });
    if (!addresses.every(isTrustedHost ? isBearable : isAllowed)) throw new AddressRefused();
    return addresses;
  };

  const lookupFor =
    (isTrustedHost: boolean): LookupFunction =>
    (host, options, done) => {
      addressesOf(bareHost(host), isTrustedHost).then(
        (addresses) => {
          const all = addresses.map((address) => ({ address, family: isIP(address) }));
          if (options.all) return done(null, all);
          const [first] = all;
          done(null, first?.address ?? '', first?.family);
        },
        (error: Error) => done(error, '', 0),
      );
    };

  const usual = { allowH2: false, timeout: timeoutMs };
  const connectChecked = buildConnector({ ...usual, lookup: lookupFor(false) });
  const connectTrusted = buildConnector({ ...usual, lookup: lookupFor(true) });
  const portOf = (port: string, protocol: string): number => Number(port) || (PORTS[protocol] ?? 0);

  return {
    connect: (options, done) => {
      const host = bareHost(options.hostname);
      const isTrustedHost = isTrusted(host, portOf(options.port, options.protocol));
      // An address is connected to without being looked up.
      if (isIP(host) !== 0 && !(isTrustedHost ? isBearable : isAllowed)(host)) return done(new AddressRefused(), null);
      return (isTrustedHost ? connectTrusted : connectChecked)(options, done);
    },
    mayReach: async (url) => {
      const host = bareHost(url.hostname);
      const isTrustedHost = isTrusted(host, portOf(url.port, url.protocol));
      if (isIP(host) !== 0) return (isTrustedHost ? isBearable : isAllowed)(host);
      return addressesOf(host, isTrustedHost).then(
        () => true,
        (error: unknown) => !(error instanceof AddressRefused),
      );
    },
  };
}
