import { type CardDigits, cardOf } from '../issuers/testCards.ts';
import type { Bank } from './Bank.ts';

/** What some holders do once their money was taken: it is due at once, so that whoever asks for notices afterwards finds it. */
export function planAftermath({ book }: Bank, payment: CardDigits & { reference: string }, at: number): void {
  const { reference } = payment;
  const behaviour = cardOf(payment)?.behaviour;
  if (behaviour?.disputes) book.agenda.add({ dueAt: at, kind: 'dispute.opened', reference, data: { ...behaviour.disputes } });
  if (behaviour?.warns) book.agenda.add({ dueAt: at, kind: 'fraud.warning', reference, data: { fraud_type: behaviour.warns } });
}
