import { Changes } from '../../events/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { NoticeHandler } from '../notices/index.ts';
import { canceledIntent } from './cancelPaymentIntent.ts';
import { findChargeOfAuthorisation } from './charges.store.ts';
import { endHold } from './directCharge.ts';
import { noteIntent } from './noteIntent.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireLockedCharge, requireLockedPaymentIntent } from './requirePaymentIntent.ts';

/** A hold that nobody took in time: the issuer has released it, so the payment is canceled as expired. */
export const expiryHandler =
  (parts: Pick<PaymentParts, 'makeId'>): NoticeHandler =>
  async (tx, { tenantId, reference }, now) => {
    const found = await findChargeOfAuthorisation(tx, tenantId, reference);
    // Either the authorisation's own answer has not been applied yet, or a capture is being asked for: its answer comes first.
    if (found === undefined) return 'later';
    const intent = await requireLockedPaymentIntent(tx, tenantId, found.paymentIntentId);
    if (intent.status === 'processing') return 'later';
    if (intent.status === 'requires_capture' && intent.latestChargeId === found.id) await expire(tx, parts, { tenantId, intent, now });
    return 'applied';
  };

interface Expiring {
  readonly tenantId: number;
  readonly intent: Awaited<ReturnType<typeof requireLockedPaymentIntent>>;
  readonly now: Date;
}

async function expire(tx: Transaction, parts: Pick<PaymentParts, 'makeId'>, { tenantId, intent, now }: Expiring): Promise<void> {
  const { livemode } = await readTenant(tx, tenantId);
  const held = await requireLockedCharge(tx, tenantId, intent.latestChargeId ?? '');
  const canceled = canceledIntent(intent, 'expired', now);
  await updatePaymentIntentRow(tx, canceled);
  const changes = new Changes({ tenantId, now, requestId: null, idempotencyKey: null }, parts.makeId);
  await endHold(tx, held, changes, livemode);
  noteIntent(changes, canceled, livemode, ['payment_intent.canceled']);
  await changes.store(tx);
}
