import type Stripe from 'stripe';
import { until } from '../harness/until.ts';
import type { IntentMachine } from './intentMachine.ts';
import { bankFaults, pay, stripe } from './place.ts';

const answer = (text: string): Stripe.DisputeUpdateParams => ({ evidence: { uncategorized_text: text } });

/** A payment whose holder disputes it, or asks about it, as soon as the money was taken. */
async function opened(token: string): Promise<Stripe.Dispute> {
  const { id } = await pay({ payment_method: token });
  let found: Stripe.Dispute | undefined;
  await until(async () => {
    found = (await stripe.disputes.list({ payment_intent: id })).data[0];
    return found !== undefined;
  });
  if (found === undefined) throw new Error('There is no dispute.');
  return found;
}

const disputed = () => opened('pm_card_createDispute');
const inquired = () => opened('pm_card_createDisputeInquiry');

async function decided(begin: () => Promise<Stripe.Dispute>, text: string, end: Stripe.Dispute['status']): Promise<Stripe.Dispute> {
  const { id } = await begin();
  await stripe.disputes.update(id, answer(text));
  await until(async () => (await stripe.disputes.retrieve(id)).status === end);
  return stripe.disputes.retrieve(id);
}

/** The bank breaks off and will not say what became of the answer, until its faults are taken away. */
async function inDoubt(): Promise<Stripe.Dispute> {
  const made = await disputed();
  for (const operation of ['lookup', 'reverse']) await bankFaults.add({ kind: 'error_500_before', operation, times: 1000 });
  await bankFaults.add({ kind: 'error_500_before', operation: 'evidence' });
  await stripe.disputes.update(made.id, answer('sent'));
  return made;
}

/** Disputes, as `docs/api/states.md` has them. */
export const disputeMachine: IntentMachine = {
  states: {
    needs_response: disputed,
    'needs_response, while the answer is in doubt': inDoubt,
    under_review: async () => stripe.disputes.update((await disputed()).id, answer('being read')),
    won: () => decided(disputed, 'winning_evidence', 'won'),
    lost: async () => stripe.disputes.close((await disputed()).id),
    warning_needs_response: inquired,
    warning_under_review: async () => stripe.disputes.update((await inquired()).id, answer('being read')),
    warning_closed: async () => stripe.disputes.close((await inquired()).id),
  },
  operations: {
    describe: (id) => stripe.disputes.update(id, { metadata: { desk: '4' } }),
    draft: (id) => stripe.disputes.update(id, { ...answer('a first draft'), submit: false }),
    submit: (id) => stripe.disputes.update(id, answer('what happened')),
    close: (id) => stripe.disputes.close(id),
  },
  retrieve: (id) => stripe.disputes.retrieve(id),
  refusal: 'dispute_unexpected_state',
  intentIn: () => undefined,
};
