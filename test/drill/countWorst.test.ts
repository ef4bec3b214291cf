import { expect, it } from 'vitest';
import type { Asked } from './client.ts';
import { countWorst, type Standing } from './compareAnswers.ts';

const asked = (number: number, id: string, status = 'succeeded'): Asked => ({
  visit: { number, kind: 'sale', card: '4242424242424242', amount: 500, part: 500, habit: 'plain' },
  ...{ step: 'pay', key: `run-${number}-pay`, begun: new Date(0), answered: new Date(0), answeredAtMs: 0 },
  answer: { status: 200, text: '', body: { id, status } as never },
});
const intent = (id: string, visit: number, status = 'succeeded') => ({ id, status, metadata: { visit: String(visit) } });
const charge = (id: string) => ({ payment_intent: id, paid: true });
const standing = (intents: readonly object[], charges: readonly object[]) => ({ intents, charges, refunds: [] }) as unknown as Standing;

it('finds nothing where each who was told is there, once', () => {
  const books = standing([intent('pi_1', 1), intent('pi_2', 2, 'canceled')], [charge('pi_1'), charge('pi_2')]);
  expect(countWorst([asked(1, 'pi_1'), asked(2, 'pi_2', 'requires_capture')], books)).toEqual({ lost: 0, doubled: 0 });
});

it('counts whom nobody knows any more, and whose money did not come', () => {
  const books = standing([intent('pi_2', 2, 'processing')], []);
  expect(countWorst([asked(1, 'pi_1'), asked(2, 'pi_2')], books)).toEqual({ lost: 2, doubled: 0 });
});

it('promises nothing to whom nothing was promised', () => {
  expect(countWorst([asked(1, 'pi_1', 'processing')], standing([], []))).toEqual({ lost: 0, doubled: 0 });
});

it('counts a visit with two payments, and a payment with two charges', () => {
  expect(countWorst([], standing([intent('pi_1', 1), intent('pi_2', 1)], [charge('pi_1'), charge('pi_2')])).doubled).toBe(1);
  expect(countWorst([], standing([intent('pi_1', 1)], [charge('pi_1'), charge('pi_1'), charge('pi_1')])).doubled).toBe(2);
});
