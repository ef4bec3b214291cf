import { money } from '@guichet/contract/money.ts';
import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin } from '../../platform/useCase.ts';
import { assertMayTakeAtOnce } from '../ceilings/index.ts';
import { requireCustomer } from '../customers/index.ts';
import { requireKeptMethod, storeMethod } from '../payment_methods/index.ts';
import type { GivenMethod } from './confirmIntent.ts';
import { changedIntent } from './intentChange.rules.ts';
import type { IntentInput } from './intentInput.ts';
import { assertSameSale } from './keptSale.rules.ts';
import { assertAllowed, isAllowed } from './paymentIntent.rules.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireLockedPaymentIntent } from './requirePaymentIntent.ts';

/** What may be changed whatever has become of the payment. */
const ALWAYS: ReadonlySet<string> = new Set(['description', 'metadata', 'receipt_email']);

/** Changes an intent; once money is on its way only what describes it. `given` is a card that the request brings. */
export async function updatePaymentIntent(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  input: IntentInput,
  given: GivenMethod | null,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const intent = await requireLockedPaymentIntent(tx, tenantId, id);
  const before = paymentIntentWire(intent, livemode);
  // A card that the request brings stands beside the input, and would take the place of the one that was charged.
  if (given !== null || intent.direct || Object.keys(input).some((name) => !ALWAYS.has(name))) assertAllowed('update', intent, before);
  if (input.customer) await requireCustomer(tx, tenantId, input.customer);
  const method =
    given &&
    ('id' in given
      ? await requireKeptMethod(tx, tenantId, given.id)
      : (await storeMethod(tx, parts, context, given.entered, 'later')).method);
  const changed = changedIntent(
    { ...intent, version: intent.version + 1 },
    method === null ? input : { ...input, payment_method: method.id },
  );
  // Until it is confirmed it takes nothing, and what it says then is compared.
  if (!isAllowed('update', intent.status)) assertSameSale(intent.metadata, changed.metadata);
  if (changed.amount !== intent.amount || changed.currency !== intent.currency) {
    await assertMayTakeAtOnce(tx, context, money(changed.amount, changed.currency));
  }
  await updatePaymentIntentRow(tx, changed);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(paymentIntentWire(changed, livemode), changed.version, []);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'payment_intent.update',
    target: id,
    details: { parameters: Object.keys(input) },
  });
  return stored;
}
