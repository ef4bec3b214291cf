import type { AuthenticationStatus, AuthenticationView, CardRequest, ChallengeOffer } from '../api.ts';
import type { AuthenticationRow } from '../book/AuthenticationRows.ts';
import type { Book } from '../book/openBook.ts';
import type { Decision } from '../issuers/decideAuthorisation.ts';
import type { Bank } from './Bank.ts';
import { Refusal } from './Refusal.ts';

const VERSION = '2.2.0';

/** The merchant is told a moment later, so that the payer who comes back by themselves is mostly there before. */
const TOLD_AFTER_S = 3;

/** Fully authenticated, as the networks number it: Mastercard (with Maestro) counts otherwise than the rest. */
const eciOf = ({ brand }: AuthenticationRow): string => (brand === 'mastercard' || brand === 'maestro' ? '02' : '05');

interface Money {
  amount: number;
  currency: string;
}

/** Opens a challenge for a card whose issuer answered 1A, where the merchant can send the payer to it. */
export function offerChallenge(
  { authentications, digester }: Book,
  request: CardRequest,
  { responseCode, cvc, card }: Decision,
  money: Money | null,
): ChallengeOffer | undefined {
  if (responseCode !== '1A' || card === null || request.authentication === undefined) return undefined;
  const { reference, merchant } = request;
  const secret = digester.challengeSecret(reference);
  const id = digester.authentication(reference);
  authentications.insert({
    id,
    secret,
    reference,
    merchant_name: merchant.name,
    merchant_account: merchant.account ?? null,
    card: digester.card(request.card.number),
    brand: card.brand,
    last4: card.number.slice(-4),
    amount: money?.amount ?? null,
    currency: money?.currency ?? null,
    cvc,
    return_url: request.authentication.return_url,
    status: 'open',
  });
  return { authentication: id, path: `/challenges/${secret}` };
}

/**
 * The authentication that a request rests on, if it is one of ours, of this card, and for at least as much money. One for no money, which
 * set a card up, stands for no payment.
 */
export function provenBy({ authentications, digester }: Book, request: CardRequest, money: Money | null): AuthenticationRow | undefined {
  const { authenticated, card } = request;
  if (authenticated === undefined) return undefined;
  const row = authentications.find(authenticated.authentication);
  if (row?.status !== 'authenticated' || row.card !== digester.card(card.number)) return undefined;
  if (authenticated.eci !== eciOf(row) || authenticated.cavv !== digester.cavv(row.id)) return undefined;
  const covers = money === null || (row.currency === money.currency && (row.amount ?? 0) >= money.amount);
  return covers ? row : undefined;
}

/** Keeps the holder's first answer and plans that the merchant is told. Answers the authentication as it stands then. */
export function completeChallenge(
  { book, clock }: Bank,
  secret: string,
  status: Exclude<AuthenticationStatus, 'open'>,
): AuthenticationRow | undefined {
  return book.transaction(() => {
    const row = book.authentications.findBySecret(secret);
    if (row !== undefined && book.authentications.complete(row.id, status)) {
      const dueAt = clock.nowS() + TOLD_AFTER_S;
      book.agenda.add({ dueAt, kind: 'authentication.completed', reference: row.reference, data: {} });
    }
    return book.authentications.findBySecret(secret);
  });
}

/** Where an authentication stands, and what proves it. */
export function viewAuthentication({ book }: Bank, id: string): AuthenticationView {
  const row = book.authentications.find(id);
  if (!row) throw new Refusal(404, 'unknown_reference', 'There is no authentication of this id.');
  const proven = row.status === 'authenticated';
  return {
    authentication: row.id,
    reference: row.reference,
    status: row.status,
    version: VERSION,
    eci: proven ? eciOf(row) : null,
    cavv: proven ? book.digester.cavv(row.id) : null,
    transaction_id: proven ? book.digester.authenticationTransaction(row.id) : null,
  };
}
