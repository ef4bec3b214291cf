import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { assertCapturable } from './capture.rules.ts';
import { carryOutFollowUp } from './carryOutFollowUp.ts';
import type { Charge } from './charge.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireCharge, requireLockedCharge, requireLockedPaymentIntent } from './requirePaymentIntent.ts';
import { calculatedDescriptor } from './statementDescriptor.rules.ts';

export interface ChargeCapture {
  readonly amount?: bigint | undefined;
  readonly receipt_email?: string | undefined;
  readonly statement_descriptor?: string | undefined;
  readonly statement_descriptor_suffix?: string | undefined;
}

type Statement = Pick<Charge, 'statementDescriptor' | 'statementDescriptorSuffix' | 'calculatedDescriptor'>;

/** What a capture changes of the charge besides its money; kept with its attempt until the money is taken, and dropped with a refusal. */
export type CaptureDescription = Partial<Statement> & { readonly receiptEmail?: string };

/** May the caller take what this charge holds? */
function assertHeld(charge: Charge, { status, cancellationReason }: PaymentIntent): void {
  if (charge.captured) throw new ApiError('charge_already_captured', { message: `Charge ${charge.id} has already been captured.` });
  if (!charge.direct) {
    throw new ApiError('charge_unexpected_state', {
      message: `Charge ${charge.id} belongs to the PaymentIntent '${charge.paymentIntentId}'. Capture that.`,
    });
  }
  if (status === 'requires_capture') return;
  if (cancellationReason === 'expired') throw new ApiError('charge_expired_for_capture', { charge: charge.id });
  throw new ApiError('charge_unexpected_state', {
    message:
      status === 'processing'
        ? 'The provider is being asked about this charge. Look again in a moment.'
        : 'This charge holds nothing that could be captured.',
    charge: charge.id,
  });
}

/** What the payer finds on the statement once the money is taken; null where the request leaves it as it was. */
async function statementOf(tx: Transaction, { tenantId, details }: Charge, input: ChargeCapture): Promise<Statement | null> {
  const { statement_descriptor: statementDescriptor = null, statement_descriptor_suffix: suffix } = input;
  const statementDescriptorSuffix = suffix ?? statementDescriptor;
  if (statementDescriptorSuffix === null) return null;
  const place = await readTenant(tx, tenantId);
  const descriptor = calculatedDescriptor({ statementDescriptor, statementDescriptorSuffix }, details.type, place);
  return { statementDescriptor, statementDescriptorSuffix, calculatedDescriptor: descriptor };
}

/** Takes the money that a charge holds, all of it or a part; what is left is released. */
export function captureCharge(parts: PaymentParts, context: RequestContext, id: string, input: ChargeCapture): Promise<OnceReply> {
  const { tenantId } = context.caller;
  return carryOutFollowUp(parts, context, async (tx: Transaction) => {
    const { paymentIntentId } = await requireCharge(tx, tenantId, id);
    const intent = await requireLockedPaymentIntent(tx, tenantId, paymentIntentId);
    const charge = await requireLockedCharge(tx, tenantId, id);
    assertHeld(charge, intent);
    const amount = input.amount ?? intent.amountCapturable;
    assertCapturable(amount, intent, 'amount');
    await updatePaymentIntentRow(tx, { ...intent, status: 'processing', viewStatus: 'processing', version: intent.version + 1 });
    await parts.recordActivity(tx, activityOrigin(context), {
      action: 'charge.capture',
      target: intent.id,
      details: { amount: String(amount) },
    });
    const statement = await statementOf(tx, charge, input);
    const { receipt_email: receiptEmail } = input;
    const described: CaptureDescription = { ...statement, ...(receiptEmail !== undefined && { receiptEmail }) };
    return {
      ...{ kind: 'capture', charge, amount, refundId: null, details: { answers: 'charge', described } },
      send: (provider, _attempt, request) => provider.capture({ ...request, descriptor: statement?.calculatedDescriptor ?? null }),
    };
  });
}
