import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { Actor } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Charge } from './charge.ts';

/** Why a payer is written to: a payment was taken, or a part of it given back. */
export interface ReceiptOccasion {
  readonly tenantId: number;
  readonly livemode: boolean;
  readonly paymentIntentId: Id<'pi'>;
  /** The charge or the refund. For one of them an address is written to once. */
  readonly source: Id<'ch'> | Id<'re'>;
  readonly email: string;
  /** What was given back; null for a payment. */
  readonly refunded: Money | null;
  readonly actor: Actor;
  readonly now: Date;
}

/** The port to the mail: leaves a message to be sent, within the transaction that makes its occasion true. */
export type TellPayer = (tx: Transaction, occasion: ReceiptOccasion) => Promise<void>;

interface Told {
  readonly livemode: boolean;
  readonly actor: Actor;
  readonly now: Date;
}

/** Sends the receipt of a payment that was taken, where its charge has an address for it. */
export async function tellPaid(tx: Transaction, tellPayer: TellPayer, charge: Charge, told: Told): Promise<void> {
  const { tenantId, paymentIntentId, id, receiptEmail: email } = charge;
  if (email !== null) await tellPayer(tx, { tenantId, paymentIntentId, source: id, email, refunded: null, ...told });
}

/** Sends the receipt of a refund, where the charge has an address for it. */
export async function tellRefunded(
  tx: Transaction,
  tellPayer: TellPayer,
  charge: Charge,
  refund: { readonly id: Id<'re'>; readonly amount: bigint },
  told: Told,
): Promise<void> {
  const { tenantId, paymentIntentId, receiptEmail: email, currency } = charge;
  if (email === null) return;
  await tellPayer(tx, { tenantId, paymentIntentId, source: refund.id, email, refunded: money(refund.amount, currency), ...told });
}
