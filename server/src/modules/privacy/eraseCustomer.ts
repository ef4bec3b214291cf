import { ApiError } from '@guichet/contract/errors.ts';
import type { CustomerErasure } from '@guichet/contract/privacyViews.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { requireKnownCustomer } from '../customers/index.ts';
import { eraseEvidence } from './eraseEvidence.ts';
import {
  deletePersonal,
  objectsOf,
  openObjects,
  readPersonalColumns,
  readRows,
  readVersions,
  rewriteColumns,
  rewriteReplies,
  rewriteSaleContents,
  rewriteVersion,
} from './privacy.store.ts';
import { patternOf, withoutPerson, withoutWords, wordsOf } from './withoutPerson.rules.ts';

export interface EraseCustomerParts extends UseCaseParts {
  /** Takes a customer and the cards on file out of use, with its event. */
  readonly deleteCustomer: (tx: Transaction, context: RequestContext, id: string) => Promise<unknown>;
}

const MOST_NAMED = 5;

/**
 * Takes the person out of everything that is kept of a customer, for good. Amounts, dates, ids, the books, the record of the till and the evidence of
 * mandates stay: the law keeps those, and they name nobody. Refused while a payment, refund or dispute is open, since it may need the person yet.
 * Throws customer_open or resource_missing.
 */
export async function eraseCustomer(
  tx: Transaction,
  parts: EraseCustomerParts,
  context: RequestContext,
  id: string,
): Promise<CustomerErasure> {
  const { tenantId } = context.caller;
  const customer = await requireKnownCustomer(tx, tenantId, id);
  const ids = await objectsOf(tx, tenantId, customer.id);
  const open = await openObjects(tx, tenantId, ids);
  if (open.length > 0)
    throw new ApiError('customer_open', {
      message: `Not while something is open with this customer: ${open.slice(0, MOST_NAMED).join(', ')}.`,
    });
  if (!customer.deleted) await parts.deleteCustomer(tx, context, customer.id);
  const versions = await readVersions(tx, tenantId, ids);
  const { customer_notes: _, ...rows } = await readRows(tx, tenantId, [customer.id]);
  const words = wordsOf([rows, ...versions.map(({ body }) => body), ...(await readPersonalColumns(tx, tenantId, ids))]);
  const pattern = patternOf(words);
  const files = await eraseEvidence(tx, tenantId, { ids, versions, at: context.now });
  const theirs = [...ids, ...files];
  const erased = withoutPerson(pattern);
  const erasedIfTheirs = (value: unknown): unknown => {
    const text = JSON.stringify(value);
    return theirs.some((one) => text.includes(one)) ? erased(value) : value;
  };
  await rewriteColumns(tx, tenantId, ids, erased);
  for (const each of versions) await rewriteVersion(tx, tenantId, { ...each, body: erased(each.body) });
  await rewriteSaleContents(tx, tenantId, ids, withoutWords(pattern));
  await rewriteReplies(tx, tenantId, erasedIfTheirs);
  await deletePersonal(tx, tenantId, customer.id, ids, words, pattern);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'customer.erase',
    target: customer.id,
    details: { objects: ids.length, files: files.length },
  });
  return { object: 'customer_erasure', id: customer.id, objects: ids.length, files: files.length };
}
