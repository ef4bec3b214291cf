import { guardAddresses } from './addressGuard.ts';
import { CONNECT_TIMEOUT_MS, type HttpClient, openHttpClient } from './httpClient.ts';
import { isMachineAddress } from './publicAddress.ts';

/** Speaks with providers at addresses that people here have named. */
export interface ProviderHttp {
  client(livemode: boolean): HttpClient;
  /** Whether an address may be sent to, as far as can be told now. */
  mayReach(url: URL, livemode: boolean): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * In live mode providers are on the public internet, or hosts that the operator lets through. In test mode a provider may also be another
 * Guichet on the same machine.
 */
export function openProviderHttp(privateHosts: readonly string[]): ProviderHttp {
  const open = (loopback: boolean) => {
    const guard = guardAddresses({ privateHosts, loopback, never: isMachineAddress, timeoutMs: CONNECT_TIMEOUT_MS });
    return { guard, client: openHttpClient(guard.connect) };
  };
  const [live, test] = [open(false), open(true)];
  const of = (livemode: boolean) => (livemode ? live : test);
  return {
    client: (livemode) => of(livemode).client,
    mayReach: (url, livemode) => of(livemode).guard.mayReach(url),
    close: async () => void (await Promise.all([live.client.close(), test.client.close()])),
  };
}
