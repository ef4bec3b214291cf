import type { HttpAnswer, TestAnswer } from '../port.ts';
import { intentAnswer } from './answers.ts';
import { isUnknown, read, refusalOf } from './outcomes.ts';

const TOO_MANY = 429;

/** An account reads its own payments and no others: the answer to `getIntent` says whether this is one of them. */
export function readHolding(answer: HttpAnswer, { payment }: { readonly payment: string }): TestAnswer {
  const refusal = answer.status === TOO_MANY ? null : refusalOf(answer);
  if (refusal !== null) return { answer: 'wrong', reason: refusal.message ?? refusal.type };
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return { answer: 'unknown', reason: intent.reason };
  return intent.id === payment ? { answer: 'works' } : { answer: 'unknown', reason: 'the answer belongs to another payment' };
}
