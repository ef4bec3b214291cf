import { z } from 'zod';
import type { HttpAnswer, HttpCall, ProviderRecord, RecordsAnswer, RecordsRequest } from '../port.ts';
import { intentAnswer, refundAnswer } from './answers.ts';
import { REFERENCE } from './calls.ts';
import { isUnknown, read } from './outcomes.ts';

// Payments, then refunds, newest first; the position says which and behind what: `refunds:re_…`.

const LISTS = ['payment_intents', 'refunds'] as const;
type List = (typeof LISTS)[number];

const intents = z.object({
  object: z.literal('list'),
  data: z.array(intentAnswer.extend({ amount_received: z.number().int().nonnegative() })),
  has_more: z.boolean(),
});
const refunds = z.object({
  object: z.literal('list'),
  data: z.array(refundAnswer.extend({ created: z.number().int(), currency: z.string() })),
  has_more: z.boolean(),
});
type Intent = z.infer<typeof intents>['data'][number];
type Refund = z.infer<typeof refunds>['data'][number];

function parsePosition(position: string | null): { readonly list: List; readonly after: string } {
  const [name, after = ''] = position?.split(':') ?? [];
  return { list: LISTS.find((list) => list === name) ?? LISTS[0], after };
}

export function startRecords({ fromS, untilS, position, limit }: RecordsRequest): HttpCall {
  const { list, after } = parsePosition(position);
  const query = new URLSearchParams({ 'created[gte]': String(fromS), 'created[lt]': String(untilS), limit: String(Math.min(limit, 100)) });
  if (after !== '') query.set('starting_after', after);
  return { method: 'GET', path: `/v1/${list}?${query}` };
}

export function readRecords(answer: HttpAnswer, { position }: RecordsRequest): RecordsAnswer {
  const { list } = parsePosition(position);
  if (list === 'payment_intents') {
    const page = read(intents, answer);
    if (isUnknown(page)) return { answer: 'unknown', reason: page.reason };
    const next = page.has_more ? `payment_intents:${page.data.at(-1)?.id}` : 'refunds:';
    return { answer: 'records', records: page.data.flatMap(paymentOf), position: next };
  }
  const page = read(refunds, answer);
  if (isUnknown(page)) return { answer: 'unknown', reason: page.reason };
  return { answer: 'records', records: page.data.map(refundOf), position: page.has_more ? `refunds:${page.data.at(-1)?.id}` : null };
}

/** One that nobody has confirmed says nothing: our first step makes it, and only the second moves money. */
const PAYMENT_STATES: Readonly<Record<string, ProviderRecord['state']>> = {
  succeeded: 'approved',
  requires_capture: 'approved',
  processing: 'pending',
  canceled: 'undone',
};

function paymentOf({
  id,
  status,
  amount,
  currency,
  created: at,
  metadata,
  amount_received: taken,
  last_payment_error: error,
}: Intent): ProviderRecord[] {
  const state = PAYMENT_STATES[status] ?? (error ? 'declined' : undefined);
  if (state === undefined) return [];
  const reference = metadata[REFERENCE] ?? null;
  return [{ kind: 'payment', reference, name: id, at, amount: BigInt(amount), currency, taken: BigInt(taken), state }];
}

const REFUND_STATES: Readonly<Record<string, ProviderRecord['state']>> = { succeeded: 'approved', pending: 'pending' };

const refundOf = ({ id, status, amount, currency, created: at, metadata }: Refund): ProviderRecord => ({
  ...{ kind: 'refund', reference: metadata[REFERENCE] ?? null, name: id, at },
  ...{ amount: BigInt(amount), currency, taken: 0n, state: REFUND_STATES[status] ?? 'undone' },
});
