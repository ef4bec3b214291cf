import type { Database } from '../../platform/transaction.ts';
import { rewrapText, type VaultAccess } from '../../vault/index.ts';
import { accountsUnderOtherKeys, exchangeAccountKey } from './bankAccounts.store.ts';

const AT_ONCE = 100;

/** Moves bank accounts to the vault's newest key, as cards are moved. Answers how many it moved. */
export async function rewrapAccounts(database: Database, vault: Pick<VaultAccess, 'keys'>): Promise<number> {
  const newest = (await vault.keys.kekIds()).at(-1) ?? '';
  const accounts = await accountsUnderOtherKeys(database, newest, AT_ONCE);
  for (const account of accounts) await exchangeAccountKey(database, account, await rewrapText(vault, account.place, account.key));
  return accounts.length;
}
