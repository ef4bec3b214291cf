import type { Database } from '../../platform/transaction.ts';
import { rewrapText, type VaultAccess } from '../../vault/index.ts';
import { exchangeSecretKey, secretsUnderOtherKeys } from './providerAccounts.store.ts';

const AT_ONCE = 100;

/** Moves the secrets of provider accounts to the vault's newest key, as cards are moved. Answers how many it moved. */
export async function rewrapSecrets(database: Database, vault: Pick<VaultAccess, 'keys'>): Promise<number> {
  const newest = (await vault.keys.kekIds()).at(-1) ?? '';
  const secrets = await secretsUnderOtherKeys(database, newest, AT_ONCE);
  for (const secret of secrets) await exchangeSecretKey(database, secret, await rewrapText(vault, secret.place, secret.key));
  return secrets.length;
}
