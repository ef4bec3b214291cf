import { ApiError } from '@guichet/contract/errors.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Letterbox } from '../../platform/letterbox.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { type DebitMethod, requireKeptMethod } from '../payment_methods/index.ts';
import { mandateLetter } from './mandateLetter.ts';
import type { MandateLinks } from './mandateLinks.ts';
import { type MandateRequest, REQUEST_LIFE_MS } from './mandateRequest.ts';
import {
  findMandateRequest,
  insertMandateRequest,
  lockMandateRequest,
  revokeOpenRequest,
  updateMandateRequestRow,
} from './mandateRequests.store.ts';

export interface AskingParts extends UseCaseParts {
  readonly links: MandateLinks;
  readonly letters: Letterbox;
  /** Where payers reach us. */
  readonly baseUrl: () => string;
}

export interface MandateRequestInput {
  readonly payment_method: string;
  readonly email: string;
  readonly language: Language;
}

/**
 * An account that can be debited later: on a customer's file, with its number still in the vault. It is locked, so that of two who ask about it at
 * once the second takes the place of the first. Everything that locks it and a request about it takes them in this order.
 */
async function requireAccountOnFile(tx: Transaction, tenantId: number, id: string): Promise<DebitMethod> {
  const method = await requireKeptMethod(tx, tenantId, id);
  if (method.type === 'card') {
    const message = 'A card is not debited on a mandate. Give a bank account.';
    throw new ApiError('parameter_invalid', { param: 'payment_method', message });
  }
  if (method.customerId === null) {
    const message = 'This bank account is on no customer’s file, so nobody could debit it later. Attach it first.';
    throw new ApiError('payment_method_unexpected_state', { param: 'payment_method', message });
  }
  return method;
}

async function post(tx: Transaction, parts: AskingParts, context: RequestContext, request: MandateRequest, last4: string): Promise<void> {
  const { tenantId, actor } = context.caller;
  if (request.email === null) throw new ApiError('mandate_request_invalid');
  const { businessName: business } = await readTenant(tx, tenantId);
  const letter = mandateLetter({ language: request.language, business, last4, url: parts.links.stored(parts.baseUrl(), request) });
  await parts.letters.post(tx, { tenantId, kind: 'mandate_request', recipient: request.email, letter, actor, now: context.now });
}

const noted = (
  tx: Transaction,
  parts: AskingParts,
  context: RequestContext,
  action: 'mandate_request.create' | 'mandate_request.resend' | 'mandate_request.revoke',
  { id, paymentMethodId, email }: MandateRequest,
): Promise<void> =>
  parts.recordActivity(tx, activityOrigin(context), {
    action,
    target: paymentMethodId,
    details: { request: id },
    ...(email !== null && { personal: { to: email } }),
  });

/**
 * Mails a payer a link by which they allow debits of an account on their file: good once, for fourteen days. Who was asked about this account
 * before gets the new link instead. Throws `resource_missing`, `parameter_invalid` or `payment_method_unexpected_state`.
 */
export async function askForMandate(
  tx: Transaction,
  parts: AskingParts,
  context: RequestContext,
  { payment_method: methodId, email, language }: MandateRequestInput,
): Promise<MandateRequest> {
  const { caller, now } = context;
  const method = await requireAccountOnFile(tx, caller.tenantId, methodId);
  await revokeOpenRequest(tx, caller.tenantId, method.id, now);
  const request: MandateRequest = {
    tenantId: caller.tenantId,
    id: parts.makeId('mreq'),
    paymentMethodId: method.id,
    ...{ email, language, serial: 1, askedBy: caller.actor.id },
    ...{ created: now, sent: now, expires: new Date(now.getTime() + REQUEST_LIFE_MS), revoked: null, mandateId: null },
  };
  await insertMandateRequest(tx, request);
  await post(tx, parts, context, request, method.last4);
  await noted(tx, parts, context, 'mandate_request.create', request);
  return request;
}

/** Neither agreed to nor withdrawn; one that has expired can be sent again. */
function assertWaiting({ mandateId, revoked }: MandateRequest): void {
  if (mandateId !== null || revoked !== null) throw new ApiError('mandate_request_invalid');
}

const missing = (id: string): ApiError =>
  new ApiError('resource_missing', { param: 'id', message: `No such request for a mandate: '${id}'.` });

async function requireWaiting(tx: Transaction, { caller }: RequestContext, id: string): Promise<MandateRequest> {
  const request = await lockMandateRequest(tx, caller.tenantId, id);
  if (request === undefined) throw missing(id);
  assertWaiting(request);
  return request;
}

/** Sends it again, with a new link and fourteen new days; the link before is worth nothing. Throws `resource_missing` or `mandate_request_invalid`. */
export async function resendMandateRequest(
  tx: Transaction,
  parts: AskingParts,
  context: RequestContext,
  id: string,
): Promise<MandateRequest> {
  const { caller, now } = context;
  const found = await findMandateRequest(tx, caller.tenantId, id);
  if (found === undefined) throw missing(id);
  assertWaiting(found);
  const { last4 } = await requireAccountOnFile(tx, found.tenantId, found.paymentMethodId);
  const before = await requireWaiting(tx, context, id);
  const request = { ...before, serial: before.serial + 1, sent: now, expires: new Date(now.getTime() + REQUEST_LIFE_MS) };
  await updateMandateRequestRow(tx, request);
  await post(tx, parts, context, request, last4);
  await noted(tx, parts, context, 'mandate_request.resend', request);
  return request;
}

/** Withdraws it. Throws `resource_missing` or `mandate_request_invalid`. */
export async function revokeMandateRequest(
  tx: Transaction,
  parts: AskingParts,
  context: RequestContext,
  id: string,
): Promise<MandateRequest> {
  const request = { ...(await requireWaiting(tx, context, id)), revoked: context.now };
  await updateMandateRequestRow(tx, request);
  await noted(tx, parts, context, 'mandate_request.revoke', request);
  return request;
}
