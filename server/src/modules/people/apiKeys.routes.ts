import type { ApiKeys, CreatedApiKey, PublishableKey } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Random } from '../../platform/random.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { apiKeyView } from './apiKey.wire.ts';
import type { ApiKeyLookup } from './apiKeyLookup.ts';
import { makeSecret } from './apiKeySecret.ts';
import { findPublishableKey, listApiKeys } from './apiKeys.store.ts';
import { type KeyMaking, makeApiKey } from './makeApiKey.ts';
import { revokeApiKey } from './revokeApiKey.ts';

export interface ApiKeyRouteDeps {
  readonly db: Database;
  readonly random: Random;
  readonly making: KeyMaking;
  readonly lookup: ApiKeyLookup;
}

const PERMISSION = 'api_keys.write';

/** Keys lack this permission, so only people make, see and revoke keys. */
export function apiKeyRoutes({ db, random, making, lookup }: ApiKeyRouteDeps): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/api_keys',
      permission: PERMISSION,
      answers: 'api_keys',
      handler: async ({ context: { caller } }) =>
        ok({ data: (await listApiKeys(db, caller.tenantId)).map((key) => apiKeyView(key, caller.livemode)) } satisfies ApiKeys),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/publishable_key',
      permission: PERMISSION,
      answers: 'publishable_key',
      handler: async ({ context: { caller } }) =>
        ok({ key: (await findPublishableKey(db, caller.tenantId)) ?? null } satisfies PublishableKey),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/api_keys',
      permission: PERMISSION,
      answers: 'created_api_key',
      body: fields.object({ name: fields.text({ max: 100 }) }),
      // The answer is not kept under an Idempotency-Key, because it holds the secret, and that is stored nowhere. A repeat makes another key.
      handler: async ({ context: { caller, ip, now }, body: { name } }) => {
        const secret = makeSecret(random, caller.livemode);
        const key = await withTransaction(db, (tx) =>
          makeApiKey(tx, making, {
            tenantId: caller.tenantId,
            name,
            secret,
            actor: caller.actor,
            makerPermissions: caller.permissions,
            ip,
            now,
          }),
        );
        if (key === null) throw new Error('A new key has the secret of another one.');
        return ok({ ...apiKeyView(key, caller.livemode), secret } satisfies CreatedApiKey);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/api_keys/:id/revoke',
      permission: PERMISSION,
      answers: 'api_key_view',
      handler: async ({ context, params }) => {
        const key = await revokeApiKey(db, making.record, params.id, context);
        lookup.forget();
        return ok(apiKeyView(key, context.caller.livemode));
      },
    }),
  ];
}
