/**
 * The catalogue of refusals: every code that the API answers, with its HTTP status and type. `docs/api/errors.md` lists the same, and a
 * test holds the two against each other. Messages name what is wrong and the way out; `message` here is the default wording, a place
 * that knows more (which parameter, which state) gives its own.
 */
export type ErrorType = 'api_error' | 'authentication_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

interface CatalogueEntry {
  readonly status: number;
  readonly type: ErrorType;
  readonly message: string;
}

export const ERRORS = {
  account_locked: {
    status: 403,
    type: 'authentication_error',
    message: 'This account is locked after too many wrong passwords. Try again in 30 minutes.',
  },
  account_number_invalid: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The account number is not right.',
  },
  account_mismatch: { status: 403, type: 'authentication_error', message: 'You are not a member of the account that the request names.' },
  amount_too_large: { status: 400, type: 'invalid_request_error', message: 'The amount is above what can be charged.' },
  amount_too_small: { status: 400, type: 'invalid_request_error', message: 'The amount is below the smallest that can be charged.' },
  api_key_expired: { status: 401, type: 'authentication_error', message: 'This API key has been revoked. Use another key.' },
  approval_required: {
    status: 403,
    type: 'invalid_request_error',
    message: 'This is above what one person may do here. It waits for the approval of somebody else.',
  },
  approval_unexpected_state: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The approval is in a state that does not allow this.',
  },
  authentication_required: {
    status: 402,
    type: 'card_error',
    message: 'Your card was declined. The cardholder has to confirm this payment with their bank.',
  },
  balance_insufficient: {
    status: 400,
    type: 'invalid_request_error',
    message: 'There is not enough money available for this.',
  },
  bank_account_exists: {
    status: 400,
    type: 'invalid_request_error',
    message: 'This bank account is there already for this currency.',
  },
  body_too_large: { status: 413, type: 'invalid_request_error', message: 'The body is larger than 256 kB.' },
  card_fields_required: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The provider account takes no cards but those that are entered in the provider’s own fields.',
  },
  card_decline_rate_limit_exceeded: {
    status: 429,
    type: 'card_error',
    message: 'This card has been declined too often within an hour. No bank was asked. Take another card, or wait.',
  },
  card_declined: { status: 402, type: 'card_error', message: 'Your card was declined.' },
  card_number_in_text: {
    status: 400,
    type: 'invalid_request_error',
    message: 'A text holds what looks like a full card number. Take it out: a card is given by its own fields alone.',
  },
  charge_already_captured: { status: 400, type: 'invalid_request_error', message: 'This charge has already been captured.' },
  charge_already_refunded: { status: 400, type: 'invalid_request_error', message: 'This charge has already been refunded in full.' },
  charge_expired_for_capture: {
    status: 400,
    type: 'invalid_request_error',
    message: 'This hold has expired and can no longer be captured. Charge the customer again.',
  },
  charge_disputed: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The payer has disputed this charge and the money was taken back, so it cannot be refunded.',
  },
  charge_unexpected_state: { status: 400, type: 'invalid_request_error', message: 'The charge is in a state that does not allow this.' },
  customer_open: {
    status: 400,
    type: 'invalid_request_error',
    message: 'A payment, refund or dispute of this customer is open. Settle it first.',
  },
  dispute_unexpected_state: { status: 400, type: 'invalid_request_error', message: 'The dispute is in a state that does not allow this.' },
  email_invalid: { status: 400, type: 'invalid_request_error', message: 'This is not an e-mail address.' },
  exchange_rate_unavailable: {
    status: 400,
    type: 'invalid_request_error',
    message: 'There is no exchange rate that may be used for this currency.',
  },
  expired_card: { status: 402, type: 'card_error', message: 'Your card has expired.' },
  fiscal_nothing_to_close: {
    status: 400,
    type: 'invalid_request_error',
    message: 'Nothing waits for a closing: nothing was taken since the last one.',
  },
  file_too_large: { status: 413, type: 'invalid_request_error', message: 'The file is larger than 16 MB.' },
  file_type_invalid: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The file is no PNG, JPEG or PDF by its content, whatever it is called.',
  },
  forbidden: { status: 403, type: 'invalid_request_error', message: 'This key or person may not do that.' },
  headers_too_large: { status: 431, type: 'invalid_request_error', message: 'The address and headers are larger than 16 kB.' },
  instant_payouts_unsupported: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The bank account for this payout is not eligible for instant payouts.',
  },
  invitation_invalid: {
    status: 400,
    type: 'invalid_request_error',
    message: 'This invitation has been used, was withdrawn, or is older than seven days. Ask for a new one.',
  },
  mandate_request_invalid: {
    status: 400,
    type: 'invalid_request_error',
    message: 'This link has been used, was withdrawn, or is older than fourteen days. Ask the business for a new one.',
  },
  idempotency_error: {
    status: 400,
    type: 'idempotency_error',
    message: 'This Idempotency-Key was used with other parameters. Use a new key for a new request.',
  },
  idempotency_key_in_use: {
    status: 409,
    type: 'idempotency_error',
    message: 'A request with this Idempotency-Key is still running. Ask again in a moment.',
  },
  incorrect_cvc: { status: 402, type: 'card_error', message: "Your card's security code is incorrect." },
  incorrect_number: { status: 402, type: 'card_error', message: 'Your card number is incorrect.' },
  internal_error: {
    status: 500,
    type: 'api_error',
    message: 'Something went wrong on our side. Repeat the request with the same Idempotency-Key.',
  },
  invalid_cvc: { status: 402, type: 'card_error', message: "Your card's security code is invalid." },
  invalid_expiry_month: { status: 402, type: 'card_error', message: "Your card's expiration month is invalid." },
  invalid_expiry_year: { status: 402, type: 'card_error', message: "Your card's expiration year is invalid." },
  invalid_number: { status: 402, type: 'card_error', message: 'The card number is not a valid card number.' },
  last_owner: {
    status: 400,
    type: 'invalid_request_error',
    message: 'This is the only owner. Make somebody else an owner first.',
  },
  limit_exceeded: {
    status: 403,
    type: 'invalid_request_error',
    message: 'This is above your ceiling. Ask somebody whose ceiling is higher.',
  },
  malformed_body: { status: 400, type: 'invalid_request_error', message: 'The body could not be read. Send form-encoded parameters.' },
  member_exists: { status: 400, type: 'invalid_request_error', message: 'This person works here already.' },
  method_not_allowed: { status: 405, type: 'invalid_request_error', message: 'This address does not take that method.' },
  not_set_up: {
    status: 403,
    type: 'invalid_request_error',
    message: 'This place has no owner yet. Open the address in a browser and set it up first.',
  },
  outcome_unknown: {
    status: 503,
    type: 'api_error',
    message:
      'The connection to the database broke while this was being committed, so that it is not known whether it was done. A POST under /v1 with the same Idempotency-Key finds what was done; look before you send anything else again.',
  },
  parameter_invalid_empty: { status: 400, type: 'invalid_request_error', message: 'A parameter is empty.' },
  parameter_invalid_integer: { status: 400, type: 'invalid_request_error', message: 'A parameter is not a whole number.' },
  parameter_invalid_string: { status: 400, type: 'invalid_request_error', message: 'A parameter is not a valid text.' },
  parameter_missing: { status: 400, type: 'invalid_request_error', message: 'A required parameter is missing.' },
  parameter_unknown: { status: 400, type: 'invalid_request_error', message: 'The request has a parameter that is not known here.' },
  parameters_exclusive: { status: 400, type: 'invalid_request_error', message: 'Two parameters exclude each other.' },
  parameter_invalid: { status: 400, type: 'invalid_request_error', message: 'A parameter has a value that is not allowed.' },
  passkey_required: {
    status: 403,
    type: 'authentication_error',
    message: 'This account is signed in to with its passkey. Choose "Sign in with a passkey".',
  },
  passkey_wrong: {
    status: 400,
    type: 'authentication_error',
    message: 'The passkey could not be verified. Try again, or sign in another way.',
  },
  password_wrong: { status: 400, type: 'authentication_error', message: 'The password is wrong.' },
  payment_intent_authentication_failure: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The cardholder did not confirm this payment with their bank. Ask for another payment method, or confirm again.',
  },
  payment_intent_unexpected_state: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The payment is in a state that does not allow this.',
  },
  payment_method_unexpected_state: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The payment method is in a state that does not allow this.',
  },
  payment_record_unexpected_state: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The payment record is in a state that does not allow this.',
  },
  payout_not_cancelable: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The payout cannot be canceled any more.',
  },
  payout_not_reversible: { status: 400, type: 'invalid_request_error', message: 'The payout cannot be reversed.' },
  payouts_not_allowed: {
    status: 400,
    type: 'invalid_request_error',
    message: 'There is no bank account for payouts in this currency.',
  },
  payment_intent_mandate_invalid: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The payer has not agreed to this debit. Give "mandate_data", or a "mandate" that is active.',
  },
  place_restored: {
    status: 503,
    type: 'api_error',
    message:
      'This place was restored from a backup. It can be read; it sends and changes nothing until "guichet reconcile" has read the provider.',
  },
  processing_error: {
    status: 402,
    type: 'card_error',
    message: 'An error occurred while the card was processed. Nothing was charged. Try again.',
  },
  rate_limit: { status: 429, type: 'invalid_request_error', message: 'Too many requests. Wait a moment.' },
  product_unexpected_state: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The product is in a state that does not allow this.',
  },
  provider_account_missing: {
    status: 400,
    type: 'invalid_request_error',
    message: 'No provider account takes this payment method in this currency. Add one, or switch one on.',
  },
  provider_account_unavailable: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The provider account that holds this card takes no payments with it now. Switch it on, or enter the card anew.',
  },
  provider_no_answer: {
    status: 502,
    type: 'api_error',
    message: 'The provider did not answer. Nothing was done here. Try again in a moment.',
  },
  refund_unexpected_state: { status: 400, type: 'invalid_request_error', message: 'The refund is in a state that does not allow this.' },
  request_timeout: { status: 408, type: 'invalid_request_error', message: 'The request took too long to arrive.' },
  resource_missing: { status: 404, type: 'invalid_request_error', message: 'No such object.' },
  role_in_use: {
    status: 400,
    type: 'invalid_request_error',
    message: 'Somebody has this role, or was invited to it. Give them another one first.',
  },
  role_name_taken: { status: 400, type: 'invalid_request_error', message: 'There is a role of this name already.' },
  routing_number_invalid: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The routing number is not right: it has nine digits, and its last is a check digit.',
  },
  sale_amount_mismatch: { status: 400, type: 'invalid_request_error', message: 'The sale does not come to the amount that was given.' },
  sale_unexpected_state: { status: 400, type: 'invalid_request_error', message: 'The sale is in a state that does not allow this.' },
  second_factor_exists: { status: 400, type: 'invalid_request_error', message: 'Codes are set up already. Remove them first.' },
  second_factor_expired: {
    status: 401,
    type: 'authentication_error',
    message: 'The sign-in took too long, or too many codes were wrong. Begin again with the password.',
  },
  second_factor_required: {
    status: 403,
    type: 'authentication_error',
    message: 'Your role needs a second factor here. Set one up first.',
  },
  second_factor_wrong: { status: 400, type: 'authentication_error', message: 'The code is wrong, or no longer good.' },
  session_expired: { status: 401, type: 'authentication_error', message: 'You have been signed out. Sign in again.' },
  set_up_already: { status: 403, type: 'invalid_request_error', message: 'This place is set up already. Sign in.' },
  set_up_code_wrong: {
    status: 403,
    type: 'invalid_request_error',
    message: 'The one-time code is wrong. It was printed where the server was started.',
  },
  setup_intent_authentication_failure: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The cardholder did not confirm this card with their bank. Ask for another payment method, or confirm again.',
  },
  setup_intent_unexpected_state: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The setup of this card is in a state that does not allow this.',
  },
  sign_in_wrong: { status: 401, type: 'authentication_error', message: 'The e-mail address or the password is wrong.' },
  step_up_required: {
    status: 403,
    type: 'authentication_error',
    message:
      'This needs a fresh proof of who you are: give your password or a code at /guichet/v1/session/proof, and send the request again.',
  },
  token_already_used: { status: 400, type: 'invalid_request_error', message: 'This token has already been used. Enter the card again.' },
  unauthorized: {
    status: 401,
    type: 'authentication_error',
    message: 'No valid API key was given. Send it as "Authorization: Bearer sk_test_…".',
  },
  unavailable: { status: 503, type: 'api_error', message: 'The service is starting or stopping. Try again in a moment.' },
  unknown_address: { status: 404, type: 'invalid_request_error', message: 'There is nothing at this address.' },
  url_invalid: { status: 400, type: 'invalid_request_error', message: 'This address cannot be sent to.' },
  weak_password: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The password needs 12 characters or more, with letters and digits.',
  },
  webhook_endpoint_limit: {
    status: 400,
    type: 'invalid_request_error',
    message: 'There are 16 webhook endpoints already, and no more can be made. Delete one that is not needed.',
  },
  webhook_endpoint_unexpected_state: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The webhook endpoint is in a state that does not allow this.',
  },
  work_item_taken: {
    status: 400,
    type: 'invalid_request_error',
    message: 'Somebody else has taken this by now. Name them in `from` to take it over.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** What a refusal carries besides its code; each field stands in the answer under the wire's name. */
export interface ErrorDetails {
  readonly message?: string;
  /** The parameter at fault, in the wire's notation: `payment_method_data[card][number]`. */
  readonly param?: string;
  /** The issuer's reason, with code `card_declined` and its kin. */
  readonly declineCode?: string;
  /** What the networks advise: `do_not_try_again`. */
  readonly adviceCode?: string;
  readonly networkDeclineCode?: string;
  /** Wire objects that belong to the refusal: the intent, its charge, its payment method. */
  readonly paymentIntent?: unknown;
  readonly paymentMethod?: unknown;
  readonly setupIntent?: unknown;
  readonly charge?: string;
  /** What waits for somebody's approval now, with code `approval_required`. */
  readonly approval?: string;
  /** Sent as headers: when to ask again, and whether sending the very same again makes sense; without the latter the status says so. */
  readonly retryAfterSeconds?: number;
  readonly shouldRetry?: boolean;
}

/** An expected refusal. Thrown by use cases, it rolls the transaction back and becomes the API's error answer. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? ERRORS[code].message);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get type(): ErrorType {
    return ERRORS[this.code].type;
  }
}

/** The wire's form of a refusal: the body of every answer of 400 and above. */
export interface ErrorBody {
  readonly error: {
    readonly type: ErrorType;
    readonly code?: string;
    readonly decline_code?: string;
    readonly advice_code?: string;
    readonly network_decline_code?: string;
    readonly message: string;
    readonly param?: string;
    readonly charge?: string;
    readonly approval?: string;
    readonly payment_intent?: unknown;
    readonly payment_method?: unknown;
    readonly setup_intent?: unknown;
  };
}

export function errorBody(error: ApiError): ErrorBody {
  const { param, declineCode, adviceCode, networkDeclineCode, charge, approval, paymentIntent, paymentMethod, setupIntent } = error.details;
  return {
    error: {
      type: error.type,
      code: error.code,
      ...(declineCode === undefined ? {} : { decline_code: declineCode }),
      ...(adviceCode === undefined ? {} : { advice_code: adviceCode }),
      ...(networkDeclineCode === undefined ? {} : { network_decline_code: networkDeclineCode }),
      message: error.message,
      ...(param === undefined ? {} : { param }),
      ...(charge === undefined ? {} : { charge }),
      ...(approval === undefined ? {} : { approval }),
      ...(paymentIntent === undefined ? {} : { payment_intent: paymentIntent }),
      ...(paymentMethod === undefined ? {} : { payment_method: paymentMethod }),
      ...(setupIntent === undefined ? {} : { setup_intent: setupIntent }),
    },
  };
}
