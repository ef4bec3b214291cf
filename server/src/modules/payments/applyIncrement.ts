import { previousAttributes } from '../../events/index.ts';
import { replyOf } from '../../platform/useCase.ts';
import type { AttemptHandler } from '../attempts/index.ts';
import { type Done, type FollowUpParts, followUpHandler } from './applyFollowUp.ts';
import { chargeWire } from './charge.wire.ts';
import { raiseChargeRow } from './charges.store.ts';
import { type IncrementDetails, raised } from './increment.rules.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';

/** Outcomes of raised holds, as the attempt's handler. */
export const incrementHandler = (parts: FollowUpParts): AttemptHandler => followUpHandler(parts, 'increment', incrementDone);

const incrementDone: Done = async (tx, _parts, { attempt, intent, charge, changes, livemode }) => {
  const after = raised(intent, charge, attempt.amount.amount, attempt.details as IncrementDetails);
  await raiseChargeRow(tx, after.charge);
  const shown = chargeWire(after.charge, livemode);
  changes.add(shown, after.charge.version, ['charge.updated'], previousAttributes(chargeWire(charge, livemode), shown));
  await updatePaymentIntentRow(tx, after.intent);
  const wire = paymentIntentWire(after.intent, livemode);
  return replyOf(changes.add(wire, after.intent.version, ['payment_intent.amount_capturable_updated']));
};
