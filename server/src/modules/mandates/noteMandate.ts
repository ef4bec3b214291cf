import { ApiError } from '@guichet/contract/errors.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { requirePaymentMethod } from '../payment_methods/index.ts';
import type { MandateTelling } from './endMandate.ts';
import { type MandateParts, makeMandate } from './makeMandate.ts';
import type { Mandate } from './mandate.ts';
import { mandateWire } from './mandate.wire.ts';
import { currentVersion } from './mandateTexts.ts';

export interface NoteMandateInput {
  readonly payment_method: string;
  readonly given: Mandate['given'];
  readonly language: Language;
  readonly text_version?: string | undefined;
  readonly accepted_at?: Date | undefined;
  readonly evidence?: string | undefined;
  readonly amount?: bigint | undefined;
}

/** Notes that a payer agreed, on paper, online or in a recorded call: when, to which words, and who took it down. */
export async function noteMandate(
  tx: Transaction,
  parts: UseCaseParts & MandateParts & MandateTelling,
  context: RequestContext,
  input: NoteMandateInput,
): Promise<Mandate> {
  const { tenantId, livemode } = context.caller;
  const method = await requirePaymentMethod(tx, tenantId, input.payment_method);
  if (method.type === 'card') {
    throw new ApiError('parameter_invalid', {
      param: 'payment_method',
      message: 'A card is not debited on a mandate. Give a bank account.',
    });
  }
  const version = currentVersion(method.type);
  if (input.text_version !== undefined && input.text_version !== version) {
    throw new ApiError('parameter_invalid', {
      param: 'text_version',
      message: `The wording in use is "${version}". Read that one to the payer.`,
    });
  }
  const acceptedAt = input.accepted_at ?? context.now;
  if (acceptedAt > context.now) {
    throw new ApiError('parameter_invalid', { param: 'accepted_at', message: 'Nobody can have agreed at a time that is still to come.' });
  }
  const mandate = await makeMandate(tx, parts, context, method, {
    acceptedAt,
    given: input.given,
    ipAddress: null,
    userAgent: null,
    text: { version, language: input.language },
    evidence: input.evidence ?? null,
    amount: input.amount ?? null,
  });
  const changes = new Changes(changeOrigin(context), parts.makeId);
  changes.add(mandateWire(mandate, livemode, parts.baseUrl()), mandate.version, []);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'mandate.create',
    target: mandate.id,
    details: { payment_method: method.id, given: mandate.given, reference: mandate.reference },
  });
  return mandate;
}
