import { ApiError } from '@guichet/contract/errors.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import type { PossibleDuplicate } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Database, Sql } from '../../platform/transaction.ts';
import { findCardToken, findPaymentMethods } from '../payment_methods/index.ts';
import { findSimilarCharges } from '../payments/index.ts';
import { actorNames } from '../people/index.ts';

const WINDOW_MS = 10 * 60_000;

export interface DuplicateQuery {
  /** The card about to be charged: a token, or a payment method. */
  readonly source: string;
  readonly amount: bigint;
  readonly currency: string;
}

async function fingerprintOf(sql: Sql, tenantId: number, source: string): Promise<string> {
  const found = source.startsWith('tok_')
    ? await findCardToken(sql, tenantId, source)
    : (await findPaymentMethods(sql, tenantId, [source]))[0];
  if (found === undefined)
    throw new ApiError('resource_missing', { param: 'source', message: `No such token or payment method: '${source}'` });
  return found.fingerprint;
}

/** Payments of the last ten minutes with the same card and amount that were not refused: perhaps this sale has been taken already. */
export async function possibleDuplicates(
  database: Database,
  tenantId: number,
  { source, amount, currency }: DuplicateQuery,
  now: Date,
): Promise<PossibleDuplicate[]> {
  const fingerprint = await fingerprintOf(database, tenantId, source);
  const charges = await findSimilarCharges(database, tenantId, {
    fingerprint,
    amount,
    currency,
    since: new Date(now.getTime() - WINDOW_MS),
  });
  const names = await actorNames(
    database,
    tenantId,
    charges.map(({ createdBy }) => createdBy),
  );
  return charges.map((charge) => {
    const name = names.get(charge.createdBy);
    return {
      payment_intent: charge.paymentIntentId,
      charge: charge.id,
      amount: wireAmount(charge.amount),
      currency: charge.currency,
      created: unixSeconds(charge.created),
      brand: charge.details.type === 'card' ? charge.details.brand : charge.details.type,
      last4: charge.details.last4,
      status: charge.status,
      staff: name === undefined ? null : { id: charge.createdBy, name },
    };
  });
}
