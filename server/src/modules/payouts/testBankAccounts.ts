import type { Currency } from '@guichet/contract/currencies.ts';
import { SYSTEM_ACTOR } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { sealText } from '../../vault/index.ts';
import { type BankAccountParts, checkedNumber } from './addBankAccount.ts';
import { defaultBankAccounts, findSameAccount, insertBankAccount, setDefaultAccount } from './bankAccounts.store.ts';
import { lockPurse } from './payoutSchedules.store.ts';

/** Accounts of the sandbox bank to which payouts arrive. */
const US_ACCOUNT = { routing_number: '110000000', account_number: '000123456789' };
const IBAN = { iban: 'DE89370400440532013000' };

interface Parts {
  readonly makeId: MakeId;
  readonly vault: BankAccountParts['vault'];
}

/** Gives a place in test mode an account per currency that it has none for, so that payouts can be tried at once. A repeat changes nothing. */
export async function openTestAccounts(
  tx: Transaction,
  { makeId, vault }: Parts,
  tenantId: number,
  currencies: readonly Currency[],
  now: Date,
): Promise<void> {
  const { livemode, businessName: holderName } = await readTenant(tx, tenantId);
  if (livemode) return;
  await lockPurse(tx, tenantId);
  const have = new Set((await defaultBankAccounts(tx, tenantId)).map(({ currency }) => currency));
  for (const currency of currencies.filter((one) => !have.has(one))) {
    const id = makeId('ba');
    const { number: text, ...checked } = checkedNumber(currency === 'usd' ? US_ACCOUNT : IBAN);
    const { fingerprint, ...number } = await sealText(vault, { tenantId, id }, text, `${checked.routingNumber ?? ''}${text}`);
    const account = {
      ...{ tenantId, id, ...checked, currency, holderName, last4: text.slice(-4), number, fingerprint },
      ...{ defaultForCurrency: false, createdBy: SYSTEM_ACTOR.id, created: now, deleted: null },
    };
    // Somebody has it and has chosen not to use it: that stays so.
    if ((await findSameAccount(tx, account)) !== undefined) continue;
    await insertBankAccount(tx, account);
    await setDefaultAccount(tx, tenantId, currency, id);
  }
}
