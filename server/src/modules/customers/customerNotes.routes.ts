import type { CustomerNoteView } from '@guichet/contract/customerViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database, Sql } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { actorNames } from '../people/index.ts';
import type { CustomerNote } from './customerNote.ts';
import { listNotes } from './customerNotes.store.ts';
import { deleteNote, noteOnCustomer } from './noteOnCustomer.ts';

const { id, object, text } = fields;

const MOST_CHARACTERS = 2000;

async function noteViews(sql: Sql, tenantId: number, notes: readonly CustomerNote[]): Promise<CustomerNoteView[]> {
  const names = await actorNames(
    sql,
    tenantId,
    notes.map(({ notedBy }) => notedBy),
  );
  return notes.map(({ id: note, customerId, words, notedBy, created }) => {
    const name = names.get(notedBy);
    const staff = name === undefined ? null : { id: notedBy, name };
    return { id: note, object: 'guichet.customer_note', customer: customerId, text: words, staff, created: unixSeconds(created) };
  });
}

/** What staff note about customers. */
export function customerNoteRoutes(database: Database, parts: UseCaseParts): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/customer_notes',
      permission: 'customers.read',
      answers: { listOf: 'customer_note_view' },
      query: listQuery({ customer: id('cus') }),
      handler: async ({ context: { caller }, query, path }) => {
        const { rows, hasMore } = await readPage(query, (page) => listNotes(database, caller.tenantId, query, page));
        return ok(listBody(path, await noteViews(database, caller.tenantId, rows), hasMore));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/customer_notes',
      permission: 'customers.write',
      answers: 'customer_note_view',
      body: object({ customer: id('cus'), text: text({ max: MOST_CHARACTERS }) }),
      handler: ({ context, body }) =>
        once(database, context, async (tx) => {
          const note = await noteOnCustomer(tx, parts, context, body);
          return { status: 200, body: (await noteViews(tx, note.tenantId, [note]))[0] };
        }),
    }),
    route({
      method: 'DELETE',
      path: '/guichet/v1/customer_notes/:id',
      permission: 'customers.write',
      answers: 'customer_note_view',
      handler: ({ context, params }) =>
        once(database, context, async (tx) => {
          const note = await deleteNote(tx, parts, context, params.id);
          return { status: 200, body: (await noteViews(tx, note.tenantId, [note]))[0] };
        }),
    }),
  ];
}
