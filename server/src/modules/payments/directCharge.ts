import type { Changes } from '../../events/index.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import type { Attempt } from '../attempts/index.ts';
import { requireLockedCard } from '../payment_methods/index.ts';
import { authorisedCharge } from './authorised.rules.ts';
import type { CardCharge, Charge } from './charge.ts';
import { chargeWire } from './charge.wire.ts';
import { findCharges, insertCharges, lockCharge, replaceChargeRow, updateChargeRow } from './charges.store.ts';
import type { PaymentIntent } from './paymentIntent.ts';

// Charges that were made by themselves: the wire shows them and not the intents beneath.

/** Whether the caller asked by the charge, and so is answered with it. */
export const answersCharge = ({ details }: Pick<Attempt, 'details'>): boolean => details.answers === 'charge';

/** The hold of a charge ended without its money being taken. */
export async function endHold(tx: Transaction, charge: Charge, changes: Changes, livemode: boolean): Promise<void> {
  const ended = { ...charge, version: charge.version + 1 };
  await updateChargeRow(tx, ended);
  changes.add(chargeWire(ended, livemode), ended.version, ['charge.expired']);
}

/**
 * The caller is answered although nobody knows what the issuer said: with a charge that is pending, so that there is something to ask for
 * and to hear of. A later step leaves the charge as it is known.
 */
export async function parkCharge(
  tx: Transaction,
  changes: Changes,
  {
    attempt,
    intent,
    livemode,
    now,
  }: { readonly attempt: Attempt; readonly intent: PaymentIntent; readonly livemode: boolean; readonly now: Date },
): Promise<Reply> {
  const known = await lockCharge(tx, attempt.tenantId, attempt.chargeId);
  if (known !== undefined) return { status: 200, body: chargeWire(known, livemode) };
  const method = await requireLockedCard(tx, attempt.tenantId, attempt.paymentMethodId ?? '');
  const pending: Charge = {
    ...authorisedCharge({ attempt, intent, method, now }, { result: 'failed', reason: 'in doubt' }),
    status: 'pending',
    failureCode: null,
    failureMessage: null,
    declineCode: null,
  };
  await insertCharges(tx, [pending]);
  return replyOf(changes.add(chargeWire(pending, livemode), pending.version, ['charge.pending']));
}

/** Stores the charge of an authorisation; where the caller was given a pending one before, it takes that one's place. Answers it as stored. */
export async function storeAuthorised<C extends CardCharge>(tx: Transaction, charge: C): Promise<C> {
  const known = charge.direct ? await lockCharge(tx, charge.tenantId, charge.id) : undefined;
  if (known === undefined) {
    await insertCharges(tx, [charge]);
    return charge;
  }
  // What describes it may have been changed since.
  const { description, metadata, receiptEmail, shipping, fraudDetails, customerId, created } = known;
  const settled = {
    ...{ ...charge, description, metadata, receiptEmail, shipping, fraudDetails, customerId, created },
    version: known.version + 1,
  };
  await replaceChargeRow(tx, settled);
  return settled;
}

/** The charge as it stands, for a caller whose attempt somebody else has concluded. */
export async function currentCharge(sql: Sql, attempt: Attempt): Promise<Charge | undefined> {
  return (await findCharges(sql, attempt.tenantId, [attempt.chargeId]))[0];
}
