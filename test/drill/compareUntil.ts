import type { Asked } from './client.ts';
import { acknowledged, expected, paymentLines, paymentOf, type Standing, stands, stepsOf, told } from './compareAnswers.ts';

export interface ComparedUntil {
  /** Payments of which somebody had been told by then that money is taken or held. */
  readonly acknowledged_before: number;
  /** Payments that were being asked for at that moment, and may be there or not. */
  readonly under_way: number;
  readonly begun_after: number;
  readonly differences: readonly string[];
}

/** What had been asked and told at a moment: what came later is left out, and an answer that was not there yet is none. */
const asOf = (asked: readonly Asked[], moment: Date): Asked[] =>
  asked
    .filter(({ begun }) => begun <= moment)
    .map((one) => (one.answered !== null && one.answered <= moment ? one : { ...one, answer: null, answered: null, answeredAtMs: null }));

/** What is on its way at that moment may stand so. A refund leaves its payment as it is. */
function mayStand(pay: Asked, step: Asked | undefined): readonly string[] {
  const may = expected({ pay, step });
  const isOnItsWay = step?.step !== 'refund' && ['processing', 'nothing'].includes(told(step ?? pay));
  return isOnItsWay ? [...may, stands('processing', 0)] : may;
}

/**
 * Compares a place that was brought back to a moment with what customers had been told by then: all of that must be there, and nothing that
 * was begun later. One sentence for each difference.
 */
export function compareUntil(asked: readonly Asked[], standing: Standing, moment: Date): ComparedUntil {
  const differences: string[] = [];
  const then = asOf(asked, moment);
  const [pays, steps] = [then.filter(({ step }) => step === 'pay'), stepsOf(then)];
  const { lines, charged } = paymentLines(standing);
  for (const pay of pays) {
    if (pay.answer === null) continue;
    const id = paymentOf(pay) ?? 'a payment without a name';
    const is = lines.get(id);
    const may = mayStand(pay, steps.get(pay.visit.number));
    if (is === undefined) differences.push(`${pay.key}: ${id} is lost, but its customer had been told ${may.join(' or ')}`);
    else if (!may.includes(is)) differences.push(`${pay.key}: ${id} is ${is}, but its customer had been told ${may.join(' or ')}`);
  }
  for (const [id, times] of charged) if (times > 1) differences.push(`${id} was charged ${times} times`);
  const begun = new Set(pays.map(({ visit }) => String(visit.number)));
  for (const { id, metadata } of standing.intents)
    if (!begun.has(metadata.visit ?? '')) differences.push(`${id} is there, but visit ${metadata.visit} had not begun`);
  return {
    acknowledged_before: acknowledged(then),
    under_way: pays.filter(({ answer }) => answer === null).length,
    begun_after: asked.filter(({ step }) => step === 'pay').length - pays.length,
    differences,
  };
}
