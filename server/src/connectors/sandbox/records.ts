import { z } from 'zod';
import type { HttpAnswer, HttpCall, ProviderRecord, RecordsAnswer, RecordsRequest } from '../port.ts';

// The bank keeps each kind in a list of its own; they are read one after another, and the position says which and how far: `refund:120`.

const KINDS = ['authorisation', 'debit', 'refund', 'payout'] as const;
type Kind = (typeof KINDS)[number];

const recordsAnswer = z.object({
  records: z.array(
    z.object({
      kind: z.enum(KINDS),
      reference: z.string(),
      at: z.number().int(),
      amount: z.number().int().nonnegative(),
      currency: z.string(),
      captured_amount: z.number().int().nonnegative(),
      state: z.string(),
    }),
  ),
  has_more: z.boolean(),
  next_after: z.number().int(),
});
type BankRecord = z.infer<typeof recordsAnswer>['records'][number];

function parsePosition(position: string | null): { readonly kind: Kind; readonly after: string } {
  const [name, after = '0'] = position?.split(':') ?? [];
  return { kind: KINDS.find((kind) => kind === name) ?? KINDS[0], after };
}

export function startRecords({ fromS, untilS, account, position, limit }: RecordsRequest): HttpCall {
  const { kind, after } = parsePosition(position);
  const query = new URLSearchParams({ kind, from: String(fromS), until: String(untilS), account, after, limit: String(limit) });
  return { method: 'GET', path: `/v1/records?${query}` };
}

export function readRecords(answer: HttpAnswer, { position }: RecordsRequest): RecordsAnswer {
  if (answer.status !== 200) return { answer: 'unknown', reason: `status ${answer.status}` };
  const parsed = recordsAnswer.safeParse(answer.body);
  if (!parsed.success) return { answer: 'unknown', reason: 'unreadable answer' };
  const { kind } = parsePosition(position);
  const { records, has_more: hasMore, next_after: nextAfter } = parsed.data;
  if (records.some((record) => record.kind !== kind)) return { answer: 'unknown', reason: 'the answer is about something else' };
  const next = KINDS[KINDS.indexOf(kind) + 1];
  const following = next === undefined ? null : `${next}:0`;
  return { answer: 'records', records: records.map(recordOf), position: hasMore ? `${kind}:${nextAfter}` : following };
}

/** A refund that did not reach its payer is undone, and so is a hold that expired; a debit that came back stood all the same. */
const STATES: Readonly<Record<string, ProviderRecord['state']>> = {
  held: 'approved',
  captured: 'approved',
  succeeded: 'approved',
  settled: 'approved',
  returned: 'approved',
  paid: 'approved',
  sent: 'pending',
  pending: 'pending',
  declined: 'declined',
  refused: 'declined',
  voided: 'undone',
  reversed: 'undone',
  expired: 'undone',
  cancelled: 'undone',
  failed: 'undone',
};

function recordOf({ kind, reference, at, amount, currency, captured_amount: taken, state }: BankRecord): ProviderRecord {
  const standing = kind === 'payout' && state === 'returned' ? 'undone' : STATES[state];
  return {
    ...{ kind: kind === 'authorisation' ? 'payment' : kind, reference, name: reference, at },
    ...{ amount: BigInt(amount), currency, taken: BigInt(taken), state: standing ?? 'pending' },
  };
}
