import { Changes } from '../../events/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { NoticeHandler } from '../notices/index.ts';
import { findChargeOfAuthorisation, type PaymentParts, requireLockedCharge, requireLockedPaymentIntent } from '../payments/index.ts';
import type { FraudWarning } from './fraudWarning.ts';
import { fraudWarningWire } from './fraudWarning.wire.ts';
import { insertFraudWarning, listFraudWarnings } from './fraudWarnings.store.ts';

/** Keeps an issuer's warning, once for each charge, and tells of it. */
export const fraudWarningHandler =
  (parts: Pick<PaymentParts, 'makeId'>): NoticeHandler =>
  async (tx, { tenantId, reference, data }, now) => {
    const found = await findChargeOfAuthorisation(tx, tenantId, reference);
    if (found === undefined) return 'later';
    await requireLockedPaymentIntent(tx, tenantId, found.paymentIntentId);
    const charge = await requireLockedCharge(tx, tenantId, found.id);
    if ((await listFraudWarnings(tx, tenantId, { charge: charge.id }, { take: 1 })).length > 0) return 'applied';
    const warning: FraudWarning = {
      tenantId,
      id: parts.makeId('issfr'),
      chargeId: charge.id,
      paymentIntentId: charge.paymentIntentId,
      direct: charge.direct,
      fraudType: typeof data.fraud_type === 'string' ? data.fraud_type : 'misc',
      created: now,
      actionable: charge.amountRefunded < charge.amountCaptured && charge.disputeId === null,
    };
    await insertFraudWarning(tx, warning);
    const { livemode } = await readTenant(tx, tenantId);
    const changes = new Changes({ tenantId, now, requestId: null, idempotencyKey: null }, parts.makeId);
    changes.add(fraudWarningWire(warning, livemode), 1, ['radar.early_fraud_warning.created']);
    await changes.store(tx);
    return 'applied';
  };
