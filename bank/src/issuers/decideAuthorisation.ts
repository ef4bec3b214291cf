import type { AvsResult, CardRequest, CvcResult, Entry } from '../api.ts';
import { passesLuhn } from './cardNumber.ts';
import { compareAddress } from './compareAddress.ts';
import { findTestCard, type TestCard } from './testCards.ts';

export interface Decision {
  responseCode: string;
  avs: AvsResult | null;
  cvc: CvcResult | null;
  /** Null when the number leads to no issuer. */
  card: TestCard | null;
}

const withoutIssuer = (responseCode: string): Decision => ({ responseCode, avs: null, cvc: null, card: null });

interface Circumstances {
  /** The holder has authenticated for this. */
  proven: boolean;
  /** Zero where only the card is asked about. */
  amount: number;
}

const ORDINARY: Circumstances = { proven: false, amount: 1 };

/** What network and issuer answer. Pure: nothing is held yet. */
export function decideAuthorisation(request: CardRequest, nowS: number, circumstances: Circumstances = ORDINARY): Decision {
  if (!passesLuhn(request.card.number)) return withoutIssuer('14');
  const card = findTestCard(request.card.number);
  // An unknown number is never money, however well formed: somebody may have typed a real one.
  if (!card) return withoutIssuer('15');
  return {
    responseCode: responseCodeOf(card, request, nowS, circumstances),
    avs: compareAddress(card, request.address),
    cvc: compareSecurityCode(card, request.card.cvc),
    card,
  };
}

function responseCodeOf(card: TestCard, request: CardRequest, nowS: number, { proven, amount }: Circumstances): string {
  if (isExpired(request.card, nowS)) return '54';
  if (!proven && needsAuthentication(card, request)) return '1A';
  const { declines, savesWell } = card.behaviour;
  if (declines && !(savesWell && amount === 0)) return declines;
  return '00';
}

function compareSecurityCode(card: TestCard, cvc: string | undefined): CvcResult | null {
  if (!cvc) return null;
  return card.behaviour.securityCodeFails ? 'N' : 'M';
}

/** A card is good until the end of its month, here by UTC. */
function isExpired({ exp_month, exp_year }: CardRequest['card'], nowS: number): boolean {
  const now = new Date(nowS * 1000);
  return exp_year * 12 + (exp_month - 1) < now.getUTCFullYear() * 12 + now.getUTCMonth();
}

/** Where the payer isn't acting electronically, strong authentication doesn't apply (PSD2, art. 97). */
const outsideAuthentication: ReadonlySet<Entry> = new Set<Entry>(['moto_phone', 'moto_mail', 'moto', 'keyed_in_person']);

function needsAuthentication(card: TestCard, { entry, stored_credential, authentication }: CardRequest): boolean {
  const rule = card.behaviour.authentication;
  if (outsideAuthentication.has(entry)) return false;
  if (authentication?.demanded) return true;
  if (!rule) return false;
  const refersToFirst = entry !== 'ecommerce' && Boolean(stored_credential?.network_transaction_id);
  return rule === 'always' || !refersToFirst;
}
