import { STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { countUse, createPreset, deletePreset, replacePreset } from './changePresets.ts';
import { presetView } from './preset.wire.ts';
import { readPresets } from './presets.store.ts';

const { amount, currency, enumOf, listOf, nullable, object, text } = fields;

const preset = object({
  name: text({ max: 60 }),
  amount: nullable(amount()).optional(),
  currency: currency(),
  channel: nullable(enumOf(STAFF_CHANNELS)).optional(),
  reference: nullable(text({ max: 200 })).optional(),
  taking: enumOf(['now', 'later']).optional(),
  fields: listOf(text({ max: 40 }), { max: 20 }).optional(),
});

/** Sales that are made often, as managers prepare them and the counter starts them. */
export const presetRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/guichet/v1/presets',
    // Whoever takes a payment must know, and so must whoever writes them; it is about nobody.
    permission: 'any',
    answers: 'presets_view',
    handler: async ({ context: { caller } }) => ok({ data: (await readPresets(database, caller.tenantId)).map(presetView) }),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/presets',
    permission: 'presets.write',
    answers: 'preset_view',
    body: preset,
    handler: ({ context, body }) => once(database, context, async (tx) => ok(presetView(await createPreset(tx, parts, context, body)))),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/presets/:id',
    permission: 'presets.write',
    answers: 'preset_view',
    body: preset,
    handler: ({ context, params, body }) =>
      once(database, context, async (tx) => ok(presetView(await replacePreset(tx, parts, context, params.id, body)))),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/presets/:id/use',
    permission: 'payments.write',
    answers: 'preset_view',
    handler: ({ context, params }) => once(database, context, async (tx) => ok(presetView(await countUse(tx, context, params.id)))),
  }),
  route({
    method: 'DELETE',
    path: '/guichet/v1/presets/:id',
    permission: 'presets.write',
    answers: { deleted: 'preset' },
    handler: ({ context, params }) =>
      once(database, context, async (tx) => {
        const { id } = await deletePreset(tx, parts, context, params.id);
        return ok({ id, object: 'preset', deleted: true });
      }),
  }),
];
