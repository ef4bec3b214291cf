import { EVIDENCE_FILES, EVIDENCE_TEXTS, MAX_EVIDENCE_TEXT } from '@guichet/contract/wire/dispute.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import type { Schema } from '../../http/parse.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { PaymentParts } from '../payments/index.ts';
import { closeDispute, unknownDispute, updateDispute } from './answerDispute.ts';
import type { EvidenceChange } from './dispute.rules.ts';
import type { Dispute } from './dispute.ts';
import { disputeWire } from './dispute.wire.ts';
import { movementsOf } from './disputedCharge.ts';
import { disputesToAnswer, findDisputes, listDisputes } from './disputes.store.ts';
import { disputeViews } from './disputeViews.ts';

const { boolean, id, metadata, nullable, object, text } = fields;

const evidence = object(
  Object.fromEntries([
    ...EVIDENCE_TEXTS.map((field) => [field, nullable(text({ max: MAX_EVIDENCE_TEXT })).optional()] as const),
    ...EVIDENCE_FILES.map((field) => [field, nullable(id('file')).optional()] as const),
  ]),
) as Schema<EvidenceChange>;

export interface DisputeParts extends PaymentParts {
  /** Takes over what providers have told by now, so that whoever asks for disputes sees them. */
  readonly takeOverNotices: () => Promise<void>;
}

const MOST_TO_ANSWER = 100;

/** `/v1/disputes`. Payers begin disputes; here they are read and answered. */
export function disputeRoutes(parts: DisputeParts): AnyRoute[] {
  const { database, takeOverNotices } = parts;
  const shown = async (disputes: readonly Dispute[], at: { readonly livemode: boolean; readonly now: Date }) => {
    const movements = await movementsOf(database, disputes);
    return disputes.map((dispute) => disputeWire(dispute, { ...at, movements: movements.filter(({ source }) => source === dispute.id) }));
  };
  return [
    route({
      method: 'GET',
      path: '/v1/disputes',
      permission: 'payments.read',
      answers: { listOf: 'dispute' },
      query: listQuery({ charge: id('ch').optional(), payment_intent: id('pi').optional() }),
      handler: async ({ context: { caller, now }, query, path }) => {
        await takeOverNotices();
        const { charge, payment_intent: paymentIntent, created } = query;
        const filter = { ...(charge && { charge }), ...(paymentIntent && { paymentIntent }), ...(created && { created }) };
        const { rows, hasMore } = await readPage(query, (page) => listDisputes(database, caller.tenantId, filter, page));
        return ok(listBody(path, await shown(rows, { livemode: caller.livemode, now }), hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/disputes/:id',
      permission: 'payments.read',
      answers: 'dispute',
      handler: async ({ context: { caller, now }, params }) => {
        const [dispute] = await shown(await findDisputes(database, caller.tenantId, [params.id]), { livemode: caller.livemode, now });
        if (dispute === undefined) throw unknownDispute(params.id);
        return ok(dispute);
      },
    }),
    route({
      method: 'POST',
      path: '/v1/disputes/:id',
      permission: 'disputes.write',
      answers: 'dispute',
      body: object({ evidence: evidence.optional(), metadata: metadata().optional(), submit: boolean().optional() }),
      handler: ({ context, params, body }) => updateDispute(parts, context, params.id, body),
    }),
    route({
      method: 'POST',
      path: '/v1/disputes/:id/close',
      permission: 'disputes.write',
      answers: 'dispute',
      handler: ({ context, params }) => closeDispute(parts, context, params.id),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/disputes_to_answer',
      permission: 'payments.read',
      answers: { listOf: 'dispute_view' },
      handler: async ({ context: { caller }, path }) => {
        const disputes = await disputesToAnswer(database, caller.tenantId, MOST_TO_ANSWER);
        return ok(listBody(path, await disputeViews(database, caller.tenantId, disputes), false));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/disputes',
      permission: 'payments.read',
      answers: { listOf: 'dispute_view' },
      query: listQuery({ payment_intent: id('pi').optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const { payment_intent: paymentIntent, created } = query;
        const filter = { ...(paymentIntent && { paymentIntent }), ...(created && { created }) };
        const { rows, hasMore } = await readPage(query, (page) => listDisputes(database, caller.tenantId, filter, page));
        return ok(listBody(path, await disputeViews(database, caller.tenantId, rows), hasMore));
      },
    }),
  ];
}
