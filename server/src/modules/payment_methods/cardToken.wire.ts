import { wireBrand } from '@guichet/contract/cards.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireToken } from '@guichet/contract/wire/token.ts';
import type { CardToken } from './cardToken.ts';

/** A token as the wire shows it. What only the issuer knows of the card is not known yet. */
export const tokenWire = (token: CardToken, livemode: boolean): WireToken => ({
  id: token.id,
  object: 'token',
  card: {
    id: token.cardId ?? token.id,
    object: 'card',
    address_city: null,
    address_country: null,
    address_line1: null,
    address_line1_check: null,
    address_line2: null,
    address_state: null,
    address_zip: null,
    address_zip_check: null,
    allow_redisplay: 'unspecified',
    brand: wireBrand(token.brand),
    country: null,
    cvc_check: null,
    dynamic_last4: null,
    exp_month: token.expMonth,
    exp_year: token.expYear,
    fingerprint: token.fingerprint,
    funding: 'unknown',
    last4: token.last4,
    metadata: {},
    name: null,
    regulated_status: null,
    tokenization_method: null,
  },
  client_ip: null,
  created: unixSeconds(token.created),
  livemode,
  type: 'card',
  used: token.used !== null,
});
