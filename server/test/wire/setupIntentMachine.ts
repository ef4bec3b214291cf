import type { IntentMachine } from './intentMachine.ts';
import { bankFaults, stripe } from './place.ts';

/** The bank breaks off and will not say what became of the question, until its faults are taken away. */
async function inDoubt() {
  for (const operation of ['lookup', 'reverse']) await bankFaults.add({ kind: 'error_500_before', operation, times: 1000 });
  await bankFaults.add({ kind: 'error_500_before', operation: 'verify', card_last4: '0005' });
  return stripe.setupIntents.create({ payment_method: 'pm_card_amex', confirm: true });
}

/** Setup intents, as `docs/api/states.md` has them. */
export const setupIntentMachine: IntentMachine = {
  states: {
    requires_payment_method: () => stripe.setupIntents.create(),
    requires_confirmation: () => stripe.setupIntents.create({ payment_method: 'pm_card_visa' }),
    requires_action: () => stripe.setupIntents.create({ payment_method: 'pm_card_authenticationRequiredOnSetup', confirm: true }),
    processing: inDoubt,
    succeeded: () => stripe.setupIntents.create({ payment_method: 'pm_card_visa', confirm: true }),
    canceled: async () => stripe.setupIntents.cancel((await stripe.setupIntents.create()).id),
  },
  operations: {
    update: (id) => stripe.setupIntents.update(id, { payment_method_options: { card: { network: 'visa' } } }),
    describe: (id) => stripe.setupIntents.update(id, { description: 'told later', metadata: { x: '1' } }),
    confirm: (id) => stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' }),
    cancel: (id) => stripe.setupIntents.cancel(id),
  },
  retrieve: (id) => stripe.setupIntents.retrieve(id),
  refusal: 'setup_intent_unexpected_state',
  intentIn: (error) => error.setup_intent,
};
