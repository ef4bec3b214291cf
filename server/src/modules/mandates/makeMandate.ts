import type { Currency } from '@guichet/contract/currencies.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Random } from '../../platform/random.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { DebitMethod } from '../payment_methods/index.ts';
import type { Mandate } from './mandate.ts';
import { insertMandate } from './mandates.store.ts';

export interface MandateParts {
  readonly makeId: MakeId;
  readonly random: Random;
}

export const DEBIT_CURRENCIES: Readonly<Record<DebitMethod['type'], Currency>> = { sepa_debit: 'eur', us_bank_account: 'usd' };

/** Letters and digits that are not mistaken for each other when a reference is read out. 32 of them: a byte chooses evenly. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const REFERENCE_LENGTH = 16;

const newReference = (random: Random): string =>
  [...random.bytes(REFERENCE_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** How a payer agreed: what differs from one mandate to the next. */
export type Agreement = Pick<Mandate, 'acceptedAt' | 'given' | 'ipAddress' | 'userAgent' | 'text' | 'evidence' | 'amount'>;

/** For whom, by whom and when a mandate is noted. */
interface Noting {
  readonly caller: { readonly tenantId: number; readonly actor: { readonly id: string } };
  readonly now: Date;
}

/** Stores a mandate of an account, for one payment if it names an amount, else for all that are to come. */
export async function makeMandate(
  tx: Transaction,
  parts: MandateParts,
  { caller, now }: Noting,
  method: DebitMethod,
  agreement: Agreement,
): Promise<Mandate> {
  const mandate: Mandate = {
    ...agreement,
    tenantId: caller.tenantId,
    id: parts.makeId('mandate'),
    version: 1,
    paymentMethodId: method.id,
    scheme: method.type,
    type: agreement.amount === null ? 'multi_use' : 'single_use',
    status: 'active',
    reference: newReference(parts.random),
    notedBy: caller.actor.id,
    currency: DEBIT_CURRENCIES[method.type],
    endedAt: null,
    endReason: null,
    created: now,
  };
  await insertMandate(tx, mandate);
  return mandate;
}
