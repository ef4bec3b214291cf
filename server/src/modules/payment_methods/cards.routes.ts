import { ApiError } from '@guichet/contract/errors.ts';
import type { ConsentView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { replyOf, type UseCaseParts } from '../../platform/useCase.ts';
import { type CardKey, openCardJwe, sealCards } from '../../vault/index.ts';
import { keepingFirst } from '../provider_accounts/index.ts';
import { tokenWire } from './cardToken.wire.ts';
import { listConsents } from './consents.store.ts';
import { createCardToken } from './createCardToken.ts';
import type { MethodParts } from './methodInput.ts';
import { saveCard } from './saveCard.ts';
import { createHeldCardToken, type HeldCardParts, readHeldCard } from './takeHeldCard.ts';

const { id, object, text, enumOf } = fields;

interface Entry {
  readonly jwe?: string | undefined;
  readonly provider_account?: string | undefined;
  readonly token?: string | undefined;
}

/** A card is entered here, encrypted, or in a provider's own fields, whose token comes with the account. */
function entryOf({ jwe, provider_account: account, token }: Entry) {
  if (jwe !== undefined) {
    if (account === undefined && token === undefined) return { jwe };
    throw new ApiError('parameters_exclusive', { param: 'jwe', message: 'Give "jwe", or "provider_account" and "token".' });
  }
  if (token !== undefined && account !== undefined) return { provider_account: account, token };
  const missing = account === undefined && token === undefined ? 'jwe' : account === undefined ? 'provider_account' : 'token';
  throw new ApiError('parameter_missing', { param: missing, message: 'Give "jwe", or "provider_account" and "token".' });
}

/** What the terminal does with cards besides the wire: encrypted entry, and cards on file with the cardholder's consent. */
export function cardRoutes(database: Database, parts: UseCaseParts & MethodParts & HeldCardParts, cardKey: CardKey): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/card_key',
      permission: 'payments.write',
      answers: 'card_key',
      handler: async () => ok({ kid: cardKey.publicJwk().kid, jwk: cardKey.publicJwk() }),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/card_tokens',
      permission: 'payments.write',
      answers: 'card_token',
      body: object({
        jwe: text({ max: 4096 }).optional(),
        provider_account: id('pacc').optional(),
        token: text({ max: 255 }).optional(),
      }),
      handler: async ({ context, body }) => {
        const { tenantId, livemode } = context.caller;
        const given = entryOf(body);
        if (given.jwe === undefined) {
          const face = await readHeldCard(parts, context, given);
          return once(database, context, async (tx) => ({
            status: 200,
            body: tokenWire(await createHeldCardToken(tx, parts, context, face), livemode),
          }));
        }
        const entered = await openCardJwe(cardKey, given.jwe, { now: context.now, param: 'card' });
        const [sealed] = await sealCards(parts.vault, [{ tenantId, cardId: parts.makeId('vc'), entered, created: context.now }]);
        if (sealed === undefined) throw new Error('The vault sealed nothing.');
        return once(database, context, async (tx) => ({
          status: 200,
          body: tokenWire(await createCardToken(tx, parts, context, sealed), livemode),
        }));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/saved_cards',
      permission: 'customers.write',
      answers: 'payment_method',
      body: object({
        payment_method: id('pm'),
        customer: id('cus'),
        consent: object({
          channel: enumOf(['phone', 'email', 'mail', 'fax', 'in_person']),
          language: text({ max: 35 }),
          text: text({ max: 2000 }),
        }),
      }),
      handler: ({ context, body }) =>
        keepingFirst(parts, { tenantId: context.caller.tenantId, now: context.now }, (kept) =>
          once(database, context, async (tx) => replyOf(await saveCard(tx, parts, context, body, kept))),
        ),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/consents',
      permission: 'customers.read',
      answers: { listOf: 'consent_view' },
      query: listQuery({ customer: id('cus') }),
      handler: async ({ context: { caller }, query, path }) => {
        const { rows, hasMore } = await readPage(query, (page) => listConsents(database, caller.tenantId, query, page));
        const data = rows.map(({ id: consentId, paymentMethodId, channel, language, wording, notedBy, created }) => ({
          id: consentId,
          payment_method: paymentMethodId,
          channel,
          language,
          text: wording,
          noted_by: notedBy,
          created: unixSeconds(created),
        })) satisfies ConsentView[];
        return ok(listBody(path, data, hasMore));
      },
    }),
  ];
}
