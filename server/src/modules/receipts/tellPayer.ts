import type { Money } from '@guichet/contract/money.ts';
import type { Actor } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { mayHaveReceipt, receiptLanguage } from './receipt.rules.ts';
import { type SendReceiptDeps, storeReceipt } from './sendReceipt.ts';

/** What made a message due, as the payments tell it. */
interface Occasion {
  readonly tenantId: number;
  readonly livemode: boolean;
  readonly paymentIntentId: string;
  readonly source: string;
  readonly email: string;
  readonly refunded: Money | null;
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * Writes to a payer without having been asked by anybody: a payment with an address for its receipt was taken, or a part of it given back.
 * The message stands in the transaction that makes it true, and the table's index keeps it to one per occasion and address.
 */
export const tellPayer =
  (deps: SendReceiptDeps) =>
  async (tx: Transaction, occasion: Occasion): Promise<void> => {
    const { tenantId, paymentIntentId, refunded } = occasion;
    const facts = await deps.receiptFacts(tx, tenantId, paymentIntentId);
    if (facts === null || !mayHaveReceipt(facts)) return;
    await storeReceipt(deps, tx, {
      ...{ tenantId, livemode: occasion.livemode, paymentIntent: paymentIntentId, facts, refunded, email: occasion.email },
      ...{ language: receiptLanguage(undefined, facts), occasion: occasion.source, actor: occasion.actor, ip: null, now: occasion.now },
    });
  };
