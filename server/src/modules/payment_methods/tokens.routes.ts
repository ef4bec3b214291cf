import { ApiError } from '@guichet/contract/errors.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { tokenWire } from './cardToken.wire.ts';
import { findCardToken } from './cardTokens.store.ts';
import { createCardToken } from './createCardToken.ts';
import { enterMethod } from './enterMethod.ts';
import type { MethodParts } from './methodInput.ts';
import { cardField } from './paymentMethodFields.routes.ts';

const { object } = fields;

/** `/v1/tokens`: a card that is entered in one place and used, once, in another. */
export function tokenRoutes(database: Database, parts: UseCaseParts & MethodParts): AnyRoute[] {
  return [
    route({
      method: 'POST',
      path: '/v1/tokens',
      permission: 'payments.write',
      publishable: true,
      answers: 'token',
      body: object({ card: object({ number: cardField, exp_month: cardField, exp_year: cardField, cvc: cardField }) }),
      handler: async ({ context, body }) => {
        const entered = await enterMethod(parts, context, { type: 'card', card: body.card }, null);
        if (!('sealed' in entered)) throw new Error('A card that was entered is not sealed.');
        return once(database, context, async (tx) => {
          const token = await createCardToken(tx, parts, context, entered.sealed);
          const details = { last4: token.last4 };
          await parts.recordActivity(tx, activityOrigin(context), { action: 'token.create', target: token.id, details });
          return { status: 200, body: tokenWire(token, context.caller.livemode) };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/v1/tokens/:id',
      permission: 'payments.read',
      publishable: true,
      answers: 'token',
      handler: async ({ context: { caller }, params }) => {
        const token = await findCardToken(database, caller.tenantId, params.id);
        if (token === undefined) throw new ApiError('resource_missing', { param: 'token', message: `No such token: '${params.id}'` });
        return ok(tokenWire(token, caller.livemode));
      },
    }),
  ];
}
