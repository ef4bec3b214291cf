import fc from 'fast-check';
import type { Fault } from './bankControl.ts';
import { CARDS, type Card } from './paymentModel.ts';

/** What one currency's charges look like: their smallest amount, what they must be a multiple of, the fixed part of the fee. */
export const CURRENCIES = {
  eur: { smallest: 50n, step: 1n, fixedFee: 25n },
  usd: { smallest: 50n, step: 1n, fixedFee: 30n },
  jpy: { smallest: 50n, step: 1n, fixedFee: 0n },
  isk: { smallest: 5000n, step: 100n, fixedFee: 0n },
  kwd: { smallest: 500n, step: 10n, fixedFee: 0n },
} as const;

export type CurrencyCode = keyof typeof CURRENCIES;

/** How the card comes: keyed with the payment, stored before, stored while paying, on a customer's file, or given in a later call. */
const WAYS = ['keyed', 'stored', 'saved', 'on_file', 'made_then_confirmed', 'made_empty_then_confirmed'] as const;

export interface Pay {
  readonly do: 'pay';
  readonly currency: CurrencyCode;
  /** So many steps above the currency's smallest charge. */
  readonly steps: bigint;
  readonly card: Card;
  readonly way: (typeof WAYS)[number];
  readonly holds: boolean;
  readonly fault: Fault | null;
}

/** Which of the payments so far: of all, or only of those that `fit`, whose state allows the step, if there are any. */
interface Choice {
  readonly at: number;
  readonly fit: boolean;
}

/** `percent` is of what could be taken or given back at most, and may be above 100. */
export type ChoosingStep = Choice &
  (
    | { readonly do: 'change'; readonly steps: bigint }
    | { readonly do: 'confirm'; readonly card: Card; readonly fault: Fault | null }
    /** `percent` is of what is held, and above 100. */
    | { readonly do: 'raise'; readonly percent: number; readonly fault: Fault | null }
    | { readonly do: 'capture'; readonly percent: number | null; readonly fault: Fault | null }
    | {
        readonly do: 'refund';
        readonly percent: number | null;
        readonly by: 'charge' | 'payment_intent';
        readonly fault: Fault | null;
      }
    | { readonly do: 'cancel'; readonly fault: Fault | null }
  );

export type Step =
  | Pay
  | ChoosingStep
  | { readonly do: 'repeat'; readonly at: number }
  | { readonly do: 'resolve' }
  | { readonly do: 'pass_day' }
  | { readonly do: 'take_checkpoints' };

const HUGE = 999_999_999_999n;

const steps = fc.oneof(
  { weight: 3, arbitrary: fc.bigInt({ min: 0n, max: 40n }) },
  { weight: 6, arbitrary: fc.bigInt({ min: 0n, max: 100_000n }) },
  { weight: 1, arbitrary: fc.constant(HUGE) },
);

export function amountOf(currency: CurrencyCode, count: bigint): bigint {
  const { smallest, step } = CURRENCIES[currency];
  const amount = smallest + count * step;
  return amount > HUGE ? HUGE - (HUGE % step) : amount;
}

const fault: fc.Arbitrary<Fault | null> = fc.oneof(
  { weight: 14, arbitrary: fc.constant(null) },
  {
    weight: 8,
    arbitrary: fc.record({
      // Each request that is not answered costs the deadline, so such are rare.
      kind: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom('cut_before', 'cut_after', 'error_500_before', 'error_500_after') },
        { weight: 3, arbitrary: fc.constantFrom('slow_answer', 'duplicate_answer') },
        { weight: 1, arbitrary: fc.constantFrom('no_answer_before', 'no_answer_after') },
      ) as fc.Arbitrary<Fault['kind']>,
      followedBy: fc.constantFrom<Fault['followedBy']>('nothing', 'nothing', 'lookup_fails', 'reversal_fails', 'reversal_is_done_unheard'),
    }),
  },
);

const card: fc.Arbitrary<Card> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Card>('good') },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(CARDS) as Card[])) },
);
const currency = fc.constantFrom(...(Object.keys(CURRENCIES) as CurrencyCode[]));
const choice = { at: fc.nat({ max: 5 }), fit: fc.integer({ min: 0, max: 4 }).map((dice) => dice > 0) };
const percent = fc.option(fc.integer({ min: 1, max: 115 }), { nil: null, freq: 3 });
const step = <T extends Step['do'], R extends object>(name: T, rest: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
  fc.record({ do: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<Extract<Step, { do: T }>>;

const pay = step('pay', {
  currency,
  steps,
  card,
  way: fc.constantFrom(...WAYS),
  holds: fc.integer({ min: 0, max: 2 }).map((dice) => dice === 0),
  fault,
});

/** Any history of payments, beginning with one, so that the steps after it have something to work on. */
export const histories = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc
    .tuple(
      pay,
      fc.array(
        fc.oneof(
          { weight: 6, arbitrary: pay },
          { weight: 1, arbitrary: step('change', { ...choice, steps }) },
          { weight: 3, arbitrary: step('confirm', { ...choice, card, fault }) },
          {
            weight: 3,
            arbitrary: step('raise', {
              ...choice,
              percent: fc.oneof(fc.integer({ min: 100, max: 150 }), fc.integer({ min: 900, max: 1100 })),
              fault,
            }),
          },
          { weight: 6, arbitrary: step('capture', { ...choice, percent, fault }) },
          { weight: 9, arbitrary: step('refund', { ...choice, percent, by: fc.constantFrom('charge', 'payment_intent'), fault }) },
          { weight: 3, arbitrary: step('cancel', { ...choice, fault }) },
          { weight: 3, arbitrary: step('repeat', { at: fc.nat({ max: 3 }) }) },
          { weight: 3, arbitrary: step('resolve', {}) },
          { weight: 1, arbitrary: step('pass_day', {}) },
          { weight: 1, arbitrary: step('take_checkpoints', {}) },
        ),
        { maxLength, size: 'max' },
      ),
    )
    .map(([first, rest]) => [first, ...rest]);
