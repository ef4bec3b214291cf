import { readSettlementTerms } from '../modules/exchange/index.ts';
import { openTestAccounts, type PayoutParts } from '../modules/payouts/index.ts';
import { openSandboxAccount } from '../modules/provider_accounts/index.ts';
import type { Transaction } from '../platform/transaction.ts';
import { sandboxConnector } from './sandboxAccount.ts';

/** What a place has from its first day: in test mode a bank account per currency that it settles in. */
export async function furnishPlace(
  tx: Transaction,
  parts: Pick<PayoutParts, 'makeId' | 'vault'>,
  tenantId: number,
  now: Date,
): Promise<void> {
  const { currencies } = await readSettlementTerms(tx, tenantId);
  await openTestAccounts(tx, parts, tenantId, currencies, now);
  await openSandboxAccount(tx, parts.makeId, sandboxConnector(), tenantId, now);
}
