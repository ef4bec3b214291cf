import { wholeAddress } from '@guichet/contract/address.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin } from '../../platform/useCase.ts';
import { requireCustomer } from '../customers/index.ts';
import type { Charge } from './charge.ts';
import { chargeWire } from './charge.wire.ts';
import { updateChargeRow } from './charges.store.ts';
import type { IntentInput } from './intentInput.ts';
import type { PaymentParts } from './paymentParts.ts';
import { tellPaid } from './receiptOccasion.ts';
import { requireLockedCharge } from './requirePaymentIntent.ts';

export interface ChargeUpdate {
  readonly customer?: string | undefined;
  readonly description?: string | null | undefined;
  readonly fraud_details?: { readonly user_report: 'fraudulent' | 'safe' | null } | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly receipt_email?: string | null | undefined;
  readonly shipping?: IntentInput['shipping'];
}

function changed(charge: Charge, input: ChargeUpdate): Charge {
  const { shipping, fraud_details: fraud } = input;
  return {
    ...charge,
    version: charge.version + 1,
    description: input.description === undefined ? charge.description : input.description,
    metadata: applyMetadata(charge.metadata, input.metadata),
    receiptEmail: input.receipt_email === undefined ? charge.receiptEmail : input.receipt_email,
    fraudDetails: fraud === undefined ? charge.fraudDetails : fraud.user_report === null ? {} : { user_report: fraud.user_report },
    shipping:
      shipping === undefined
        ? charge.shipping
        : shipping && {
            address: wholeAddress(shipping.address),
            carrier: shipping.carrier ?? null,
            name: shipping.name,
            phone: shipping.phone ?? null,
            tracking_number: shipping.tracking_number ?? null,
          },
  };
}

/** Changes what describes a charge; its money and its card stay as they were. */
export async function updateCharge(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  input: ChargeUpdate,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const charge = await requireLockedCharge(tx, tenantId, id);
  const customer = input.customer === undefined ? null : await requireCustomer(tx, tenantId, input.customer);
  if (customer !== null && charge.customerId !== null && charge.customerId !== customer.id) {
    throw new ApiError('parameter_invalid', { param: 'customer', message: 'This charge belongs to another customer already.' });
  }
  const after = { ...changed(charge, input), customerId: customer?.id ?? charge.customerId };
  await updateChargeRow(tx, after);
  // Who gives another address for the receipt wants it sent there.
  if (after.captured && input.receipt_email !== undefined && input.receipt_email !== charge.receiptEmail) {
    await tellPaid(tx, parts.tellPayer, after, { livemode, actor: context.caller.actor, now: context.now });
  }
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const wire = chargeWire(after, livemode);
  const stored = changes.add(wire, after.version, ['charge.updated'], previousAttributes(chargeWire(charge, livemode), wire));
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'charge.update',
    target: charge.id,
    details: { parameters: Object.keys(input) },
  });
  return stored;
}
