import type { RequestState } from '@guichet/contract/terminal.ts';
import { failureOf, type Outcome } from '../../api/outcome.ts';
import type { SaleAnswer } from './sale.ts';

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Reads a payment intent of the wire. Anything else tells nothing. */
export function intentAnswer(body: unknown): SaleAnswer {
  const intent = record(body);
  const id = text(intent.id);
  const status = text(intent.status);
  if (id === null || status === null) return { kind: 'unknown' };
  const error = record(intent.last_payment_error);
  return { kind: 'intent', id, status, code: text(error.code), declineCode: text(error.decline_code) };
}

/** What the answer to the payment request says; `lost` when it says nothing and the key must be asked. */
export function directAnswer(outcome: Outcome<unknown>): SaleAnswer | 'lost' {
  if (outcome.ok) return intentAnswer(outcome.value);
  return outcome.failure.kind === 'refused' ? { kind: 'refused', failure: outcome.failure } : 'lost';
}

/**
 * What asking by the key says: an answer, `never_arrived`, or `wait` while it runs or while the question itself gets no answer. Being
 * signed out is no answer about the payment either.
 */
export function checkedAnswer(outcome: Outcome<RequestState>): SaleAnswer | 'never_arrived' | 'wait' {
  if (!outcome.ok) {
    const { failure } = outcome;
    return failure.kind === 'refused' && failure.status === 404 && failure.code === 'resource_missing' ? 'never_arrived' : 'wait';
  }
  const state = outcome.value;
  if (state.status === 'running') return 'wait';
  if (state.http_status < 400) return intentAnswer(state.body);
  const failure = failureOf(state.http_status, state.body);
  return failure.kind === 'refused' ? { kind: 'refused', failure } : { kind: 'unknown' };
}
