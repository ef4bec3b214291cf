import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { CustomerNote } from './customerNote.ts';
import { deleteNoteRow, insertNote } from './customerNotes.store.ts';
import { requireLockedCustomer } from './requireCustomer.ts';

/** Keeps what staff have to say about a customer. */
export async function noteOnCustomer(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  { customer: customerId, text }: { readonly customer: string; readonly text: string },
): Promise<CustomerNote> {
  const { tenantId, actor } = context.caller;
  // Locked, so that nobody deletes the customer with all notes while this one is being written.
  const customer = await requireLockedCustomer(tx, tenantId, customerId);
  const id = parts.makeId('cnote');
  const note: CustomerNote = { tenantId, id, customerId: customer.id, words: text, notedBy: actor.id, created: context.now };
  await insertNote(tx, note);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'customer.note', target: customer.id, details: { note: id } });
  return note;
}

/** Takes a note away for good. */
export async function deleteNote(tx: Transaction, parts: UseCaseParts, context: RequestContext, id: string): Promise<CustomerNote> {
  const note = await deleteNoteRow(tx, context.caller.tenantId, id);
  if (note === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such note: '${id}'` });
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'customer.note_delete',
    target: note.customerId,
    details: { note: note.id },
  });
  return note;
}
