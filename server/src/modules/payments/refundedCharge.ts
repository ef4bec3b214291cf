import type { Id } from '@guichet/contract/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Charge } from './charge.ts';
import { updateChargeRow } from './charges.store.ts';
import { viewStatusOf } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';

// What refunds and disputes do to the payment that they belong to. Their modules decide when; a charge and an intent stay this module's.

/** Sets an amount of a locked charge aside for a refund that the provider is about to be asked for. The table's CHECK bounds the sum. */
export async function setAside(tx: Transaction, charge: Charge, amount: bigint): Promise<void> {
  await updateChargeRow(tx, { ...charge, amountRefunded: charge.amountRefunded + amount });
}

/**
 * The refund did not happen: its amount can be refunded again. The charge comes to a new version, since another refund may have told the
 * amount with this one's in it. Answers the charge.
 */
export async function setFree(tx: Transaction, charge: Charge, amount: bigint): Promise<Charge> {
  const free = { ...charge, amountRefunded: charge.amountRefunded - amount, version: charge.version + 1 };
  await updateChargeRow(tx, free);
  return free;
}

/** The refund happened: the charge comes to a new version, which tells it, and the terminal's list shows it. Answers the charge. */
export async function refundTold(tx: Transaction, intent: PaymentIntent, charge: Charge, amount: bigint): Promise<Charge> {
  const told = { ...charge, version: charge.version + 1 };
  await updateChargeRow(tx, told);
  const refunded = { ...intent, amountRefunded: intent.amountRefunded + amount };
  await updatePaymentIntentRow(tx, { ...refunded, viewStatus: viewStatusOf(refunded, false) });
  return told;
}

/** A refund that had happened was taken back: the terminal's list shows it. `setFree` frees the amount on the charge. */
export async function refundTakenBack(tx: Transaction, intent: PaymentIntent, amount: bigint): Promise<void> {
  const restored = { ...intent, amountRefunded: intent.amountRefunded - amount };
  await updatePaymentIntentRow(tx, { ...restored, viewStatus: viewStatusOf(restored, false) });
}

/** A dispute began, took money back or returned it; now disputes have `disputedAmount` of the charge. It comes to a new version. Answers the charge. */
export async function chargeDisputed(tx: Transaction, charge: Charge, disputeId: Id<'dp'>, disputedAmount: bigint): Promise<Charge> {
  const disputed = { ...charge, disputeId, disputedAmount, version: charge.version + 1 };
  await updateChargeRow(tx, disputed);
  return disputed;
}
