import { readFileSync } from 'node:fs';
import type { CardFieldsInfo, CardFieldsSettingsView } from '@guichet/contract/cardFieldViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, publicRoute, type Reply, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Random } from '../../platform/random.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { acceptedLanguage } from '../authentications/index.ts';
import { readFrameOrigins } from './cardFieldsTerms.store.ts';
import { changeFrameOrigins } from './changeFrameOrigins.ts';
import { fieldsPageHeaders, type Refusal, refusalPage } from './fieldsPage.ts';
import { pageOrigin } from './origin.rules.ts';

export interface CardFieldsParts extends Pick<UseCaseParts, 'recordActivity'> {
  readonly database: Database;
  readonly random: Random;
  /** The built page, with a placeholder wherever a nonce belongs. */
  readonly pageFile: string;
  /** The place of a publishable key that is in force, or null. */
  readonly placeOf: (publishableKey: string) => Promise<{ readonly tenantId: number; readonly livemode: boolean } | null>;
  readonly publishableKeyOf: (tenantId: number) => Promise<string | null>;
}

const { listOf, object, text } = fields;

const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const MANAGE = 'providers.write';

/** Card fields that pages of others frame: who may, and the page itself. */
export function cardFieldsRoutes(parts: CardFieldsParts): AnyRoute[] {
  const { database, random, pageFile, placeOf, publishableKeyOf } = parts;
  let template: readonly string[] | null = null;
  const view = async (tenantId: number, livemode: boolean, origins: readonly string[]): Promise<CardFieldsSettingsView> => ({
    object: 'card_fields_settings',
    livemode,
    origins: [...origins],
    publishable_key: await publishableKeyOf(tenantId),
  });
  const refused = (status: number, refusal: Refusal, language: string | undefined, origin: string | null): Reply => ({
    status,
    ...refusalPage(refusal, acceptedLanguage(language), origin),
  });
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/card_fields',
      permission: MANAGE,
      answers: 'card_fields_settings_view',
      handler: async ({ context: { caller } }) =>
        ok(await view(caller.tenantId, caller.livemode, await readFrameOrigins(database, caller.tenantId))),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/card_fields',
      permission: MANAGE,
      answers: 'card_fields_settings_view',
      body: object({ origins: listOf(text({ max: 255 }), { max: 50 }) }),
      handler: ({ context, body }) =>
        once(database, context, async (tx) => {
          const { tenantId, livemode } = context.caller;
          return { status: 200, body: await view(tenantId, livemode, await changeFrameOrigins(tx, parts, context, body.origins)) };
        }),
    }),
    publicRoute({
      method: 'GET',
      path: '/pay/fields/info',
      query: object({ key: text({ max: 255 }) }),
      handler: async ({ query }) => {
        const place = await placeOf(query.key);
        if (place === null)
          throw new ApiError('resource_missing', { param: 'key', message: 'No such publishable key, or it is not in force.' });
        return ok({ object: 'card_fields', livemode: place.livemode } satisfies CardFieldsInfo);
      },
    }),
    publicRoute({
      method: 'GET',
      path: '/pay/fields',
      query: object({ key: text({ max: 255 }).optional(), origin: text({ max: 255 }).optional(), lang: text({ max: 35 }).optional() }),
      handler: async ({ query, raw }) => {
        const language = query.lang ?? raw.headers['accept-language'];
        const origin = pageOrigin(query.origin ?? '');
        const place = await placeOf(query.key ?? '');
        if (place === null) return refused(404, 'unknown_key', language, origin);
        // The script posts to the origin as the address has it, so it must be written there as browsers write it.
        if (origin === null || origin !== query.origin) return refused(400, 'no_origin', language, origin);
        if (!(await readFrameOrigins(database, place.tenantId)).includes(origin)) return refused(403, 'unknown_origin', language, origin);
        template ??= readFileSync(pageFile, 'utf8').split(NONCE_PLACEHOLDER);
        const nonce = random.bytes(18).toString('base64');
        return { status: 200, body: template.join(nonce), headers: fieldsPageHeaders(nonce, origin) };
      },
    }),
  ];
}
