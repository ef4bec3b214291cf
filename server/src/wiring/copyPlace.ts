import { copyBusiness } from '../modules/businesses/index.ts';
import { copyTemplate } from '../modules/receipts/index.ts';
import type { Transaction } from '../platform/transaction.ts';

/** What payers see of a business is the same in live mode as where it was tried out. */
export async function copyPlace(tx: Transaction, from: number, to: number, now: Date): Promise<void> {
  await copyBusiness(tx, from, to, now);
  await copyTemplate(tx, from, to, now);
}
