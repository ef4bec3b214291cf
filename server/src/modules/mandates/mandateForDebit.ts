import { ApiError } from '@guichet/contract/errors.ts';
import type { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { DebitMethod } from '../payment_methods/index.ts';
import { endedMandate, type MandateTelling } from './endMandate.ts';
import { type MandateParts, makeMandate } from './makeMandate.ts';
import type { Mandate } from './mandate.ts';
import { mandateWire } from './mandate.wire.ts';
import { lockLastingMandate, lockMandate } from './mandates.store.ts';

/** What a confirmation says of the payer's agreement. */
export interface MandateInput {
  /** An agreement that was noted before. */
  readonly mandate?: string | undefined;
  /** One that is given now. */
  readonly mandate_data?:
    | {
        readonly customer_acceptance: {
          readonly type: 'online' | 'offline';
          readonly accepted_at?: Date | undefined;
          readonly online?: { readonly ip_address: string; readonly user_agent: string } | undefined;
        };
      }
    | undefined;
}

interface Debit {
  readonly method: DebitMethod;
  readonly amount: bigint;
  /** The account is to be debited again later: then the agreement must say so. */
  readonly lasting: boolean;
}

const invalid = (param: string, message: string): ApiError => new ApiError('payment_intent_mandate_invalid', { param, message });

function assertGood(mandate: Mandate | undefined, id: string, { method, amount }: Debit): Mandate {
  if (mandate === undefined) throw new ApiError('resource_missing', { param: 'mandate', message: `No such mandate: '${id}'` });
  if (mandate.paymentMethodId !== method.id) throw invalid('mandate', 'This mandate is for another payment method.');
  if (mandate.status !== 'active') throw invalid('mandate', `This mandate is no longer active (${mandate.endReason ?? 'ended'}).`);
  if (mandate.amount !== null && mandate.amount !== amount) {
    throw invalid('mandate', `This mandate is for one payment of ${mandate.amount} ${mandate.currency}, and for no other amount.`);
  }
  return mandate;
}

function given(
  tx: Transaction,
  parts: MandateParts,
  context: RequestContext,
  debit: Debit,
  data: NonNullable<MandateInput['mandate_data']>,
) {
  const { type, accepted_at: acceptedAt, online } = data.customer_acceptance;
  if ((type === 'online') !== (online !== undefined)) {
    throw new ApiError(online === undefined ? 'parameter_missing' : 'parameters_exclusive', {
      param: 'mandate_data[customer_acceptance][online]',
      message: 'Give "online" with the address and the browser of the payer when, and only when, the type is "online".',
    });
  }
  if (acceptedAt !== undefined && acceptedAt > context.now) {
    throw new ApiError('parameter_invalid', {
      param: 'mandate_data[customer_acceptance][accepted_at]',
      message: 'Nobody can have agreed at a time that is still to come.',
    });
  }
  return makeMandate(tx, parts, context, debit.method, {
    acceptedAt: acceptedAt ?? context.now,
    given: type === 'online' ? 'online' : 'written',
    ipAddress: online?.ip_address ?? null,
    userAgent: online?.user_agent ?? null,
    text: null,
    evidence: null,
    amount: debit.lasting ? null : debit.amount,
  });
}

/**
 * The mandate that a debit rests on: one given with the request, one named, or one of the account that is for later payments too. One for a
 * single payment ends with it. Throws `payment_intent_mandate_invalid` when the payer has not agreed.
 */
export async function mandateForDebit(
  tx: Transaction,
  parts: MandateParts & MandateTelling,
  context: RequestContext,
  debit: Debit,
  input: MandateInput,
  changes: Changes,
): Promise<Mandate> {
  const { tenantId, livemode } = context.caller;
  if (input.mandate !== undefined && input.mandate_data !== undefined) {
    throw new ApiError('parameters_exclusive', { param: 'mandate_data', message: 'Give "mandate" or "mandate_data", not both.' });
  }
  const found =
    input.mandate_data !== undefined
      ? await given(tx, parts, context, debit, input.mandate_data)
      : input.mandate !== undefined
        ? assertGood(await lockMandate(tx, tenantId, input.mandate), input.mandate, debit)
        : await lockLastingMandate(tx, tenantId, debit.method.id);
  if (found === undefined) {
    throw invalid(
      'mandate_data',
      'The payer has not agreed to be debited. Give "mandate_data" with the payer’s acceptance, or an active "mandate".',
    );
  }
  if (found.type === 'single_use') return endedMandate(tx, parts, found, { reason: 'used', now: context.now, livemode }, changes);
  if (input.mandate_data !== undefined) changes.add(mandateWire(found, livemode, parts.baseUrl()), found.version, ['mandate.updated']);
  return found;
}
