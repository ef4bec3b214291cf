import type { Id } from '@guichet/contract/ids.ts';
import { money } from '@guichet/contract/money.ts';
import type { FeeSchedule } from '../../connectors/index.ts';
import type { Movement } from '../balance/index.ts';
import { chargeCaptured } from './charge.postings.ts';
import type { Charge } from './charge.ts';
import { feeOf } from './fee.rules.ts';

interface CaptureFacts {
  readonly charge: Charge;
  /** What is taken: all of the hold or a part; the rest is released. */
  readonly amount: bigint;
  readonly transactionId: Id<'txn'>;
  readonly terms: { readonly fees: FeeSchedule; readonly settlementDelayMs: number };
  readonly now: Date;
}

/** The charge once its money is taken, and what that moves in the books. */
export function capturedCharge({ charge, amount, transactionId, terms, now }: CaptureFacts): {
  readonly charge: Charge;
  readonly movement: Movement;
} {
  const { tenantId, currency, description } = charge;
  const gross = money(amount, currency);
  const fee = feeOf(gross, terms.fees);
  const availableOn = new Date(now.getTime() + terms.settlementDelayMs);
  const id = transactionId;
  return {
    charge: { ...charge, captured: true, amountCaptured: amount, balanceTransactionId: id },
    movement: {
      ledger: chargeCaptured({ tenantId, id, chargeId: charge.id, amount: gross, fee, created: now, availableOn }),
      balance: { tenantId, id, type: 'charge', source: charge.id, amount, fee, currency, description, availableOn, created: now },
    },
  };
}
