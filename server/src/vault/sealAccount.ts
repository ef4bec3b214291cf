import type { Id } from '@guichet/contract/ids.ts';
import { type AccountData, type AccountNumber, numberOf } from './accountData.ts';
import { fingerprintOf, sealSecret } from './sealCards.ts';
import type { SealedSecret, VaultAccess } from './vault.store.ts';

/** An account's number as it will lie in the vault. */
export interface SealedAccount extends SealedSecret {
  readonly account: AccountData;
}

/** What must be equal for two entries to be the same account. The scheme stands before it, so that no card number can meet it. */
export const identityOf = (number: AccountNumber): string =>
  number.scheme === 'sepa' ? `sepa:${number.iban}` : `ach:${number.routingNumber}:${number.accountNumber}`;

/** Seals an account's number with a data key of its own. It writes nothing: `storeCards` does. */
export async function sealAccount(
  access: Pick<VaultAccess, 'keys' | 'random'>,
  { tenantId, accountId, account, created }: { tenantId: number; accountId: Id<'vc'>; account: AccountData; created: Date },
): Promise<SealedAccount> {
  const number = numberOf(account);
  const [{ sealed, key }, fingerprint] = await Promise.all([
    sealSecret(access, tenantId, accountId, { account: number }),
    fingerprintOf(access, tenantId, identityOf(number)),
  ]);
  return { tenantId, cardId: accountId, account, fingerprint, created, sealed, key };
}
