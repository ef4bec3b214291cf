import { expect, it } from 'vitest';
import type { Asked } from './client.ts';
import type { Standing } from './compareAnswers.ts';
import { compareUntil } from './compareUntil.ts';
import type { Visit } from './visit.ts';

const MOMENT = new Date(10_000);

/** A request that was begun and answered so many milliseconds after the beginning of time; null: not answered. */
function asked(
  number: number,
  begunMs: number,
  answeredMs: number | null,
  { step = 'pay', status = 'succeeded', kind = 'sale' } = {},
): Asked {
  const answer = answeredMs === null ? null : { status: 200, text: '', body: { id: `pi_${number}`, status } as never };
  return {
    visit: { number, kind: kind as Visit['kind'], card: '4242424242424242', amount: 500, part: 200, habit: 'plain' },
    ...{ step: step as Asked['step'], key: `run-${number}-${step}`, begun: new Date(begunMs), answer },
    ...{ answered: answeredMs === null ? null : new Date(answeredMs), answeredAtMs: answeredMs },
  };
}

const paid = (number: number, status = 'succeeded', received = 500) => ({
  intent: { id: `pi_${number}`, status, amount_received: received, metadata: { visit: String(number) } },
  charge: { payment_intent: `pi_${number}`, paid: received > 0 },
});
const standing = (payments: readonly ReturnType<typeof paid>[], refunds: readonly object[] = []) =>
  ({ intents: payments.map(({ intent }) => intent), charges: payments.map(({ charge }) => charge), refunds }) as unknown as Standing;

it('finds nothing where all that had been told is there, and nothing that was begun later', () => {
  const all = [asked(1, 1_000, 2_000), asked(2, 9_000, 11_000), asked(3, 9_500, null), asked(4, 10_001, 11_000)];
  const counts = { acknowledged_before: 1, under_way: 2, begun_after: 1 };
  expect(compareUntil(all, standing([paid(1)]), MOMENT)).toEqual({ ...counts, differences: [] });
  // What was on its way may have been done.
  expect(compareUntil(all, standing([paid(1), paid(2), paid(3, 'processing', 0)]), MOMENT)).toEqual({ ...counts, differences: [] });
});

it('tells of what is lost, of what is there too early, and of what was done twice', () => {
  const all = [asked(1, 1_000, 2_000), asked(4, 10_001, 11_000)];
  const [one, four] = [paid(1), paid(4)];
  expect(compareUntil(all, standing([four]), MOMENT).differences).toEqual([
    'run-1-pay: pi_1 is lost, but its customer had been told succeeded, 500 received, 0 refunded',
    'pi_4 is there, but visit 4 had not begun',
  ]);
  const twice = { ...standing([one]), charges: [one.charge, one.charge] } as unknown as Standing;
  expect(compareUntil(all, twice, MOMENT).differences).toEqual(['pi_1 was charged 2 times']);
});

it('wants a step done that had been answered, lets one be that was on its way, and none that came later', () => {
  const pay = asked(1, 1_000, 2_000, { kind: 'sale_refunded' });
  const refund = (begunMs: number, answeredMs: number) => asked(1, begunMs, answeredMs, { step: 'refund', kind: 'sale_refunded' });
  const [kept, refunded] = [standing([paid(1)]), standing([paid(1)], [{ payment_intent: 'pi_1', status: 'succeeded', amount: 200 }])];
  const count = (step: Asked, books: Standing): number => compareUntil([pay, step], books, MOMENT).differences.length;
  expect([count(refund(3_000, 4_000), refunded), count(refund(3_000, 4_000), kept)]).toEqual([0, 1]);
  expect([count(refund(9_000, 11_000), refunded), count(refund(9_000, 11_000), kept)]).toEqual([0, 0]);
  expect([count(refund(10_500, 11_000), refunded), count(refund(10_500, 11_000), kept)]).toEqual([1, 0]);
});

it('finds a payment on its way whose customer had been told so, or where it came to', () => {
  const all = [asked(1, 1_000, 2_000, { status: 'processing' })];
  const count = (payment: ReturnType<typeof paid>): number => compareUntil(all, standing([payment]), MOMENT).differences.length;
  expect([
    count(paid(1, 'processing', 0)),
    count(paid(1)),
    count(paid(1, 'requires_payment_method', 0)),
    count(paid(1, 'canceled', 0)),
  ]).toEqual([0, 0, 0, 1]);
});

it('finds a hold on its way while it is being canceled, and not before', () => {
  const pay = asked(1, 1_000, 2_000, { kind: 'hold_canceled', status: 'requires_capture' });
  const cancel = (begunMs: number) => asked(1, begunMs, null, { step: 'cancel', kind: 'hold_canceled' });
  const books = standing([paid(1, 'processing', 0)]);
  const count = (step: Asked): number => compareUntil([pay, step], books, MOMENT).differences.length;
  expect([count(cancel(9_000)), count(cancel(10_500))]).toEqual([0, 1]);
});
