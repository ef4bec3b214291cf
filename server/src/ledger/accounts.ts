/** On which side an account grows. */
export type Side = 'debit' | 'credit';

interface ChartEntry {
  readonly normalSide: Side;
  readonly kind: 'asset' | 'revenue' | 'contra_revenue' | 'expense' | 'clearing';
  readonly meaning: string;
}

/** The chart of accounts. Each is kept once per currency. */
export const CHART = {
  clearing: {
    normalSide: 'debit',
    kind: 'clearing',
    meaning: 'Joins the legs of an event that has many; ends at zero within each ledger transaction.',
  },
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
