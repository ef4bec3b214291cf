import type { MandateRequestView, SavedAccountView } from '@guichet/contract/mandateRequestViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { DebitMethod } from '../payment_methods/index.ts';
import { type MandateRequest, statusOf } from './mandateRequest.ts';

export const mandateRequestView = (request: MandateRequest, now: Date): MandateRequestView => ({
  id: request.id,
  payment_method: request.paymentMethodId,
  email: request.email,
  language: request.language,
  status: statusOf(request, now),
  created: unixSeconds(request.created),
  sent: unixSeconds(request.sent),
  expires: unixSeconds(request.expires),
  mandate: request.mandateId,
});

/** An account on file as the counter and the customer's page show it. */
export const savedAccountView = (
  { id, type, billingDetails, last4 }: DebitMethod,
  mayBeDebited: boolean,
  request: MandateRequest | undefined,
  now: Date,
): SavedAccountView => ({
  payment_method: id,
  scheme: type,
  holder: billingDetails.name,
  last4,
  may_be_debited: mayBeDebited,
  request: request === undefined ? null : mandateRequestView(request, now),
});
