import type { WireCharge } from '@guichet/contract/wire/charge.ts';
import type { WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import type { WireRefund } from '@guichet/contract/wire/refund.ts';
import type { Asked } from './client.ts';
import { isRefusedCard } from './visit.ts';

/** What the API says when all is over. */
export interface Standing {
  readonly intents: readonly WirePaymentIntent[];
  readonly charges: readonly WireCharge[];
  readonly refunds: readonly WireRefund[];
}

export interface CustomerBook {
  readonly pay: Asked;
  readonly step: Asked | undefined;
}

/** `succeeded`, `processing`, … or the code of a refusal. */
export const told = ({ answer }: Asked): string => {
  if (answer === null) return 'nothing';
  return answer.status === 200 ? answer.body.status : answer.body.error.code;
};

/** The payment that an answer is about: a refusal names it too. */
export const paymentOf = ({ answer }: Asked): string | undefined =>
  answer?.status === 200 ? answer.body.id : answer?.body.error.payment_intent?.id;

/** How a payment stands, in the words in which it is compared. */
export const stands = (status: string, received: number, refunded = 0): string => `${status}, ${received} received, ${refunded} refunded`;

/** What a payment may look like after what its customer was told. */
export function expected({ pay, step }: CustomerBook): readonly string[] {
  const { amount, part, kind } = pay.visit;
  const isHeld = kind === 'hold_captured' || kind === 'hold_canceled';
  const [nothing, taken] = [stands('requires_payment_method', 0), isHeld ? stands('requires_capture', 0) : stands('succeeded', amount)];
  const first = told(pay);
  if (first !== 'succeeded' && first !== 'requires_capture' && first !== 'processing') return [nothing];
  // Whoever was told "processing" was promised an answer, not which.
  const unsettled = first === 'processing' && !isRefusedCard(pay.visit) ? [taken, nothing] : first === 'processing' ? [nothing] : [taken];
  if (step === undefined) return unsettled;
  const after = told(step);
  const done = {
    capture: stands('succeeded', part),
    cancel: stands('canceled', 0),
    refund: stands('succeeded', amount, part),
    pay: taken,
  }[step.step];
  if (after === 'succeeded' || after === 'canceled') return [done];
  // Whoever was told nothing may have been served.
  return after === 'processing' || after === 'pending' || after === 'nothing' ? [done, taken] : [taken];
}

/** How each payment stands, and how often it was charged. */
export function paymentLines({ intents, charges, refunds }: Standing) {
  const refunded = new Map<string, number>();
  for (const { payment_intent: id, status, amount } of refunds)
    if (id !== null && status === 'succeeded') refunded.set(id, (refunded.get(id) ?? 0) + amount);
  const charged = new Map<string, number>();
  for (const { payment_intent: id, paid } of charges) if (paid && id !== null) charged.set(id, (charged.get(id) ?? 0) + 1);
  const lines = new Map(intents.map(({ id, status, amount_received }) => [id, stands(status, amount_received, refunded.get(id) ?? 0)]));
  return { lines, charged };
}

/** Requests that follow a payment, by the number of its visit. */
export const stepsOf = (asked: readonly Asked[]): ReadonlyMap<number, Asked> =>
  new Map(asked.filter(({ step }) => step !== 'pay').map((step) => [step.visit.number, step]));

/** Compares what customers were told with what the API says now, payment by payment. One sentence for each difference. */
export function compareAnswers(asked: readonly Asked[], standing: Standing): string[] {
  const differences: string[] = [];
  const steps = stepsOf(asked);
  const { lines, charged } = paymentLines(standing);
  const known = new Set<string>();
  for (const one of asked) {
    if (one.answer === null) differences.push(`${one.key} was never answered`);
    if (one.step !== 'pay' || one.answer === null) continue;
    const id = paymentOf(one);
    const is = id === undefined ? undefined : lines.get(id);
    if (id === undefined || is === undefined) {
      differences.push(`${one.key} was told of ${id}, which does not exist: ${one.answer.text}`);
      continue;
    }
    known.add(id);
    const may = expected({ pay: one, step: steps.get(one.visit.number) });
    if (!may.includes(is)) differences.push(`${one.key}: ${id} is ${is}, but its customer was told ${may.join(' or ')}`);
    if ((charged.get(id) ?? 0) > 1) differences.push(`${one.key}: ${id} was charged ${charged.get(id)} times`);
  }
  for (const { id, metadata } of standing.intents)
    if (!known.has(id)) differences.push(`nobody was told of ${id} (visit ${metadata.visit})`);
  return differences;
}

/** Visits whose payment was acknowledged: somebody was told that money is taken or held. */
export const acknowledged = (asked: readonly Asked[]): number =>
  asked.filter((one) => one.step === 'pay' && ['succeeded', 'requires_capture'].includes(told(one))).length;

/** What must never happen, counted: payments that somebody was told of and that are not there, and customers who were charged twice. */
export function countWorst(asked: readonly Asked[], { intents, charges }: Standing): { lost: number; doubled: number } {
  const standing = new Map(intents.map(({ id, status }) => [id, status]));
  const isThere = (status: string | undefined) => ['succeeded', 'requires_capture', 'canceled'].includes(status ?? '');
  const told = asked.filter((one) => acknowledged([one]) === 1);
  const taken = intents.filter(({ status }) => ['succeeded', 'requires_capture'].includes(status)).map(({ metadata }) => metadata.visit);
  const paid = charges.filter((charge) => charge.paid).map(({ payment_intent: id }) => id);
  const repeats = (all: readonly unknown[]): number => all.length - new Set(all).size;
  return {
    lost: told.filter((one) => !isThere(standing.get(paymentOf(one) ?? ''))).length,
    doubled: Math.max(repeats(taken), repeats(paid)),
  };
}
