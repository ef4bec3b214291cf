import type { SetupCancellationReason } from '@guichet/contract/wire/setupIntent.ts';
import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin } from '../../platform/useCase.ts';
import { supersedeAuthentications } from '../authentications/index.ts';
import { requireCustomer } from '../customers/index.ts';
import type { GivenMethod, PaymentParts } from '../payments/index.ts';
import { storedMethod } from './createSetupIntent.ts';
import { requireLockedSetupIntent } from './requireSetupIntent.ts';
import type { SetupInput } from './setupInput.ts';
import { assertAllowed, changedSetup } from './setupIntent.rules.ts';
import type { SetupIntent } from './setupIntent.ts';
import { setupIntentWire } from './setupIntent.wire.ts';
import { updateSetupIntentRow } from './setupIntents.store.ts';
import { abandonSetupTry } from './setupTries.store.ts';

/** What may be changed whatever has become of the card. */
const ALWAYS: ReadonlySet<string> = new Set(['description', 'metadata']);

/** Changes a setup intent. `given` is a card that the request brings. */
export async function updateSetupIntent(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  input: SetupInput,
  given: GivenMethod | null,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const intent = await requireLockedSetupIntent(tx, tenantId, id);
  const isDeep = given !== null || Object.keys(input).some((name) => !ALWAYS.has(name));
  if (isDeep) assertAllowed('update', intent, setupIntentWire(intent, livemode));
  if (input.customer) await requireCustomer(tx, tenantId, input.customer);
  const changed = changedSetup(intent, input);
  const method = given && (await storedMethod(tx, parts, context, changed, given));
  const stored = await store(tx, parts, context, changedSetup(changed, method === null ? {} : { payment_method: method }), []);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'setup_intent.update',
    target: id,
    details: { parameters: Object.keys(input) },
  });
  return stored;
}

/** Gives a setup up. Nothing is held anywhere, so nobody is asked. */
export async function cancelSetupIntent(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  id: string,
  reason: SetupCancellationReason | null,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const intent = await requireLockedSetupIntent(tx, tenantId, id);
  assertAllowed('cancel', intent, setupIntentWire(intent, livemode));
  if (intent.status === 'requires_action') {
    await supersedeAuthentications(tx, tenantId, intent.id);
    await abandonSetupTry(tx, tenantId, intent.latestAttemptId);
  }
  await parts.recordActivity(tx, activityOrigin(context), { action: 'setup_intent.cancel', target: id, details: { reason } });
  const canceled: SetupIntent = { ...intent, status: 'canceled', nextAction: null, canceledAt: context.now, cancellationReason: reason };
  return store(tx, parts, context, canceled, ['setup_intent.canceled']);
}

async function store(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  intent: SetupIntent,
  events: readonly string[],
): Promise<ObjectVersion> {
  const next = { ...intent, version: intent.version + 1 };
  await updateSetupIntentRow(tx, next);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(setupIntentWire(next, context.caller.livemode), next.version, [...events]);
  await changes.store(tx);
  return stored;
}
