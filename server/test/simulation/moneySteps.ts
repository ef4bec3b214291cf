import fc from 'fast-check';

/** What a test card does once it was charged. */
export const CARDS = {
  plain: 'tok_visa',
  available: 'tok_bypassPending',
  disputed: 'tok_createDispute',
  inquired: 'tok_createDisputeInquiry',
  refundsFail: 'tok_refundFail',
  refundsWait: 'tok_pendingRefund',
} as const;

/** What becomes of debits and payouts, by the account. */
export const DEBITS = {
  sepaPaid: { type: 'sepa_debit', number: 'DE89370400440532013000', currency: 'eur' },
  sepaFailed: { type: 'sepa_debit', number: 'DE65370400440002222227', currency: 'eur' },
  sepaReturned: { type: 'sepa_debit', number: 'DE35370400440000000206', currency: 'eur' },
  achPaid: { type: 'us_bank_account', number: '000123456789', currency: 'usd' },
  achFailed: { type: 'us_bank_account', number: '000222222227', currency: 'usd' },
  achReturned: { type: 'us_bank_account', number: '000555555559', currency: 'usd' },
} as const;

export const PAYOUTS = { arrives: 'DE89370400440532013000', fails: 'DE62370400440532013001', returned: 'DE24370400440532013006' } as const;

const ANSWERS = ['winning_evidence', 'winning_evidence', 'losing_evidence', 'escalate_inquiry_evidence', 'close', 'leave'] as const;

const keysOf = <T extends object>(object: T): fc.Arbitrary<keyof T> => fc.constantFrom(...(Object.keys(object) as (keyof T)[]));

/** Amounts large enough for a charge in each currency, and odd, so that conversions and fees have something to round. */
const amount = fc.integer({ min: 301, max: 9_999 });
const at = fc.nat({ max: 20 });
const percent = fc.integer({ min: 1, max: 100 });
const share = fc.integer({ min: 1, max: 30 });

const sell = fc.record({
  do: fc.constant('sell' as const),
  amount,
  currency: fc.constantFrom('eur', 'usd', 'gbp', 'jpy'),
  card: keysOf(CARDS),
  way: fc.constantFrom('intent', 'charge', 'held charge'),
});
const debit = fc.record({ do: fc.constant('debit' as const), amount, account: keysOf(DEBITS) });
const refund = fc.record({ do: fc.constant('refund' as const), at, percent });
const answer = fc.record({ do: fc.constant('answer' as const), at, with: fc.constantFrom(...ANSWERS) });
const payOut = fc.record({ do: fc.constant('pay out' as const), percent: share, account: keysOf(PAYOUTS) });
/** The banks get on with what they have to do. */
const wait = fc.record({ do: fc.constant('wait' as const) });

type Of<T> = T extends fc.Arbitrary<infer V> ? V : never;
export type Sell = Of<typeof sell>;
export type Debit = Of<typeof debit>;
export type Step = Sell | Debit | Of<typeof refund> | Of<typeof answer> | Of<typeof payOut> | Of<typeof wait>;

const earn = fc.record({
  do: fc.constant('sell' as const),
  amount: fc.constant(900_000),
  currency: fc.constant('eur' as const),
  card: fc.constant('available' as const),
  way: fc.constant('intent' as const),
});

/** Any history of money: taken by card and by debit, given back, disputed, and paid out. It begins with money that can be paid out. */
export const moneyHistories: fc.Arbitrary<Step[]> = fc
  .tuple(
    earn,
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: sell },
        { weight: 4, arbitrary: debit },
        { weight: 6, arbitrary: refund },
        { weight: 5, arbitrary: answer },
        { weight: 5, arbitrary: payOut },
        { weight: 1, arbitrary: wait },
      ),
      { minLength: 30, maxLength: 40, size: 'max' },
    ),
  )
  .map(([first, rest]) => [first, ...rest]);
