/** On which side an account grows. */
export type Side = 'debit' | 'credit';

interface ChartEntry {
  readonly normalSide: Side;
  readonly kind: 'asset' | 'revenue' | 'contra_revenue' | 'expense' | 'clearing' | 'position';
  readonly meaning: string;
}

/** The chart of accounts. Each is kept once per currency. */
export const CHART = {
  bank: { normalSide: 'debit', kind: 'asset', meaning: "What payouts have brought to the business's own bank accounts." },
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
  processing_fees: { normalSide: 'debit', kind: 'expense', meaning: 'What providers keep for processing payments.' },
  provider_receivable: {
    normalSide: 'debit',
    kind: 'asset',
    meaning: "What providers have collected for the business and still owe it: the wire's balance.",
  },
  refunds: { normalSide: 'debit', kind: 'contra_revenue', meaning: 'Sales given back, kept apart from sales so that both stay visible.' },
  sales: { normalSide: 'credit', kind: 'revenue', meaning: 'Payments taken, gross.' },
} as const satisfies Record<string, ChartEntry>;

export type AccountName = keyof typeof CHART;

export const ACCOUNT_NAMES = Object.keys(CHART) as AccountName[];
