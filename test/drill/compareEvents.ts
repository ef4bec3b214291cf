import type { Standing } from './compareAnswers.ts';
import { digestOf, type Listener } from './listener.ts';

export interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: { readonly id: string } };
}

/** Each object's events that must be there, exactly once. */
function demanded({ intents, charges, refunds }: Standing): Map<string, readonly string[]> {
  const demands = new Map<string, readonly string[]>();
  for (const { id, status } of intents) {
    const last = { succeeded: ['payment_intent.succeeded'], canceled: ['payment_intent.canceled'] }[status as string] ?? [];
    demands.set(id, ['payment_intent.created', ...last]);
  }
  for (const { id, paid, captured } of charges) demands.set(id, !paid ? ['charge.failed'] : captured ? [] : ['charge.succeeded']);
  for (const { id } of refunds) demands.set(id, ['refund.created']);
  return demands;
}

/** Compares the events with the objects that they tell of, and with what webhooks brought. One sentence for each difference. */
export function compareEvents(events: readonly ToldEvent[], standing: Standing, { heard, contradictions }: Listener): string[] {
  const differences = contradictions.map((id) => `${id} came by webhook with two contents`);
  const counts = new Map<string, number>();
  const digests = new Map<string, string>();
  for (const event of events) {
    const subject = `${event.type} of ${event.data.object.id}`;
    counts.set(subject, (counts.get(subject) ?? 0) + 1);
    digests.set(event.id, digestOf(event));
  }
  for (const [id, types] of demanded(standing)) {
    for (const type of types) {
      const times = counts.get(`${type} of ${id}`) ?? 0;
      if (times !== 1) differences.push(`${type} of ${id} is there ${times} times`);
    }
  }
  for (const { id, paid } of standing.charges) {
    const times = (counts.get(`charge.succeeded of ${id}`) ?? 0) + (counts.get(`charge.failed of ${id}`) ?? 0);
    if (times !== 1) differences.push(`the outcome of ${id} (${paid ? 'paid' : 'not paid'}) was told ${times} times`);
  }
  for (const [id, digest] of heard) {
    const now = digests.get(id);
    if (now !== digest)
      differences.push(now === undefined ? `${id} came by webhook and does not exist` : `${id} has changed since it came by webhook`);
  }
  return differences;
}
