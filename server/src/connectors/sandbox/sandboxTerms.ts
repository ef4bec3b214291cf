import type { FeeSchedule } from '../port.ts';

const DAY_MS = 24 * 3600_000;

/** What the sandbox bank charges, so that test mode has fees to show. The first row that fits applies. */
const FEES: FeeSchedule = [
  // Payment by bank debit costs the same whatever the amount.
  { methods: ['sepa_debit'], basisPoints: 0n, fixed: { eur: 35n } },
  { methods: ['us_bank_account'], basisPoints: 80n, fixed: {} },
  { methods: ['card'], brands: ['amex'], basisPoints: 240n, fixed: { eur: 25n, usd: 30n, gbp: 20n, chf: 30n, cad: 30n } },
  { methods: ['card'], basisPoints: 140n, fixed: { eur: 25n, usd: 30n, gbp: 20n, chf: 30n, cad: 30n } },
];

/** Of each dispute, and of each debit that comes back. */
const DISPUTE_FEES = { eur: 1500n, usd: 1500n, gbp: 1500n, chf: 1500n, cad: 1500n };

/** On what terms the sandbox bank works for us. */
export const SANDBOX_TERMS = { settlementDelayMs: 2 * DAY_MS, fees: FEES, disputeFees: DISPUTE_FEES };
