import { unixSeconds } from '@guichet/contract/time.ts';
import type { TryErrorCode } from '@guichet/contract/webhookViews.ts';
import { readEvent } from '../../events/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { OutwardClient, OutwardResult } from '../../platform/outwardClient.ts';
import type { Random } from '../../platform/random.ts';
import { scrubCards } from '../../platform/scrubCards.ts';
import type { Database } from '../../platform/transaction.ts';
import { eventWire } from '../events/index.ts';
import { giveBackDelivery, type Settlement, settleDelivery } from './deliveries.store.ts';
import type { Delivery } from './delivery.ts';
import { type SecretKeys, secretsInForce } from './endpointSecrets.ts';
import { nextTry } from './retrySchedule.rules.ts';
import { signatureHeader } from './signature.rules.ts';
import { type LiveEndpoint, noteFailure, noteSuccess } from './webhookEndpoints.store.ts';

export interface DeliveryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: SecretKeys;
  readonly client: OutwardClient;
}

interface Answer {
  readonly status: number | null;
  readonly body: string | null;
  readonly error: TryErrorCode | null;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
const isRedirect = (status: number): boolean => status >= 300 && status < 400 && status !== 304;

/** PostgreSQL keeps no NUL in a text, and an answer may repeat whatever it was once told. */
const asKept = (body: string): string => scrubCards(body.replaceAll('\0', ''));

function answerOf(result: OutwardResult): Answer {
  if ('failure' in result) return { status: null, body: null, error: result.failure };
  const { status, body } = result.answer;
  const error = isSuccess(status) ? null : isRedirect(status) ? 'redirect' : 'not_successful';
  return { status, body: asKept(body), error };
}

/** From 0 up to 1. */
const chance = (random: Random): number => random.bytes(4).readUInt32BE() / 2 ** 32;

function settlementOf({ asked, waits }: Delivery, { error }: Answer, now: Date, random: Random): Settlement {
  if (error === null) return { status: 'succeeded', due: null, waits };
  // A try that somebody asked for takes no step of the schedule: the wait that it broke off begins anew.
  const step = asked && waits > 0 ? waits - 1 : waits;
  const due = nextTry(now, step, chance(random));
  return due === null ? { status: 'failed', due, waits } : { status: 'pending', due, waits: step + 1 };
}

async function send(parts: DeliveryParts, endpoint: LiveEndpoint, delivery: Delivery, at: Date, signal: AbortSignal): Promise<Answer> {
  const event = await readEvent(parts.database, delivery.tenantId, delivery.eventId);
  if (event === undefined) throw new Error(`The event ${delivery.eventId} is gone, and its delivery is not.`);
  const body = JSON.stringify(eventWire(event, endpoint.livemode));
  const secrets = await secretsInForce(parts.keys, endpoint, at).catch(() => []);
  if (secrets.length === 0) return { status: null, body: null, error: 'secret_unreadable' };
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Guichet/1.0',
    'stripe-signature': signatureHeader(body, secrets, unixSeconds(at)),
  };
  return answerOf(await parts.client.post({ url: new URL(endpoint.url), headers, body, signal }));
}

/**
 * Sends an event that was taken for an endpoint, and keeps what came of it. When the server is stopped meanwhile, the delivery is given back as it was:
 * the receiver may have had it then, and gets it again.
 */
export async function deliverEvent(parts: DeliveryParts, endpoint: LiveEndpoint, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { database, clock, random } = parts;
  const at = clock.now();
  const answer = await send(parts, endpoint, delivery, at, signal);
  if (answer.error !== null && signal.aborted) return giveBackDelivery(database, delivery);
  const now = clock.now();
  const durationMs = Math.max(0, now.getTime() - at.getTime());
  await settleDelivery(database, delivery, { at, durationMs, ...answer }, settlementOf(delivery, answer, now, random));
  await (answer.error === null ? noteSuccess(database, endpoint, now) : noteFailure(database, endpoint, now, answer.error));
}
