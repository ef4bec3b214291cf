import { ApiError } from '@guichet/contract/errors.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { Changes } from '../../events/index.ts';
import { type RequestContext, SYSTEM_ACTOR } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { type Database, type Sql, type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import {
  currentVersion,
  findMandates,
  type Mandate,
  type MandateParts,
  type MandateTelling,
  makeMandate,
  mandateWire,
} from '../mandates/index.ts';
import { type DebitMethod, findPaymentMethods, type PaymentMethod, requireLockedPaymentMethod } from '../payment_methods/index.ts';
import type { MandateLinks } from './mandateLinks.ts';
import type { MandateRequest } from './mandateRequest.ts';
import { findMandateRequest, lockMandateRequest, updateMandateRequestRow } from './mandateRequests.store.ts';

export interface AgreeingParts extends UseCaseParts, MandateParts, MandateTelling {
  readonly database: Database;
  readonly links: MandateLinks;
}

/** Whether the link that was sent so is good: the newest one, in time, and not withdrawn. Who has agreed may come back by it. */
const isGood = ({ serial, revoked, expires }: MandateRequest, sent: Pick<MandateRequest, 'serial'>, now: Date): boolean =>
  serial === sent.serial && revoked === null && expires > now;

/** The request that a link leads to, while it is good. Throws `mandate_request_invalid`. */
export async function requireGoodRequest({ database, links }: AgreeingParts, token: string, now: Date): Promise<MandateRequest> {
  const sent = links.read(token);
  const request = sent === null ? undefined : await findMandateRequest(database, sent.tenantId, sent.id);
  if (sent === null || request === undefined || !isGood(request, sent, now)) throw new ApiError('mandate_request_invalid');
  return request;
}

/** The same, while nobody else follows its link: it may have been used, withdrawn or sent again since it was looked at. */
async function lockGood(tx: Transaction, looked: MandateRequest, now: Date): Promise<MandateRequest> {
  const found = await lockMandateRequest(tx, looked.tenantId, looked.id);
  if (found === undefined || !isGood(found, looked, now)) throw new ApiError('mandate_request_invalid');
  return found;
}

/** An account that can be debited at all: it may have been taken off file since it was asked about. */
function debitable(method: PaymentMethod | undefined): DebitMethod {
  if (method === undefined || method.type === 'card' || method.customerId === null || method.destroyed !== null)
    throw new ApiError('mandate_request_invalid');
  return method;
}

/** The account that a request is about. Throws `mandate_request_invalid` where it can be debited no more. */
export async function accountAskedFor(sql: Sql, { tenantId, paymentMethodId }: MandateRequest): Promise<DebitMethod> {
  return debitable((await findPaymentMethods(sql, tenantId, [paymentMethodId]))[0]);
}

/** The mandate that the payer gave, or null where they have not agreed. Throws `mandate_request_invalid` where it is in force no more. */
export async function mandateAgreedTo(sql: Sql, { tenantId, mandateId }: MandateRequest): Promise<Mandate | null> {
  if (mandateId === null) return null;
  const [mandate] = await findMandates(sql, tenantId, [mandateId]);
  if (mandate?.status !== 'active') throw new ApiError('mandate_request_invalid');
  return mandate;
}

/** What the payer read, and with what. */
export interface Reading {
  readonly text_version: string;
  readonly language: Language;
  readonly userAgent: string | null;
}

/**
 * Notes that the payer has agreed, for all debits to come: when, from which address, with which browser and to which words, as whoever must
 * prove it needs. Who has agreed before, and perhaps never heard so, is told the same mandate. Throws `mandate_request_invalid`, or
 * `parameter_invalid` where the words have changed since they were read.
 */
export function agreeToMandate(
  parts: AgreeingParts,
  context: Omit<RequestContext, 'caller'>,
  looked: MandateRequest,
  { text_version: version, language, userAgent }: Reading,
): Promise<Mandate> {
  const { now, ip } = context;
  return withTransaction(parts.database, async (tx) => {
    // Before the request, as whoever asks does. Who takes it off file or destroys it comes before this and is seen, or after the mandate.
    const method = debitable(await requireLockedPaymentMethod(tx, looked.tenantId, looked.paymentMethodId));
    const request = await lockGood(tx, looked, now);
    const before = await mandateAgreedTo(tx, request);
    if (before !== null) return before;
    const { tenantId } = request;
    if (version !== currentVersion(method.type)) {
      const message = 'The wording has changed since. Read it again.';
      throw new ApiError('parameter_invalid', { param: 'text_version', message });
    }
    const mandate = await makeMandate(tx, parts, { caller: { tenantId, actor: { id: request.askedBy } }, now }, method, {
      ...{ acceptedAt: now, given: 'online' as const, ipAddress: ip, userAgent },
      ...{ text: { version, language }, evidence: null, amount: null },
    });
    await updateMandateRequestRow(tx, { ...request, mandateId: mandate.id });
    const { livemode } = await readTenant(tx, tenantId);
    const changes = new Changes({ tenantId, now, requestId: context.requestId, idempotencyKey: null }, parts.makeId);
    changes.add(mandateWire(mandate, livemode, parts.baseUrl()), mandate.version, ['mandate.updated']);
    await changes.store(tx);
    await parts.recordActivity(
      tx,
      { tenantId, now, actor: SYSTEM_ACTOR, ip },
      {
        action: 'mandate_request.accept',
        target: mandate.id,
        details: { request: request.id, payment_method: method.id, reference: mandate.reference },
      },
    );
    return mandate;
  });
}
