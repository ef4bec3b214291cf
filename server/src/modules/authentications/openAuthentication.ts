import type { WireNextAction } from '@guichet/contract/wire/nextAction.ts';
import type { Challenge } from '../../connectors/index.ts';
import type { MakeId } from '../../platform/ids.ts';
import { type Random, randomText } from '../../platform/random.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Attempt, SetupAttempt } from '../attempts/index.ts';
import { insertAuthentication } from './authentications.store.ts';

/** Below which public address payers are sent away and come back. */
export interface PayerAddresses {
  readonly baseUrl: () => string;
}

/** What an attempt keeps of a payer who may be sent away, in its details: the way back is told before the answer is known. */
export interface WayBack {
  /** 190 bits that nobody can guess. */
  readonly token: string;
  readonly account: string;
  readonly returnUrl: string | null;
}

const TOKEN_LENGTH = 32;

export const newWayBack = (random: Random, account: string, returnUrl: string | null): WayBack => ({
  token: randomText(random, TOKEN_LENGTH),
  account,
  returnUrl,
});

const addressOf = ({ baseUrl }: PayerAddresses, place: 'return' | 'challenge', { account, token }: WayBack): string =>
  `${baseUrl().replace(/\/+$/, '')}/pay/${place}/${account}/${token}`;

/** Where the issuer sends the payer when they have proved themselves. */
export const returnAddress = (addresses: PayerAddresses, wayBack: WayBack): string => addressOf(addresses, 'return', wayBack);

/** Keeps that the payer is sent to their issuer, and says what they have to do. */
export async function openAuthentication(
  tx: Transaction,
  parts: PayerAddresses & { readonly makeId: MakeId },
  { attempt, challenge, wayBack, now }: { attempt: Attempt | SetupAttempt; challenge: Challenge; wayBack: WayBack; now: Date },
): Promise<WireNextAction> {
  const id = parts.makeId('authn');
  await insertAuthentication(tx, {
    tenantId: attempt.tenantId,
    id,
    token: wayBack.token,
    attemptId: attempt.id,
    paymentIntentId: attempt.kind === 'verify' ? null : attempt.paymentIntentId,
    setupIntentId: attempt.kind === 'verify' ? attempt.setupIntentId : null,
    connector: attempt.connector,
    reference: challenge.authentication,
    challengePath: challenge.path,
    returnUrl: wayBack.returnUrl,
    status: 'open',
    created: now,
  });
  const url = addressOf(parts, 'challenge', wayBack);
  if (wayBack.returnUrl !== null) return { type: 'redirect_to_url', redirect_to_url: { return_url: wayBack.returnUrl, url } };
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: id } };
}
