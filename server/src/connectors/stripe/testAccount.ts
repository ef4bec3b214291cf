import { z } from 'zod';
import type { HttpAnswer, HttpCall, TestAnswer } from '../port.ts';
import { refusalOf } from './outcomes.ts';

/** The balance says its mode, and moves nothing. */
export const testAccount: HttpCall = { method: 'GET', path: '/v1/balance' };

const balance = z.object({ object: z.literal('balance'), livemode: z.boolean() });

export function readTest(answer: HttpAnswer): TestAnswer {
  const refusal = refusalOf(answer, [400]);
  if (refusal !== null) return { answer: 'wrong', reason: refusal.message ?? refusal.type };
  if (answer.status === 200 && balance.safeParse(answer.body).success) return { answer: 'works' };
  return { answer: 'unknown', reason: `status ${answer.status}, and not the answer of a server that speaks Stripe's wire` };
}
