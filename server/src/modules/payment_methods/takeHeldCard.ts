import type { CardBrand } from '@guichet/contract/cards.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { HeldCardFacts } from '../../connectors/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import { findAccount, type Providers } from '../provider_accounts/index.ts';
import type { CardToken } from './cardToken.ts';
import { insertCardToken, isTaken } from './cardTokens.store.ts';
import type { CardFace, HeldByProvider } from './paymentMethod.ts';

export interface HeldCardParts {
  readonly database: Database;
  readonly makeId: MakeId;
  readonly providers: Pick<Providers, 'open' | 'provider'>;
}

const BRANDS: readonly CardBrand[] = ['amex', 'diners', 'discover', 'jcb', 'mastercard', 'unionpay', 'visa'];
const LAST4 = /^\d{4}$/;

/** The provider's fingerprint is told apart from ours, and from other providers', by the account in front of it. */
function faceOf(account: HeldByProvider['account'], token: string, card: HeldCardFacts): CardFace {
  const { brand, last4, expMonth, expYear, fingerprint } = card;
  return {
    cardId: null,
    held: { account, token, customer: null },
    brand: BRANDS.find((known) => known === brand) ?? 'unknown',
    last4,
    bin: '',
    expMonth,
    expYear,
    fingerprint: `${account}_${fingerprint ?? token}`,
  };
}

const plausible = ({ last4, expMonth, expYear }: HeldCardFacts): boolean =>
  LAST4.test(last4) && expMonth >= 1 && expMonth <= 12 && expYear >= 2000 && expYear <= 9999;

/** A card as the provider describes it, and whether it is on a customer's file there. */
export type ReadCard = CardFace & { readonly onFile: boolean };

/** Asks the provider what card a token of its fields stands for. What a page says of it is not believed. */
export async function readHeldCard(
  { database, providers }: HeldCardParts,
  { caller }: RequestContext,
  input: { readonly provider_account: string; readonly token: string },
): Promise<ReadCard> {
  const account = await findAccount(database, caller.tenantId, input.provider_account);
  if (account === undefined) {
    const message = `No such provider account: '${input.provider_account}'`;
    throw new ApiError('resource_missing', { param: 'provider_account', message });
  }
  if (account.cards !== 'fields') {
    const message = 'This provider account takes card numbers and no tokens: its "cards" is "raw".';
    throw new ApiError('parameter_invalid', { param: 'provider_account', message });
  }
  if (!account.active) throw new ApiError('provider_account_unavailable', { param: 'provider_account' });
  const said = await (await providers.open(account)).readHeldCard(input.token);
  if (said.answer === 'wrong') {
    throw new ApiError('resource_missing', { param: 'token', message: `The provider does not know this token: ${said.reason}` });
  }
  if (said.answer === 'unknown' || !plausible(said.card)) throw new ApiError('provider_no_answer', { param: 'token' });
  return { ...faceOf(account.id, input.token, said.card), onFile: said.card.onFile };
}

/** Puts a card that a provider holds under a token of ours, which one later request may use as any other. One card of theirs is one of ours. */
export async function createHeldCardToken(
  tx: Transaction,
  { makeId }: Pick<HeldCardParts, 'makeId'>,
  { caller: { tenantId }, now }: RequestContext,
  { onFile, ...face }: ReadCard,
): Promise<CardToken> {
  if (face.held !== null && (await isTaken(tx, tenantId, face.held))) {
    throw new ApiError('token_already_used', {
      param: 'token',
      message: 'This token of the provider’s has been handed in before, and stands for one card here. Have the card entered again.',
    });
  }
  if (onFile) {
    throw new ApiError('parameter_invalid', {
      param: 'token',
      message: 'This card is on a customer’s file at the provider, who charges it for that customer alone. Have the card entered again.',
    });
  }
  const token = { ...face, tenantId, id: makeId('tok'), created: now, used: null };
  await insertCardToken(tx, token);
  return token;
}
