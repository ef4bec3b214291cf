import { ApiError } from '@guichet/contract/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import { coldAt, cooled, type Heat, isFailing, LIMITS, resultOf, type Subject, subjectsOf, waitMs } from './slowDown.rules.ts';

/** Told of the card that is about to be tried, by its fingerprint; again if the transaction runs again. Throws where it must wait. */
export type MeetCard = (fingerprint: string) => void;

export interface SlowedDown {
  readonly context: RequestContext;
  readonly subject: Subject;
  readonly declined: number;
}

export interface CardTestingParts {
  readonly clock: Clock;
  /** A slow-down has begun. */
  readonly tell: (slowed: SlowedDown) => void;
}

/** Those that were last heard of longest ago are forgotten first. */
const MOST_KEPT = 50_000;
/** So many cards of a subject are remembered as not new. */
const CARDS_KEPT = 64;

interface Known {
  heat: Heat;
  open: number;
  toldAtMs: number;
  /** Only where the number of cards is limited. */
  readonly cards: Set<string> | null;
}

interface Try {
  readonly context: RequestContext;
  readonly subjects: readonly [Subject, ...Subject[]];
  readonly nowMs: number;
  card: Subject | null;
}

/**
 * Counts what came of cards that were tried, and lets those wait who look as if they were trying out stolen ones. It is kept in memory, for
 * minutes: each server counts for itself, and a restart forgets. What the database knows for longer, the networks' rules look up.
 */
export class CardTesting {
  readonly #parts: CardTestingParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: CardTestingParts) {
    this.#parts = parts;
  }

  /**
   * Runs a request that tries a card, and counts its answer. Throws `rate_limit`, or `card_decline_rate_limit_exceeded` for the card,
   * before anybody is asked.
   */
  async watch(context: RequestContext, ask: (meet: MeetCard) => Promise<OnceReply>): Promise<OnceReply> {
    const one: Try = { context, subjects: subjectsOf(context), nowMs: context.now.getTime(), card: null };
    for (const subject of one.subjects) this.#assertMay(one, subject, false);
    for (const subject of one.subjects) this.#of(subject, one.nowMs).open += 1;
    let reply: OnceReply | null = null;
    try {
      reply = await ask((fingerprint) => this.#meet(one, fingerprint));
      return reply;
    } finally {
      this.#end(one, reply === null || reply.replayedFrom !== undefined ? null : resultOf(reply));
    }
  }

  #meet(one: Try, fingerprint: string): void {
    const { tenantId, livemode } = one.context.caller;
    const card: Subject = { kind: 'card', id: `${tenantId} card ${fingerprint}` };
    if (one.card?.id === card.id) return;
    for (const subject of one.subjects) {
      const { cards } = this.#of(subject, one.nowMs);
      if (cards !== null && !cards.has(fingerprint)) this.#assertMay(one, subject, true);
    }
    // Test cards are everybody's, and some exist to be refused: they are tried in vain all day by whoever otherwise sells.
    if (livemode || isFailing(this.#of(one.subjects[0], one.nowMs).heat)) this.#assertMay(one, card, false);
    for (const subject of one.subjects) this.#noteCard(this.#of(subject, one.nowMs), fingerprint);
    if (one.card !== null) this.#of(one.card, one.nowMs).open -= 1;
    this.#of(card, one.nowMs).open += 1;
    one.card = card;
  }

  #noteCard(known: Known, fingerprint: string): void {
    const { cards } = known;
    if (cards === null || cards.has(fingerprint)) return;
    known.heat = { ...known.heat, cards: known.heat.cards + 1 };
    cards.add(fingerprint);
    const [oldest] = cards;
    if (cards.size > CARDS_KEPT && oldest !== undefined) cards.delete(oldest);
  }

  #end({ subjects, card }: Try, result: 'approved' | 'declined' | null): void {
    const nowMs = this.#parts.clock.now().getTime();
    for (const subject of card === null ? subjects : [...subjects, card]) {
      const known = this.#of(subject, nowMs);
      known.open = Math.max(0, known.open - 1);
      if (result !== null) known.heat = { ...known.heat, [result]: known.heat[result] + 1 };
    }
  }

  /** What is known of a subject, cooled down to this moment. */
  #of({ kind, id }: Subject, nowMs: number): Known {
    const { withinMs, mostCards } = LIMITS[kind];
    const found = this.#known.get(id);
    const cards = Number.isFinite(mostCards) ? new Set<string>() : null;
    const known = found ?? { heat: coldAt(nowMs), open: 0, toldAtMs: Number.NEGATIVE_INFINITY, cards };
    known.heat = cooled(known.heat, withinMs, nowMs);
    // Put in anew, so that the map's order is that in which they were last heard of.
    this.#known.delete(id);
    this.#known.set(id, known);
    if (this.#known.size > MOST_KEPT) this.#known.delete(this.#known.keys().next().value ?? '');
    return known;
  }

  #assertMay({ context, nowMs }: Try, subject: Subject, isNewCard: boolean): void {
    const known = this.#of(subject, nowMs);
    const limit = LIMITS[subject.kind];
    // Where its card is looked at, this try is one of those that are open.
    const others = isNewCard ? known.open - 1 : known.open;
    const ms = waitMs(known.heat, limit, others, isNewCard);
    if (ms === 0) return;
    if (nowMs - known.toldAtMs > limit.withinMs) this.#parts.tell({ context, subject, declined: Math.round(known.heat.declined) });
    known.toldAtMs = nowMs;
    const retryAfterSeconds = Math.ceil(ms / 1000);
    if (subject.kind === 'card') throw new ApiError('card_decline_rate_limit_exceeded', { retryAfterSeconds, shouldRetry: false });
    throw new ApiError('rate_limit', {
      message: `Too many cards were declined here within a short time. No bank was asked. Try again in ${retryAfterSeconds} seconds.`,
      ...{ retryAfterSeconds, shouldRetry: false },
    });
  }
}
