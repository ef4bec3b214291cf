import { OWN_FIELD_KINDS } from '@guichet/contract/counterFieldViews.ts';
import { STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { createOwnField, deleteOwnField, updateOwnField } from './changeOwnFields.ts';
import { ownFieldView } from './ownField.wire.ts';
import { readOwnFields } from './ownFields.store.ts';

const { boolean, enumOf, integer, listOf, object, text, textAs } = fields;

/** Names that we put into metadata ourselves begin so. */
const OURS = 'guichet_';
const key = () =>
  textAs(
    (given) => (/^[a-z][a-z0-9_]{0,39}$/.test(given) && !given.startsWith(OURS) ? given : null),
    'parameter_invalid',
    `The parameter % must begin with a small letter and go on with small letters, digits or _, 40 at most, and not begin with ${OURS}.`,
    40,
    { type: 'string', minLength: 1, maxLength: 40, pattern: '^[a-z][a-z0-9_]*$' },
  );

const change = {
  label: text({ max: 60 }).optional(),
  choices: listOf(text({ max: 60 }), { max: 50 }).optional(),
  channels: listOf(enumOf(STAFF_CHANNELS), { max: STAFF_CHANNELS.length }).optional(),
  required: boolean().optional(),
  printable: boolean().optional(),
  position: integer({ min: 0, max: 100 }).optional(),
};
const { position: _position, ...atFirst } = change;

/** What the place asks for at its counter besides. */
export const ownFieldRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/guichet/v1/own_fields',
    // Whoever takes a payment must know, and so must whoever writes them; it is about nobody.
    permission: 'any',
    answers: 'own_fields_view',
    handler: async ({ context: { caller } }) => ok({ data: (await readOwnFields(database, caller.tenantId)).map(ownFieldView) }),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/own_fields',
    permission: 'fields.write',
    answers: 'own_field_view',
    body: object({ ...atFirst, key: key(), label: text({ max: 60 }), kind: enumOf(OWN_FIELD_KINDS) }),
    handler: ({ context, body }) => once(database, context, async (tx) => ok(ownFieldView(await createOwnField(tx, parts, context, body)))),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/own_fields/:id',
    permission: 'fields.write',
    answers: 'own_field_view',
    body: object(change),
    handler: ({ context, params, body }) =>
      once(database, context, async (tx) => ok(ownFieldView(await updateOwnField(tx, parts, context, params.id, body)))),
  }),
  route({
    method: 'DELETE',
    path: '/guichet/v1/own_fields/:id',
    permission: 'fields.write',
    answers: { deleted: 'own_field' },
    handler: ({ context, params }) =>
      once(database, context, async (tx) => {
        const { id } = await deleteOwnField(tx, parts, context, params.id);
        return ok({ id, object: 'own_field', deleted: true });
      }),
  }),
];
