import { revealText, type SealedText, type TextPlace } from '../vault/reveal.ts';
import type { Connector, ProviderAccount } from './port.ts';
import { openProvider, type Provider, type ShellParts } from './shell.ts';

/** An account as it is stored, with its secret sealed. */
export interface StoredAccess {
  readonly connector: Connector;
  readonly baseUrl: string;
  readonly secret: SealedText;
  /** Where the secret belongs. */
  readonly place: TextPlace;
  readonly livemode: boolean;
  /** What the provider keeps. */
  readonly terms: Pick<ProviderAccount, 'fees' | 'disputeFees'>;
}

const DAY_MS = 24 * 3600_000;
/** Until the provider tells when it pays, money counts as available two days after it was taken. */
const SETTLEMENT_DELAY_MS = 2 * DAY_MS;

/** Opens an account with its secret. */
export async function openAccount(
  { connector, baseUrl, secret, place, livemode, terms }: StoredAccess,
  parts: ShellParts,
): Promise<Provider> {
  const given = connector.credentials?.(await revealText(parts.vault, place, secret));
  if (given === undefined) throw new Error(`The connector ${connector.name} takes no credentials.`);
  const settled = { settlementDelayMs: SETTLEMENT_DELAY_MS, ...terms };
  return openProvider({ connector, baseUrl, headers: given.headers, livemode, ...settled }, parts);
}
