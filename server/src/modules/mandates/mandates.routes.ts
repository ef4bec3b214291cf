import { ApiError } from '@guichet/contract/errors.ts';
import { LANGUAGES, MANDATE_GIVEN, type MandateTextView } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database, Sql } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import type { MandateTelling } from './endMandate.ts';
import type { MandateParts } from './makeMandate.ts';
import type { Mandate } from './mandate.ts';
import { mandateView, mandateWire } from './mandate.wire.ts';
import { findMandates, listMandates } from './mandates.store.ts';
import { currentVersion, mandateText } from './mandateTexts.ts';
import { noteMandate } from './noteMandate.ts';

const { amount, enumOf, id, object, text, timestamp } = fields;

async function requireMandate(sql: Sql, tenantId: number, mandateId: string): Promise<Mandate> {
  const [mandate] = await findMandates(sql, tenantId, [mandateId]);
  if (mandate === undefined) throw new ApiError('resource_missing', { param: 'mandate', message: `No such mandate: '${mandateId}'` });
  return mandate;
}

/** Mandates on the wire, and what staff need besides: the words to read out, and the note of who agreed to them and how. */
export function mandateRoutes(database: Database, parts: UseCaseParts & MandateParts & MandateTelling): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/v1/mandates/:id',
      permission: 'payments.read',
      answers: 'mandate',
      handler: async ({ context: { caller }, params }) =>
        ok(mandateWire(await requireMandate(database, caller.tenantId, params.id), caller.livemode, parts.baseUrl())),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/mandate_texts',
      permission: 'payments.read',
      answers: 'mandate_text_view',
      query: object({ scheme: enumOf(['sepa_debit', 'us_bank_account']), language: enumOf(LANGUAGES) }),
      handler: async ({ context: { caller }, query: { scheme, language } }) => {
        const { businessName } = await readTenant(database, caller.tenantId);
        const version = currentVersion(scheme);
        const view: MandateTextView = { scheme, version, language, words: mandateText(scheme, { version, language }, businessName) };
        return ok(view);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/mandates',
      permission: 'payments.write',
      answers: 'mandate_view',
      body: object({
        payment_method: id('pm'),
        given: enumOf(MANDATE_GIVEN),
        language: enumOf(LANGUAGES),
        text_version: text({ max: 40 }).optional(),
        accepted_at: timestamp().optional(),
        evidence: text({ max: 500 }).optional(),
        amount: amount().optional(),
      }),
      handler: ({ context, body }) =>
        once(database, context, async (tx) => {
          const mandate = await noteMandate(tx, parts, context, body);
          return { status: 200, body: mandateView(mandate, (await readTenant(tx, context.caller.tenantId)).businessName) };
        }),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/mandates',
      permission: 'payments.read',
      answers: { listOf: 'mandate_view' },
      query: listQuery({ payment_method: id('pm').optional(), customer: id('cus').optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const { businessName } = await readTenant(database, caller.tenantId);
        const { rows, hasMore } = await readPage(query, (page) => listMandates(database, caller.tenantId, query, page));
        return ok(
          listBody(
            path,
            rows.map((mandate) => mandateView(mandate, businessName)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/mandates/:id',
      permission: 'payments.read',
      answers: 'mandate_view',
      handler: async ({ context: { caller }, params }) => {
        const mandate = await requireMandate(database, caller.tenantId, params.id);
        return ok(mandateView(mandate, (await readTenant(database, caller.tenantId)).businessName));
      },
    }),
  ];
}
