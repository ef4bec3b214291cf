import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import {
  type CardInput,
  type CardRef,
  enterCard,
  keepCodes,
  type SealedCard,
  sealCards,
  storeCards,
  type VaultAccess,
} from '../../vault/index.ts';
import { type BillingDetailsInput, changedBillingDetails } from './billingDetails.rules.ts';
import { findCardToken, spendCardToken } from './cardTokens.store.ts';
import type { CardFace, CardMethod, PaymentMethod } from './paymentMethod.ts';
import { insertPaymentMethods } from './paymentMethods.store.ts';
import { testCard } from './testTokens.ts';

export interface PaymentMethodInput {
  readonly type: 'card';
  readonly card: CardInput & { readonly token?: string | undefined };
  readonly billing_details?: BillingDetailsInput | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly allow_redisplay?: PaymentMethod['allowRedisplay'] | undefined;
}

export interface MethodParts {
  readonly makeId: MakeId;
  readonly vault: VaultAccess;
}

/** A payment method about to be stored: its card sealed, or waiting under a token. Nothing has been written yet. */
export type EnteredMethod = { readonly input: PaymentMethodInput } & (
  | { readonly sealed: SealedCard }
  | { readonly token: string; readonly param: string }
);

/**
 * Checks a new card and seals it. It runs before the transaction that stores the method, so that sealing holds no lock. `param` is the
 * parameter that carries the method (`payment_method_data`), or null when it is the request itself.
 */
export async function enterMethod(
  parts: MethodParts,
  context: RequestContext,
  input: PaymentMethodInput,
  param: string | null,
): Promise<EnteredMethod> {
  const cardParam = param === null ? 'card' : `${param}[card]`;
  const { token, ...fields } = input.card;
  const { caller, now } = context;
  if (token !== undefined && Object.keys(fields).length > 0) {
    throw new ApiError('parameters_exclusive', {
      param: cardParam,
      message: `Give "${cardParam}[token]" or the card's fields, not both.`,
    });
  }
  const known = token === undefined || caller.livemode ? undefined : testCard(token, now);
  if (token !== undefined && known === undefined) return { input, token, param: `${cardParam}[token]` };
  const entered = enterCard(known ?? fields, { now, param: cardParam });
  const [sealed] = await sealCards(parts.vault, [{ tenantId: caller.tenantId, cardId: parts.makeId('vc'), entered, created: now }]);
  if (sealed === undefined) throw new Error('The vault sealed nothing.');
  return { input, sealed };
}

/** The card behind `pm_card_visa` and its like, where such a name stands for a payment method in test mode; null for any other id. */
export async function enterTestCard(parts: MethodParts, context: RequestContext, id: string): Promise<EnteredMethod | null> {
  if (!id.startsWith('pm_card_') || context.caller.livemode || testCard(id, context.now) === undefined) return null;
  return enterMethod(parts, context, { type: 'card', card: { token: id } }, 'payment_method');
}

/** What a sealed card shows to everybody. */
export function faceOf({ cardId, fingerprint, entered }: SealedCard): CardFace {
  const { brand, last4, bin, expMonth, expYear } = entered;
  return { cardId, fingerprint, brand, last4, bin, expMonth, expYear };
}

async function takeToken(tx: Transaction, context: RequestContext, id: string, param: string): Promise<CardFace> {
  const token = await findCardToken(tx, context.caller.tenantId, id);
  if (token === undefined) throw new ApiError('resource_missing', { param, message: `No such token: '${id}'` });
  if (!(await spendCardToken(tx, token, context.now))) throw new ApiError('token_already_used', { param });
  const { cardId, fingerprint, brand, last4, bin, expMonth, expYear } = token;
  return { cardId, fingerprint, brand, last4, bin, expMonth, expYear };
}

/**
 * Stores an entered method. `used: 'now'` says that this call also charges it: then the security code stays in memory, in the answer's
 * `card`; `used: 'later'` keeps it sealed for at most 15 minutes.
 */
export async function storeMethod(
  tx: Transaction,
  parts: MethodParts,
  context: RequestContext,
  method: EnteredMethod,
  used: 'now' | 'later',
): Promise<{ readonly method: CardMethod; readonly card: CardRef }> {
  const { tenantId } = context.caller;
  const { input } = method;
  const sealed = 'sealed' in method ? method.sealed : null;
  if (sealed !== null) {
    await storeCards(tx, [sealed]);
    if (used === 'later') await keepCodes(tx, parts.vault, [sealed], context.now);
  }
  const face = 'sealed' in method ? faceOf(method.sealed) : await takeToken(tx, context, method.token, method.param);
  const stored: CardMethod = {
    ...face,
    type: 'card',
    tenantId,
    id: parts.makeId('pm') as Id<'pm'>,
    version: 1,
    customerId: null,
    country: null,
    funding: null,
    checks: null,
    networkTransactionId: null,
    billingDetails: changedBillingDetails(null, input.billing_details),
    metadata: applyMetadata({}, input.metadata),
    allowRedisplay: input.allow_redisplay ?? 'unspecified',
    created: context.now,
    attached: null,
  };
  await insertPaymentMethods(tx, [stored]);
  return {
    method: stored,
    card: { tenantId, cardId: face.cardId, ...(sealed !== null && used === 'now' ? { entered: sealed.entered } : {}) },
  };
}
