import type { IntentMachine } from './intentMachine.ts';
import { bankFaults, hold, pay, refusal, stripe } from './place.ts';

const open = () => stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });

async function declined() {
  const made = await open();
  await refusal(stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_chargeDeclined' }));
  return made;
}

/** The bank breaks off and will not say what became of the request, until its faults are taken away. */
async function inDoubt() {
  for (const operation of ['lookup', 'reverse']) await bankFaults.add({ kind: 'error_500_before', operation, times: 1000 });
  await bankFaults.add({ kind: 'error_500_before', operation: 'authorise', card_last4: '0005' });
  return pay({ payment_method: 'pm_card_amex' });
}

/** Payment intents, as `docs/api/states.md` has them. */
export const paymentIntentMachine: IntentMachine = {
  states: {
    'requires_payment_method, new': open,
    'requires_payment_method, after a decline': declined,
    requires_confirmation: () => stripe.paymentIntents.create({ amount: 1000, currency: 'eur', payment_method: 'pm_card_visa' }),
    requires_action: () => pay({ payment_method: 'pm_card_authenticationRequired', payment_method_options: {} }),
    processing: inDoubt,
    requires_capture: () => hold({ payment_method_options: { card: { moto: true, request_incremental_authorization: 'if_available' } } }),
    succeeded: () => pay(),
    canceled: async () => stripe.paymentIntents.cancel((await open()).id),
  },
  operations: {
    update: (id) => stripe.paymentIntents.update(id, { amount: 1500 }),
    describe: (id) => stripe.paymentIntents.update(id, { description: 'told later', metadata: { x: '1' }, receipt_email: 'x@example.com' }),
    confirm: (id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
    capture: (id) => stripe.paymentIntents.capture(id),
    increment: (id) => stripe.paymentIntents.incrementAuthorization(id, { amount: 2500 }),
    cancel: (id) => stripe.paymentIntents.cancel(id),
    refund: (id) => stripe.refunds.create({ payment_intent: id }),
  },
  retrieve: (id) => stripe.paymentIntents.retrieve(id),
  refusal: 'payment_intent_unexpected_state',
  intentIn: (error) => error.payment_intent,
};
