import type { ReceiptTemplateContent } from '@guichet/contract/businessViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import type { ReceiptTemplate } from './template.ts';
import { currentTemplate, insertTemplate } from './templates.store.ts';

/** Adds a version. `basedOn` is the one that was on the page: where another came in between, nothing is overwritten. */
export async function changeTemplate(
  tx: Transaction,
  recordActivity: RecordActivity,
  context: RequestContext,
  { basedOn, content }: { readonly basedOn: number; readonly content: ReceiptTemplateContent },
): Promise<ReceiptTemplate> {
  const { tenantId, account, actor } = context.caller;
  const current = await currentTemplate(tx, tenantId);
  const next: ReceiptTemplate = { ...content, version: current.version + 1, created: context.now, createdBy: actor.id };
  if (current.version !== basedOn || !(await insertTemplate(tx, tenantId, next))) {
    throw new ApiError('parameter_invalid', {
      param: 'based_on',
      message: 'Somebody else has changed the receipts meanwhile. Look at their version first.',
    });
  }
  await recordActivity(tx, {
    ...{ tenantId, at: context.now, actor, ip: context.ip },
    ...{ action: 'receipt_template.update', target: account, details: { version: String(next.version) } },
  });
  return next;
}
