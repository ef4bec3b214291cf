import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata } from '@guichet/contract/metadata.ts';
import { PAYMENT_METHOD_TYPES } from '@guichet/contract/wire/paymentMethod.ts';
import type { CardSource } from '../../connectors/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { enterCard, keepCodes, type SealedCard, sealCards, storeCards } from '../../vault/index.ts';
import { changedBillingDetails } from './billingDetails.rules.ts';
import { cardSource } from './cardSource.ts';
import { findCardToken, spendCardToken } from './cardTokens.store.ts';
import { type EnteredAccount, enterAccount } from './enterAccount.ts';
import type { MethodParts, PaymentMethodInput } from './methodInput.ts';
import type { CardFace, CardMethod, DebitMethod, PaymentMethod } from './paymentMethod.ts';
import { insertPaymentMethods } from './paymentMethods.store.ts';
import { testAccount } from './testAccounts.ts';
import { testCard } from './testTokens.ts';

/** A payment method about to be stored: its number sealed, or waiting under a token. Nothing has been written yet. */
export type EnteredMethod = { readonly input: PaymentMethodInput } & (
  | { readonly entered: EnteredAccount }
  | { readonly sealed: SealedCard }
  | { readonly token: string; readonly param: string }
);

/** A method has the part that its type names, and no other. */
function assertOwnPart(input: PaymentMethodInput, prefix: string | null): void {
  const param = (name: string): string => (prefix === null ? name : `${prefix}[${name}]`);
  if (input[input.type] === undefined) {
    throw new ApiError('parameter_missing', {
      param: param(input.type),
      message: `A method of the type "${input.type}" needs "${param(input.type)}".`,
    });
  }
  const other = PAYMENT_METHOD_TYPES.find((type) => type !== input.type && input[type] !== undefined);
  if (other === undefined) return;
  throw new ApiError('parameters_exclusive', {
    param: param(other),
    message: `"${param(other)}" does not belong to a method of the type "${input.type}".`,
  });
}

/**
 * Checks a new card or account and seals it. It runs before the transaction that stores the method, so that sealing holds no lock. `param` is the
 * parameter that carries the method (`payment_method_data`), or null when it is the request itself.
 */
export async function enterMethod(
  parts: MethodParts,
  context: RequestContext,
  input: PaymentMethodInput,
  param: string | null,
): Promise<EnteredMethod> {
  assertOwnPart(input, param);
  if (input.type !== 'card') return { input, entered: await enterAccount(parts, context, input, param) };
  const cardParam = param === null ? 'card' : `${param}[card]`;
  const { token, networks: _networks, ...fields } = input.card ?? {};
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

/** The card or account behind `pm_card_visa` and its like, where such a name stands for a payment method in test mode; null for any other id. */
export async function enterTestCard(parts: MethodParts, context: RequestContext, id: string): Promise<EnteredMethod | null> {
  const account = context.caller.livemode ? undefined : testAccount(id);
  if (account !== undefined) return enterMethod(parts, context, account, 'payment_method');
  if (!id.startsWith('pm_card_') || context.caller.livemode || testCard(id, context.now) === undefined) return null;
  return enterMethod(parts, context, { type: 'card', card: { token: id } }, 'payment_method');
}

/** What a sealed card shows to everybody. */
export function faceOf({ cardId, fingerprint, entered }: SealedCard): CardFace {
  const { brand, last4, bin, expMonth, expYear } = entered;
  return { cardId, held: null, fingerprint, brand, last4, bin, expMonth, expYear };
}

async function takeToken(tx: Transaction, context: RequestContext, id: string, param: string): Promise<CardFace> {
  const token = await findCardToken(tx, context.caller.tenantId, id);
  if (token === undefined) throw new ApiError('resource_missing', { param, message: `No such token: '${id}'` });
  if (!(await spendCardToken(tx, token, context.now))) throw new ApiError('token_already_used', { param });
  const { cardId, held, fingerprint, brand, last4, bin, expMonth, expYear } = token;
  return { cardId, held, fingerprint, brand, last4, bin, expMonth, expYear };
}

/** What a method has besides the account or the card. */
const newMethod = (parts: MethodParts, context: RequestContext, input: PaymentMethodInput) => ({
  tenantId: context.caller.tenantId,
  id: parts.makeId('pm'),
  version: 1,
  customerId: null,
  billingDetails: changedBillingDetails(null, input.billing_details),
  metadata: applyMetadata({}, input.metadata),
  allowRedisplay: input.allow_redisplay ?? 'unspecified',
  created: context.now,
  attached: null,
  destroyed: null,
});

async function storeAccount(
  tx: Transaction,
  parts: MethodParts,
  context: RequestContext,
  { input, entered }: Extract<EnteredMethod, { readonly entered: EnteredAccount }>,
): Promise<DebitMethod> {
  const { account, ...rest } = entered;
  await storeCards(tx, [account]);
  const { cardId: accountId, fingerprint } = account;
  const stored: DebitMethod = { ...newMethod(parts, context, input), ...rest, accountId, fingerprint, last4: account.account.last4 };
  await insertPaymentMethods(tx, [stored]);
  return stored;
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
): Promise<{ readonly method: PaymentMethod; readonly card: CardSource }> {
  const { tenantId } = context.caller;
  const { input } = method;
  if ('entered' in method) {
    const stored = await storeAccount(tx, parts, context, method);
    return { method: stored, card: { tenantId, cardId: stored.accountId } };
  }
  const sealed = 'sealed' in method ? method.sealed : null;
  if (sealed !== null) {
    await storeCards(tx, [sealed]);
    if (used === 'later') await keepCodes(tx, parts.vault, [sealed], context.now);
  }
  const face = 'sealed' in method ? faceOf(method.sealed) : await takeToken(tx, context, method.token, method.param);
  const stored: CardMethod = {
    ...newMethod(parts, context, input),
    ...face,
    type: 'card',
    country: null,
    funding: null,
    checks: null,
    networkTransactionId: null,
    networks: null,
    preferredNetwork: input.card?.networks?.preferred ?? null,
  };
  await insertPaymentMethods(tx, [stored]);
  return {
    method: stored,
    card: sealed !== null && used === 'now' ? { tenantId, cardId: sealed.cardId, entered: sealed.entered } : cardSource(tenantId, face),
  };
}
