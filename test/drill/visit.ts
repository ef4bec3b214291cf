import type { Dice } from './dice.ts';

const GOOD = '4242424242424242';
const REFUSED = ['4000000000000002', '4000000000009995'] as const;

/** What one customer comes for. */
export interface Visit {
  readonly number: number;
  readonly kind: 'sale' | 'sale_refunded' | 'hold_captured' | 'hold_canceled';
  readonly card: string;
  /** Minor units. */
  readonly amount: number;
  /** What of it is captured or refunded. */
  readonly part: number;
  /** How the caller behaves: sends everything twice at once, or again after the answer. */
  readonly habit: 'plain' | 'twice_at_once' | 'again_later';
}

const KINDS = ['sale', 'sale', 'sale', 'sale_refunded', 'hold_captured', 'hold_canceled'] as const;

/** The next customer. The same dice bring the same ones. */
export function nextVisit(dice: Dice, number: number): Visit {
  const amount = dice.between(100, 90_000);
  return {
    number,
    kind: dice.pick(KINDS),
    card: dice.chance(0.08) ? dice.pick(REFUSED) : GOOD,
    amount,
    part: dice.chance(0.5) ? amount : dice.between(1, amount),
    habit: dice.pick(['plain', 'plain', 'plain', 'plain', 'plain', 'plain', 'again_later', 'twice_at_once']),
  };
}

/** The card of a visit is one that no issuer approves. */
export const isRefusedCard = ({ card }: Visit): boolean => card !== GOOD;
