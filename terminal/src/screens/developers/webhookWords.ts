import type { TryErrorCode, WebhookDeliveryStatus, WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

interface Shown {
  readonly words: MessageDescriptor;
  readonly tone: 'good' | 'bad' | 'warn' | 'plain';
}

export const DELIVERY_STATUS: Readonly<Record<WebhookDeliveryStatus, Shown>> = {
  pending: { words: msg`On its way`, tone: 'warn' },
  succeeded: { words: msg`Delivered`, tone: 'good' },
  failed: { words: msg`Not delivered`, tone: 'bad' },
  canceled: { words: msg`Dropped`, tone: 'plain' },
};

/** Why a try does not count. */
export const TRY_ERRORS: Readonly<Record<TryErrorCode, MessageDescriptor>> = {
  address_refused: msg`The address is private, and this place does not allow it by name (WEBHOOK_PRIVATE_HOSTS).`,
  connection_lost: msg`The connection broke before an answer came.`,
  name_unknown: msg`The name of the host is not known.`,
  not_reached: msg`Nobody answers at this address.`,
  not_successful: msg`The answer was not a success (2xx).`,
  redirect: msg`The answer was a redirect, and those are not followed.`,
  secret_unreadable: msg`The signing secret can't be opened with this server's keys.`,
  timeout: msg`No answer came within 10 seconds.`,
  tls: msg`The connection could not be encrypted, or the certificate is not valid.`,
};

/** How an endpoint fares, by what came of its latest deliveries. */
export function healthOf(endpoint: WebhookEndpointView): Shown {
  if (endpoint.status === 'disabled') return { words: msg`Disabled`, tone: 'plain' };
  if (endpoint.failing_since !== null) return { words: msg`Failing`, tone: 'bad' };
  return endpoint.last_success === null ? { words: msg`Nothing sent yet`, tone: 'plain' } : { words: msg`Working`, tone: 'good' };
}
