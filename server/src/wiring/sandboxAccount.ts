import type { Connector, ProviderAccount } from '../connectors/index.ts';
import { CONNECTORS } from '../connectors/registry.ts';
import { SANDBOX_TERMS } from '../connectors/sandbox/sandboxTerms.ts';
import type { StartOptions } from './startOptions.ts';

/** The connector of the bank that test mode asks. */
export function sandboxConnector(): Connector {
  const connector = CONNECTORS.sandbox;
  if (connector === undefined) throw new Error('The registry has no sandbox connector.');
  return connector;
}

/** The sandbox bank as a provider account; nobody has to open it. */
export function sandboxAccount({ url, token }: StartOptions['bank']): ProviderAccount {
  return { connector: sandboxConnector(), baseUrl: url, headers: { authorization: `Bearer ${token}` }, ...SANDBOX_TERMS };
}
