import { PAYMENT_METHOD_TYPES } from '@guichet/contract/wire/paymentMethod.ts';
import { fields } from '../../http/fields.ts';

const { nullable, unreadText, text, address, object, metadata, enumOf, email } = fields;

// Texts on purpose: the vault checks the card's fields and names the one at fault as Stripe's API does.
export const cardField = unreadText({ max: 64 }).optional();

const billingDetails = object({
  address: nullable(address()).optional(),
  email: nullable(email()).optional(),
  name: nullable(text({ max: 256 })).optional(),
  phone: nullable(text({ max: 40 })).optional(),
  tax_id: nullable(text({ max: 40 })).optional(),
});

/** The networks that a merchant or a card's holder can choose from; one that the card does not have is passed over. */
export const cardNetwork = () => enumOf(['amex', 'cartes_bancaires', 'diners', 'discover', 'jcb', 'mastercard', 'unionpay', 'visa']);

export const cardNetworks = object({ preferred: nullable(cardNetwork()).optional() });

/** The parameters of a payment method, as a request of its own and as `payment_method_data`. */
export const paymentMethodFields = {
  type: enumOf(PAYMENT_METHOD_TYPES),
  card: object({
    number: cardField,
    exp_month: cardField,
    exp_year: cardField,
    cvc: cardField,
    networks: cardNetworks.optional(),
    token: text({ max: 255 }).optional(),
  }).optional(),
  sepa_debit: object({ iban: unreadText({ max: 64 }).optional() }).optional(),
  us_bank_account: object({
    routing_number: text({ max: 64 }).optional(),
    account_number: unreadText({ max: 64 }).optional(),
    account_holder_type: enumOf(['individual', 'company']).optional(),
    account_type: enumOf(['checking', 'savings']).optional(),
  }).optional(),
  billing_details: billingDetails.optional(),
  metadata: metadata().optional(),
  allow_redisplay: enumOf(['always', 'limited', 'unspecified']).optional(),
};
