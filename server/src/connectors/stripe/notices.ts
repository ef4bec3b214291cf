import { z } from 'zod';
import type { HttpAnswer, HttpCall, NextStep, NoticesAnswer, NoticesRequest, ProviderNotice } from '../port.ts';
import { disputeAnswer, type EventAnswer, eventList, fraudWarningAnswer, intentAnswer, refundAnswer } from './answers.ts';
import { getIntent, REFERENCE } from './calls.ts';
import { isUnknown, read, refusalOf } from './outcomes.ts';

// What happens at the provider by itself stands in its events. They have no numbers, and one that was stored a moment later may stand before
// one that we have read already. So we go on from the newest event that is a minute old, and read what came after it again.

const TYPES = [
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'radar.early_fraud_warning.created',
  // A refund that was in doubt there may be told only once it is known, as one that was made.
  'refund.created',
  'refund.updated',
  'refund.failed',
  'payment_intent.canceled',
];
/** So long an event may be under way that stands before others. */
const SETTLES_S = 60;

type Step = NoticesAnswer | NextStep<NoticesAnswer>;
const open = (reason: string): NoticesAnswer => ({ answer: 'unknown', reason });

function list(limit: number, more: Readonly<Record<string, string>>): HttpCall {
  const query = new URLSearchParams({ limit: String(limit), ...more });
  for (const type of TYPES) query.append('types[]', type);
  return { method: 'GET', path: `/v1/events?${query.toString()}` };
}

/** Where we are: `1772442000:evt_…`, the time of an event and its name. */
function parsePosition(position: string | null): { readonly created: string; readonly id: string } | null {
  const [created, id] = position?.split(':') ?? [];
  return created === undefined || id === undefined ? null : { created, id };
}

/** Behind an event come those next to it; at first, all since the account is ours. */
export function startNotices({ position, since, limit }: NoticesRequest): HttpCall {
  const at = parsePosition(position);
  return at === null ? list(limit, { 'created[gte]': String(since) }) : list(limit, { ending_before: at.id });
}

/** An event that the provider has forgotten cannot be gone on from: then its time says where we are. */
export function readNotices(answer: HttpAnswer, asked: NoticesRequest): Step {
  const at = parsePosition(asked.position);
  if (at === null) return readSince(answer, asked, String(asked.since), []);
  if (refusalOf(answer, [400])?.type === 'invalid_request_error' && answer.status !== 401) {
    return { next: list(asked.limit, { 'created[gte]': at.created }), read: (page) => readSince(page, asked, at.created, []) };
  }
  const page = read(eventList, answer);
  if (isUnknown(page)) return open(page.reason);
  return tell(page.data, page.has_more, asked);
}

/** Reads back from the newest one to a time, page after page. */
function readSince(answer: HttpAnswer, asked: NoticesRequest, since: string, newer: readonly EventAnswer[]): Step {
  const page = read(eventList, answer);
  if (isUnknown(page)) return open(page.reason);
  const events = [...newer, ...page.data];
  const last = page.data.at(-1);
  if (!page.has_more || last === undefined) return tell(events, false, asked);
  const next = list(asked.limit, { 'created[gte]': since, starting_after: last.id });
  return { next, read: (older) => readSince(older, asked, since, events) };
}

/** What is told of one thing within one second: its beginning first, its end last. */
const rank = ({ type }: EventAnswer): number => (type.endsWith('.created') ? 0 : type.endsWith('.closed') ? 2 : 1);

function tell(newestFirst: readonly EventAnswer[], hasMore: boolean, asked: NoticesRequest): Step {
  const events = newestFirst.toReversed();
  const settled = events.filter(({ created }) => created <= asked.now - SETTLES_S).at(-1);
  const at = settled ?? (hasMore ? events.at(-1) : undefined);
  const position = at === undefined ? asked.position : `${at.created}:${at.id}`;
  const ordered = events.toSorted((a, b) => a.created - b.created || rank(a) - rank(b));
  const meanings = ordered.map(meaningOf);
  const unreadable = meanings.indexOf('unreadable');
  if (unreadable >= 0) return open(`the event ${ordered[unreadable]?.id} is unreadable`);
  const told = ordered.flatMap((event, n) => {
    const meaning = meanings[n];
    return meaning === null || meaning === undefined || meaning === 'unreadable' ? [] : [{ event, meaning }];
  });
  return withReferences(told, new Map(), (notices) => ({ answer: 'notices', notices, hasMore, position }));
}

interface Meaning {
  readonly kind: string;
  /** Our reference, where the event says it; else the provider's payment, which does. */
  readonly about: { readonly reference: string } | { readonly payment: string };
  readonly data: Readonly<Record<string, unknown>>;
}
interface Told {
  readonly event: EventAnswer;
  readonly meaning: Meaning;
}

