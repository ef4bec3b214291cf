import { COUNTER_METHODS, type CounterMethod, type CounterTermsView, type CounterView } from '@guichet/contract/counterViews.ts';
import { asCurrency, isMoney } from '@guichet/contract/currencies.ts';
import { fields } from '../../http/fields.ts';
import { requireFreshProof } from '../../http/requireFreshProof.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Caller } from '../../platform/context.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { settlementOf } from '../exchange/index.ts';
import { DEBIT_CURRENCIES } from '../mandates/index.ts';
import type { Providers } from '../provider_accounts/index.ts';
import { changeCounterTerms } from './changeCounterTerms.ts';
import { type CounterTerms, isEndpointToldOfRecordings, readCounterTerms } from './counterTerms.store.ts';
import { RecordingPace } from './recordingPace.ts';
import { tellRecording } from './tellRecording.ts';

const { boolean, enumOf, listOf, nullable, object, text, textAs } = fields;

const MANAGE = 'providers.write';

const chargeable = () =>
  textAs(
    (given) => (isMoney(given.toLowerCase()) ? asCurrency(given.toLowerCase()) : null),
    'parameter_invalid',
    'The parameter % must be a currency of three letters, such as eur.',
    3,
    { type: 'string', format: 'currency', pattern: '^[A-Za-z]{3}$' },
  );

const termsView = ({ maskCards, recordingOrigins, transferAccount }: CounterTerms): CounterTermsView => ({
  object: 'guichet.counter_terms',
  mask_cards: maskCards,
  recording_origins: recordingOrigins,
  transfer_account: transferAccount,
});

/** What is taken by hand is recorded, which takes a right of its own. Every currency can be handed over. */
const isTakenByHand = (method: CounterMethod): boolean => ['cash', 'cheque', 'bank_transfer'].includes(method);

function takes(method: CounterMethod, currency: string, caller: Caller, atProviders: readonly string[]): boolean {
  if (isTakenByHand(method)) return caller.permissions.has('records.write');
  if (method !== 'card' && DEBIT_CURRENCIES[method as keyof typeof DEBIT_CURRENCIES] !== currency) return false;
  return atProviders.includes(method);
}

/** What the counter has to know, what a place decides about it, and what it tells of calls. */
export function counterRoutes(database: Database, parts: UseCaseParts & { readonly providers: Pick<Providers, 'methodsIn'> }): AnyRoute[] {
  const pace = new RecordingPace();
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/counter',
      permission: 'payments.write',
      answers: 'counter_view',
      query: object({ currency: chargeable() }),
      handler: async ({ context: { caller, now }, query: { currency } }) => {
        const [terms, isHeard, atProviders, settlement] = await Promise.all([
          readCounterTerms(database, caller.tenantId),
          isEndpointToldOfRecordings(database, caller.tenantId),
          parts.providers.methodsIn(database, caller.tenantId, currency),
          settlementOf(database, caller.tenantId, currency, now),
        ]);
        return ok({
          object: 'guichet.counter',
          currency,
          methods: COUNTER_METHODS.filter((method) => takes(method, currency, caller, atProviders)),
          settles_in: settlement.currency,
          mask_cards: terms.maskCards,
          tells_recordings: isHeard || terms.recordingOrigins.length > 0,
          recording_origins: terms.recordingOrigins,
          transfer_account: currency === 'eur' ? terms.transferAccount : null,
        } satisfies CounterView);
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/counter_terms',
      permission: MANAGE,
      answers: 'counter_terms_view',
      handler: async ({ context: { caller } }) => ok(termsView(await readCounterTerms(database, caller.tenantId))),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/counter_terms',
      permission: MANAGE,
      answers: 'counter_terms_view',
      body: object({
        mask_cards: boolean().optional(),
        recording_origins: listOf(text({ max: 255 }), { max: 20 }).optional(),
        transfer_account: nullable(
          object({ holder: text({ max: 70 }), iban: text({ max: 50 }), bic: nullable(text({ max: 20 })).optional() }),
        ).optional(),
      }),
      handler: ({ context, body }) => {
        // Whoever changes the account changes where payers send their money.
        if (body.transfer_account !== undefined) requireFreshProof(context.caller, context.now);
        return once(database, context, async (tx) => ({
          status: 200,
          body: termsView(await changeCounterTerms(tx, parts, context, body)),
        }));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/recordings',
      permission: 'payments.write',
      answers: 'recording_view',
      body: object({ state: enumOf(['pause', 'resume']), session: text({ max: 64 }) }),
      handler: ({ context, body }) =>
        once(database, context, async (tx) => ({ status: 200, body: await tellRecording(tx, { ...parts, pace }, context, body) })),
    }),
  ];
}
