import type { HttpAnswer, HttpCall, LookUpRequest, NextStep, ReverseAnswer } from '../port.ts';
import { errorAnswer, intentAnswer } from './answers.ts';
import { cancelIntent, getIntent } from './calls.ts';
import { findIntent, foundIntent } from './lookUp.ts';
import { isOurs, isUnknown, read } from './outcomes.ts';
import { providerIntent } from './providerIntent.ts';
import { createSetup, readSetupReversal } from './verify.ts';

const open = (reason: string): ReverseAnswer => ({ answer: 'unknown', reason });

/** A canceled intent is the tombstone: a confirmation that comes late is refused. Later steps are not reversed; they end by a look-up. */
export const startReversal = (asked: LookUpRequest): HttpCall => {
  if (asked.kind === 'verify') return createSetup(asked);
  return asked.kind === 'authorise' ? findIntent(asked) : getIntent(providerIntent(asked));
};

export function readReversal(answer: HttpAnswer, asked: LookUpRequest): ReverseAnswer | NextStep<ReverseAnswer> {
  if (asked.kind === 'verify') return readSetupReversal(answer, asked);
  if (asked.kind !== 'authorise') return open(`a ${asked.kind} cannot be reversed here`);
  const made = foundIntent(answer, asked);
  if (made === null) return { answer: 'undone' };
  if (isUnknown(made)) return open(made.reason);
  const { headers: _key, ...call } = cancelIntent(made.id, asked.reference);
  return { next: call, read: (canceled) => readCanceled(canceled, made.id, asked.reference) };
}

/** What cannot be canceled has been already, or was paid after all. */
function readCanceled(answer: HttpAnswer, id: string, reference: string): ReverseAnswer | NextStep<ReverseAnswer> {
  if (answer.status === 400 && errorAnswer.safeParse(answer.body).success) {
    return { next: getIntent(id), read: (looked) => readEnd(looked, id, reference) };
  }
  return readEnd(answer, id, reference);
}

function readEnd(answer: HttpAnswer, id: string, reference: string): ReverseAnswer {
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return open(intent.reason);
  if (intent.id !== id || !isOurs(intent, reference)) return open('the answer belongs to another reference');
  if (intent.status === 'canceled') return { answer: 'undone' };
  return intent.status === 'succeeded' ? { answer: 'stands' } : open(`the payment is ${intent.status}`);
}