/** Disputes and warnings name the provider's payment, whose metadata names ours. */
function withReferences(
  told: readonly Told[],
  known: ReadonlyMap<string, string | null>,
  end: (notices: readonly ProviderNotice[]) => NoticesAnswer,
): Step {
  const missing = told.flatMap(({ meaning: { about } }) => ('payment' in about && !known.has(about.payment) ? [about.payment] : []))[0];
  if (missing === undefined) return end(told.flatMap((one) => noticeOf(one, known)));
  const read = (answer: HttpAnswer): Step => {
    const reference = referenceOf(answer, missing);
    return isReason(reference) ? open(reference.reason) : withReferences(told, new Map([...known, [missing, reference]]), end);
  };
  return { next: getIntent(missing), read };
}

const isReason = (value: string | null | { readonly reason: string }): value is { readonly reason: string } =>
  typeof value === 'object' && value !== null;

/** Null for a payment that was not made by us. */
function referenceOf(answer: HttpAnswer, id: string): string | null | { readonly reason: string } {
  const intent = read(intentAnswer, answer);
  if (isUnknown(intent)) return intent;
  return intent.id === id ? (intent.metadata[REFERENCE] ?? null) : { reason: 'the answer belongs to another payment' };
}

function noticeOf({ event, meaning: { kind, about, data } }: Told, known: ReadonlyMap<string, string | null>): ProviderNotice[] {
  const reference = 'reference' in about ? about.reference : known.get(about.payment);
  return typeof reference === 'string' ? [{ sequence: null, id: event.id, kind, account: null, reference, at: event.created, data }] : [];
}

/** What an event means for us; null when nothing. */
function meaningOf({ type, data }: EventAnswer): Meaning | null | 'unreadable' {
  switch (type) {
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
      return disputeMeaning(type, data.object, data.previous_attributes?.status);
    case 'radar.early_fraud_warning.created': {
      const warning = fraudWarningAnswer.safeParse(data.object).data;
      if (warning === undefined) return 'unreadable';
      const { payment_intent: payment, fraud_type } = warning;
      return typeof payment === 'string' ? { kind: 'fraud.warning', about: { payment }, data: { fraud_type } } : null;
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return refundMeaning(data.object);
    case 'payment_intent.canceled':
      return expiryMeaning(data.object);
    default:
      return null;
  }
}

const OUTCOMES: Readonly<Record<string, string>> = { won: 'won', lost: 'lost', warning_closed: 'closed' };
const OPENED: ReadonlySet<unknown> = new Set(['needs_response', 'warning_needs_response']);

function disputeMeaning(type: string, object: unknown, statusBefore: unknown): Meaning | null | 'unreadable' {
  const dispute = disputeAnswer.safeParse(object).data;
  if (dispute === undefined) return 'unreadable';
  const { id, status, reason, amount, currency, payment_intent: payment, network_reason_code, evidence_details } = dispute;
  if (typeof payment !== 'string') return null;
  const about = { payment };
  const inquiry = status.startsWith('warning_');
  const whole = { dispute: id, reason, network_reason_code, amount, currency, due_by: evidence_details.due_by, inquiry };
  if (type === 'charge.dispute.created') return { kind: 'dispute.opened', about, data: whole };
  if (type === 'charge.dispute.closed') {
    const outcome = OUTCOMES[status];
    return outcome === undefined ? null : { kind: 'dispute.closed', about, data: { dispute: id, outcome } };
  }
  if (status === 'needs_response' && statusBefore === 'warning_needs_response') return { kind: 'dispute.escalated', about, data: whole };
  if (status === 'needs_response' && statusBefore === 'warning_under_review') return { kind: 'dispute.escalated', about, data: whole };
  const submitted = status === 'under_review' || status === 'warning_under_review';
  return submitted && OPENED.has(statusBefore) ? { kind: 'dispute.submitted', about, data: { dispute: id } } : null;
}

function refundMeaning(object: unknown): Meaning | null | 'unreadable' {
  const refund = refundAnswer.safeParse(object).data;
  if (refund === undefined) return 'unreadable';
  const reference = refund.metadata[REFERENCE];
  if (reference === undefined) return null;
  if (refund.status === 'succeeded') return { kind: 'refund.succeeded', about: { reference }, data: {} };
  const ended = refund.status === 'failed' || refund.status === 'canceled';
  return ended ? { kind: 'refund.failed', about: { reference }, data: { reason: refund.failure_reason ?? refund.status } } : null;
}

const canceled = z.object({ cancellation_reason: z.string().nullish(), metadata: intentAnswer.shape.metadata });
/** Nobody asked for it: the hold was not captured in time. */
const BY_ITSELF: ReadonlySet<unknown> = new Set(['automatic', 'expired']);

function expiryMeaning(object: unknown): Meaning | null | 'unreadable' {
  const intent = canceled.safeParse(object).data;
  if (intent === undefined) return 'unreadable';
  const reference = intent.metadata[REFERENCE];
  return reference !== undefined && BY_ITSELF.has(intent.cancellation_reason)
    ? { kind: 'authorisation.expired', about: { reference }, data: {} }
    : null;
}
