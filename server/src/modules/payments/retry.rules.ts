import schemeRules from './schemeRules.json' with { type: 'json' };

interface Row {
  readonly again: string;
  readonly after_hours?: number;
}

const CODES: Readonly<Record<string, Row>> = schemeRules.codes;
const ADVICE: Readonly<Record<string, Row>> = schemeRules.advice;
const HOUR_MS = 3600_000;

export const RETRY_WINDOW_MS = schemeRules.within_days * 24 * HOUR_MS;
export const MOST_RETRIES = schemeRules.most;

/** An issuer's refusal of a card for an amount. */
export interface Refusal {
  readonly at: Date;
  readonly paymentMethodId: string;
  /** ISO 8583 field 39, as the network gave it. */
  readonly networkCode: string | null;
  /** The merchant advice code, where the network gave one. */
  readonly adviceCode: string | null;
}

/** Why the same card must not be tried again for the same amount. */
export type RetryRefusal =
  | { readonly because: 'never'; readonly networkCode: string | null }
  | { readonly because: 'too_soon'; readonly networkCode: string | null; readonly from: Date }
  | { readonly because: 'too_often'; readonly tries: number };

const rowFor = (table: Readonly<Record<string, Row>>, code: string | null): Row | undefined =>
  code !== null && Object.hasOwn(table, code) ? table[code] : undefined;

/** What the networks say of trying again after a refusal. Their advice on this one counts more than the code in general. */
const rowOf = ({ networkCode, adviceCode }: Refusal): Row | undefined => rowFor(ADVICE, adviceCode) ?? rowFor(CODES, networkCode);

/**
 * May a card that was refused for this amount be tried again? `refusals` are those of the last thirty days, newest first. A card that
 * its holder has just given anew is no repeat: that is a new order, and the networks bound repeats.
 */
export function retryRefusal(
  refusals: readonly Refusal[],
  { isFresh, now }: { readonly isFresh: boolean; readonly now: Date },
): RetryRefusal | null {
  const [latest] = refusals;
  if (isFresh || latest === undefined) return null;
  const forGood = refusals.find((refusal) => rowOf(refusal)?.again === 'never');
  if (forGood !== undefined) return { because: 'never', networkCode: forGood.networkCode };
  if (refusals.length >= MOST_RETRIES) return { because: 'too_often', tries: refusals.length };
  const waitMs = (rowOf(latest)?.after_hours ?? 0) * HOUR_MS;
  const from = new Date(latest.at.getTime() + waitMs);
  return now < from ? { because: 'too_soon', networkCode: latest.networkCode, from } : null;
}
