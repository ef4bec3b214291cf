const MINUTE_MS = 60_000;

/** By whom or what tries are counted. */
export type SubjectKind = 'account' | 'key' | 'person' | 'page_key' | 'address' | 'payer_address' | 'card';

export interface Limit {
  /** Refusals within the time; then one more whenever one of them is forgotten. */
  readonly mostDeclined: number;
  /** The least share of refusals among tries: who sells much has many refusals too. */
  readonly share: number;
  /**
   * Tries whose answer is not known yet count as half refused, or else a hundred at once would all be let through; only where nobody
   * honest sends that many at once.
   */
  readonly countsOpen: boolean;
  /** Different cards within the time. */
  readonly mostCards: number;
  readonly withinMs: number;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;
const IN_TEN_MINUTES = { share: 0.5, countsOpen: false, mostCards: NO_LIMIT, withinMs: 10 * MINUTE_MS } as const;

/** The same rows stand in docs/operating/limits.md. */
export const LIMITS: Readonly<Record<SubjectKind, Limit>> = {
  card: { mostDeclined: 10, share: 0, countsOpen: true, mostCards: NO_LIMIT, withinMs: 60 * MINUTE_MS },
  payer_address: { ...IN_TEN_MINUTES, mostDeclined: 10, share: 0.3, countsOpen: true, mostCards: 40 },
  page_key: { ...IN_TEN_MINUTES, mostDeclined: 100 },
  person: { ...IN_TEN_MINUTES, mostDeclined: 30 },
  key: { ...IN_TEN_MINUTES, mostDeclined: 100 },
  address: { ...IN_TEN_MINUTES, mostDeclined: 200 },
  account: { ...IN_TEN_MINUTES, mostDeclined: 400 },
};

/** What is known of a subject. All of it cools down: after the time of its limit a good third is left, after three times that a twentieth. */
export interface Heat {
  readonly declined: number;
  readonly approved: number;
  readonly cards: number;
  readonly atMs: number;
}

export const coldAt = (nowMs: number): Heat => ({ declined: 0, approved: 0, cards: 0, atMs: nowMs });

export function cooled({ declined, approved, cards, atMs }: Heat, withinMs: number, nowMs: number): Heat {
  const left = Math.exp(-Math.max(0, nowMs - atMs) / withinMs);
  return { declined: declined * left, approved: approved * left, cards: cards * left, atMs: nowMs };
}

/** Whether at least as many were refused as approved: who sells has it the other way round. */
export const isFailing = ({ declined, approved }: Heat): boolean => declined > 0 && declined >= approved;

/** Until what is too much has cooled down to where there is room for one more. */
const untilRoomMs = (count: number, most: number, withinMs: number): number =>
  count > most - 1 ? Math.max(1_000, withinMs * Math.log(count / (most - 1))) : 0;

/** Answers that are still out are known within seconds. */
const UNTIL_ANSWERED_MS = 3_000;

/**
 * How long a subject has to wait before it may try again, 0 for not at all, with so many tries `open`. Where only those are too many, not for long:
 * most of them will turn out not to be refused.
 */
export function waitMs(heat: Heat, limit: Limit, open: number, isNewCard: boolean): number {
  const { declined, approved, cards } = heat;
  const { mostDeclined, share, countsOpen, mostCards, withinMs } = limit;
  const isFeared = countsOpen && untilRoomMs(declined + open / 2, mostDeclined, withinMs) > 0;
  const known = Math.max(untilRoomMs(declined, mostDeclined, withinMs), isFeared ? UNTIL_ANSWERED_MS : 0);
  const byDeclines = declined >= share * (declined + approved) ? known : 0;
  return Math.max(byDeclines, isNewCard ? untilRoomMs(cards, mostCards, withinMs) : 0);
}

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Who asks, and from where. */
interface Asker {
  readonly caller: {
    readonly tenantId: number;
    readonly actor: { readonly kind: 'person' | 'key' | 'system'; readonly id: string };
    readonly publishable?: boolean;
  };
  readonly ip: string | null;
}

/** By what a request's tries are counted, its card apart. The first is who asks. */
export function subjectsOf({ caller, ip }: Asker): readonly [Subject, ...Subject[]] {
  const { actor, tenantId, publishable = false } = caller;
  const subject = (kind: SubjectKind, id: string): Subject => ({ kind, id: `${tenantId} ${kind} ${id}` });
  const account = subject('account', '');
  if (publishable) return [subject('page_key', actor.id), ...(ip === null ? [] : [subject('payer_address', ip)]), account];
  const asker = subject(actor.kind === 'person' ? 'person' : 'key', actor.id);
  return [asker, ...(ip === null ? [] : [subject('address', ip)]), account];
}

/** What an answer says of a try; null where it says nothing of the card. */
export function resultOf({ status, body }: { readonly status: number; readonly body: unknown }): 'approved' | 'declined' | null {
  const { status: state, error } = body as { readonly status?: unknown; readonly error?: { readonly code?: unknown } };
  if (status === 402) return error?.code === 'processing_error' || error?.code === 'authentication_required' ? null : 'declined';
  return status === 200 && (state === 'succeeded' || state === 'requires_capture') ? 'approved' : null;
}
