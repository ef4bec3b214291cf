/** JSON schemas of what may be asked. Unknown fields are refused, so that a misspelt one doesn't pass in silence. */

const reference = { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,128}$' };
const amount = { type: 'integer', minimum: 1, maximum: 999_999_999_999 };
const country = { type: 'string', pattern: '^[A-Z]{2}$' };
const freeText = { type: 'string', maxLength: 500 };

/** What statements carry. */
const descriptor = { type: 'string', pattern: '^[ -~]{1,22}$' };

const account = { type: 'string', pattern: '^[A-Za-z0-9_]{1,128}$' };

function object(required: Record<string, unknown>, optional: Record<string, unknown> = {}) {
  return { type: 'object', additionalProperties: false, required: Object.keys(required), properties: { ...required, ...optional } };
}

const card = object(
  {
    number: { type: 'string', maxLength: 32 },
    exp_month: { type: 'integer', minimum: 1, maximum: 12 },
    exp_year: { type: 'integer', minimum: 1970, maximum: 2199 },
  },
  { cvc: { type: 'string', pattern: '^[0-9]{3,4}$' } },
);

const entry = {
  enum: ['moto_phone', 'moto_mail', 'moto', 'ecommerce', 'keyed_in_person', 'saved_cit', 'mit_recurring', 'mit_unscheduled'],
};

const merchant = object({ name: { type: 'string', minLength: 1, maxLength: 200 }, country }, { account });

const network = { enum: ['visa', 'mastercard', 'amex', 'discover', 'diners', 'jcb', 'unionpay', 'maestro', 'cartes_bancaires'] };

const aboutCard = {
  address: object({}, { line1: freeText, postal_code: freeText, country }),
  stored_credential: object({ first: { type: 'boolean' } }, { network_transaction_id: { type: 'string', pattern: '^[0-9]{15}$' } }),
  network,
  authentication: object({ return_url: { type: 'string', pattern: '^https?://', maxLength: 2000 } }, { demanded: { type: 'boolean' } }),
  authenticated: object({
    authentication: { type: 'string', pattern: '^authn_[0-9a-f]{24}$' },
    eci: { type: 'string', pattern: '^0[0-7]$' },
    cavv: { type: 'string', maxLength: 100 },
  }),
};

export const authorisationBody = object(
  { reference, amount, currency: { type: 'string', pattern: '^[a-z]{3}$' }, card, entry, capture: { type: 'boolean' }, merchant },
  { ...aboutCard, incremental: { type: 'boolean' }, descriptor },
);
export const verificationBody = object({ reference, card, entry, merchant }, aboutCard);

export const debitBody = object(
  {
    reference,
    amount,
    currency: { enum: ['eur', 'usd'] },
    scheme: { enum: ['sepa', 'ach'] },
    account: {
      oneOf: [
        object({ iban: { type: 'string', pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' } }),
        object({
          routing_number: { type: 'string', pattern: '^[0-9]{9}$' },
          account_number: { type: 'string', pattern: '^[0-9]{4,17}$' },
          type: { enum: ['checking', 'savings'] },
        }),
      ],
    },
    holder: { type: 'string', minLength: 1, maxLength: 256 },
    mandate: object({ reference: { type: 'string', pattern: '^[A-Za-z0-9-]{1,35}$' }, accepted_at: { type: 'integer', minimum: 0 } }),
    merchant,
  },
  { descriptor },
);

export const captureBody = object({ reference, authorisation: reference, amount }, { descriptor });
export const incrementBody = object({ reference, authorisation: reference, amount }, { descriptor });
export const voidBody = object({ reference, authorisation: reference });
export const refundBody = object({ reference, authorisation: reference, amount });
export const refundCancellationBody = object({ reference, refund: reference });
export const evidenceBody = object({
  reference,
  dispute: reference,
  texts: { type: 'object', maxProperties: 40, additionalProperties: { type: 'string', maxLength: 20_000 } },
  files: {
    type: 'array',
    maxItems: 40,
    items: object({
      field: { type: 'string', pattern: '^[a-z_]{1,64}$' },
      name: { type: 'string', maxLength: 255 },
      type: { type: 'string', pattern: '^[a-z0-9]{1,16}$' },
      size: { type: 'integer', minimum: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    }),
  },
});
export const acceptanceBody = object({ reference, dispute: reference });
export const reversalBody = object({ reference });

const destination = {
  oneOf: [
    object({ iban: { type: 'string', pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$' } }),
    object({ routing_number: { type: 'string', pattern: '^[0-9]{9}$' }, account_number: { type: 'string', pattern: '^[0-9]{4,17}$' } }),
  ],
};

export const payoutBody = object(
  { reference, amount, currency: { type: 'string', pattern: '^[a-z]{3}$' }, destination, merchant },
  { reverses: reference },
);

/** A query arrives as text; the routes turn it into numbers. */
export const bookQuery = object(
  {},
  { after: { type: 'string', pattern: '^[0-9]{1,15}$' }, limit: { type: 'string', pattern: '^[0-9]{1,4}$' } },
);

const seconds = { type: 'string', pattern: '^[0-9]{1,12}$' };

export const recordQuery = object(
  { kind: { enum: ['authorisation', 'debit', 'refund', 'payout'] }, from: seconds, until: seconds },
  { account, ...bookQuery.properties },
);

export const clockBody = object({ advance_seconds: { type: 'integer', minimum: 1, maximum: 400 * 86_400 } });

export const faultBody = object(
  {
    kind: {
      enum: [
        'slow',
        'slow_answer',
        'no_answer_before',
        'no_answer_after',
        'cut_before',
        'cut_after',
        'error_500_before',
        'error_500_after',
        'duplicate_answer',
      ],
    },
  },
  {
    operation: {
      enum: [
        'authorise',
        'verify',
        'debit',
        'increment',
        'capture',
        'void',
        'refund',
        'cancel_refund',
        'evidence',
        'accept',
        'reverse',
        'lookup',
        'payout',
        'any',
      ],
    },
    times: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    delay_ms: { type: 'integer', minimum: 0, maximum: 600_000 },
    card_last4: { type: 'string', pattern: '^[0-9]{4}$' },
  },
);
