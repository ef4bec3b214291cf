import type { Transaction } from '../../platform/transaction.ts';
import { FIRST_TEMPLATE } from './template.ts';
import { currentTemplate, insertTemplate } from './templates.store.ts';

/** Gives one tenant, which has none of its own, the receipts that another has now. */
export async function copyTemplate(tx: Transaction, from: number, to: number, now: Date): Promise<void> {
  const template = await currentTemplate(tx, from);
  if (template.version > FIRST_TEMPLATE.version)
    await insertTemplate(tx, to, { ...template, version: FIRST_TEMPLATE.version + 1, created: now });
}
