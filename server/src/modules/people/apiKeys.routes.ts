import { ApiError } from '@guichet/contract/errors.ts';
import type { Ceilings } from '@guichet/contract/rights.ts';
import type { ApiKeys, CreatedApiKey, PublishableKey } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Random } from '../../platform/random.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { apiKeyView } from './apiKey.wire.ts';
import type { ApiKeyLookup } from './apiKeyLookup.ts';
import { makeSecret } from './apiKeySecret.ts';
import { findPublishableKey, listApiKeys } from './apiKeys.store.ts';
import { ceilingFields, changedCeilings } from './ceilingFields.routes.ts';
import { type KeyMaking, makeApiKey } from './makeApiKey.ts';
import { revokeApiKey } from './revokeApiKey.ts';
import { NO_CEILINGS, withinCeilings } from './rights.rules.ts';

export interface ApiKeyRouteDeps {
  readonly db: Database;
  readonly random: Random;
  readonly making: KeyMaking;
  readonly lookup: ApiKeyLookup;
}

const PERMISSION = 'api_keys.write';

/** A key's ceilings are its maker's, or lower. Throws `forbidden`. */
function keyCeilings(asked: Parameters<typeof changedCeilings>[0], makers: Ceilings = NO_CEILINGS): Ceilings {
  const ceilings = changedCeilings(asked, makers);
  if (withinCeilings(ceilings, makers)) return ceilings;
  throw new ApiError('forbidden', { message: 'A key cannot have higher ceilings than who makes it.' });
}

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
      stepUp: true,
      answers: 'created_api_key',
      body: fields.object({ name: fields.text({ max: 100 }), ceilings: ceilingFields().optional() }),
      // The answer is not kept under an Idempotency-Key, because it holds the secret, and that is stored nowhere. A repeat makes another key.
      handler: async ({ context: { caller, ip, now }, body: { name, ceilings } }) => {
        const secret = makeSecret(random, caller.livemode);
        const key = await withTransaction(db, (tx) =>
          makeApiKey(tx, making, {
            tenantId: caller.tenantId,
            name,
            secret,
            actor: caller.actor,
            makerPermissions: caller.permissions,
            sight: caller.sight,
            ceilings: keyCeilings(ceilings, caller.ceilings),
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
      stepUp: true,
      answers: 'api_key_view',
      handler: async ({ context, params }) => {
        const key = await revokeApiKey(db, making.record, params.id, context);
        lookup.forget();
        return ok(apiKeyView(key, context.caller.livemode));
      },
    }),
  ];
}
