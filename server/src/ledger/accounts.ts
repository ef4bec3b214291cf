/** On which side an account grows. */
export type Side = 'debit' | 'credit';

interface ChartEntry {
  readonly normalSide: Side;
  readonly kind: 'asset' | 'revenue' | 'contra_revenue' | 'expense' | 'clearing' | 'position';
  readonly meaning: string;
}

/** The chart of accounts. Each is kept once per currency. */
export const CHART = {
  bank: { normalSide: 'debit', kind: 'asset', meaning: "What payouts and transfers have brought to the business's own bank accounts." },
  cash_on_hand: { normalSide: 'debit', kind: 'asset', meaning: 'Notes and coins taken and not given back.' },
  cash_rounding: {
    normalSide: 'debit',
    kind: 'expense',
    meaning: 'What cash payments lost or, below zero, gained because coins cannot make up every amount.',
  },
  cheques_on_hand: { normalSide: 'debit', kind: 'asset', meaning: 'Cheques taken, whether or not they were handed in at a bank since.' },
  clearing: {
    normalSide: 'debit',
    kind: 'clearing',
    meaning: 'Joins the legs of an event that has many; ends at zero within each ledger transaction.',
  },
  conversion_gain: {
    normalSide: 'credit',
    kind: 'revenue',
    meaning: 'What a converted sale brought more than it cost to give back, as rates moved in between.',
  },
  conversion_loss: {
    normalSide: 'debit',
    kind: 'expense',
    meaning: 'What it cost more to give a converted sale back than it had brought, as rates moved in between.',
  },
  conversion_position: {
    normalSide: 'debit',
    kind: 'position',
    meaning: 'Where the two currencies of a conversion meet: what was sold in one and is owed in the other, until it is given back.',
  },
  payouts_in_transit: { normalSide: 'debit', kind: 'asset', meaning: "What has left the wire's balance and has not reached the bank yet." },
  dispute_fees: { normalSide: 'debit', kind: 'expense', meaning: 'What providers keep for handling disputes.' },
  disputes: {
    normalSide: 'debit',
    kind: 'contra_revenue',
    meaning: 'Sales that disputes took back, kept apart from those given back freely.',
  },
  processing_fees: { normalSide: 'debit', kind: 'expense', meaning: 'What providers keep for processing payments.' },
  provider_receivable: {
    normalSide: 'debit',
    kind: 'asset',
    meaning: "What providers have collected for the business and still owe it: the wire's balance.",
  },
  refunds: { normalSide: 'debit', kind: 'contra_revenue', meaning: 'Sales given back, kept apart from sales so that both stay visible.' },
  sales: { normalSide: 'credit', kind: 'revenue', meaning: 'Payments taken, gross.' },
  taken_elsewhere: {
    normalSide: 'debit',
    kind: 'asset',
    meaning: "What was paid by a method of the business's own, such as vouchers or another terminal, and is recorded here.",
  },
} as const satisfies Record<string, ChartEntry>;

export type AccountName = keyof typeof CHART;

export const ACCOUNT_NAMES = Object.keys(CHART) as AccountName[];
