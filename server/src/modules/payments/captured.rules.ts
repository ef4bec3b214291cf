import type { Id } from '@guichet/contract/ids.ts';
import { money } from '@guichet/contract/money.ts';
import type { FeeSchedule } from '../../connectors/index.ts';
import type { Movement } from '../balance/index.ts';
import { type Settlement, settled } from '../exchange/index.ts';
import { chargeCaptured } from './charge.postings.ts';
import type { Charge } from './charge.ts';
import { feeOf, regionOf } from './fee.rules.ts';

interface CaptureFacts {
  readonly charge: Charge;
  /** What is taken: all of the hold or a part; the rest is released. */
  readonly amount: bigint;
  readonly transactionId: Id<'txn'>;
  readonly terms: { readonly fees: FeeSchedule; readonly settlementDelayMs: number };
  readonly settlement: Settlement;
  readonly placeCountry: string;
  /** The provider pays this one out of turn. */
  readonly availableAtOnce?: boolean;
  readonly now: Date;
}

/** Where the card or the account is kept, if anybody told. */
function countryOf({ details }: Charge): string | null {
  return details.type === 'us_bank_account' ? 'US' : details.country;
}

/** The charge once its money is taken, and what that moves in the books. */
export function capturedCharge(facts: CaptureFacts): { readonly charge: Charge; readonly movement: Movement } {
  const { charge, amount, transactionId: id, terms, settlement, placeCountry, availableAtOnce = false, now } = facts;
  const { tenantId, description } = charge;
  const gross = money(amount, charge.currency);
  const owed = settled(gross, settlement);
  const { type: method } = charge.details;
  const brand = charge.details.type === 'card' ? charge.details.brand : null;
  const region = regionOf(countryOf(charge), placeCountry);
  const { fee, parts } = feeOf({ settled: owed, charged: charge.currency, method, brand, region }, terms.fees);
  const availableOn = availableAtOnce ? now : new Date(now.getTime() + terms.settlementDelayMs);
  const { quote } = settlement;
  return {
    charge: { ...charge, captured: true, amountCaptured: amount, balanceTransactionId: id },
    movement: {
      ledger: chargeCaptured({ tenantId, id, chargeId: charge.id, amount: gross, settled: owed, fee, created: now, availableOn }),
      balance: {
        ...{ tenantId, id, type: 'charge', source: charge.id, amount: owed.amount, fee, feeDetails: parts, currency: owed.currency },
        ...(quote !== null && { conversion: { presented: gross, quote } }),
        ...{ description, availableOn, created: now },
      },
    },
  };
}
