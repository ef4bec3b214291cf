import { revealText, type SealedText, type TextPlace } from '../vault/reveal.ts';
import type { Connector } from './port.ts';
import { openProvider, type Provider, type ShellParts } from './shell.ts';

/** An account as it is stored, with its secret sealed. */
export interface StoredAccess {
  readonly connector: Connector;
  readonly baseUrl: string;
  readonly secret: SealedText;
  /** Where the secret belongs. */
  readonly place: TextPlace;
  readonly livemode: boolean;
}

const DAY_MS = 24 * 3600_000;
/** Until the provider tells when it pays, money counts as available two days after it was taken. */
const SETTLEMENT_DELAY_MS = 2 * DAY_MS;

/** Opens an account with its secret. What the provider keeps as fees is not known, so none are booked. */
export async function openAccount({ connector, baseUrl, secret, place, livemode }: StoredAccess, parts: ShellParts): Promise<Provider> {
  const given = connector.credentials?.(await revealText(parts.vault, place, secret));
  if (given === undefined) throw new Error(`The connector ${connector.name} takes no credentials.`);
  const terms = { settlementDelayMs: SETTLEMENT_DELAY_MS, fees: [] };
  return openProvider({ connector, baseUrl, headers: given.headers, livemode, ...terms }, parts);
}
