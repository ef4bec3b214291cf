import type { Values } from './encodings.ts';

/** A request that would be accepted, or that is refused only for the state of what it names. Flaws are put into it one at a time. */
export interface BaseRequest {
  /** What stands in the address for `:id` and the like. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Values;
  readonly body?: Values;
}

/** Ids of objects that exist. */
export interface Objects {
  readonly customer: string;
  readonly card: string;
  readonly intent: string;
  readonly charge: string;
  readonly refund: string;
  readonly movement: string;
  readonly event: string;
  readonly apiKey: string;
  readonly message: string;
  readonly endpoint: string;
  readonly delivery: string;
  readonly bankAccount: string;
  readonly payout: string;
}

const PAGE = { limit: '3', created: '1700000000' };
const ADDRESS = { city: 'Turin', country: 'IT', line1: 'via Po 1', line2: 'scala B', postal_code: '10124', state: 'TO' };
const SHIPPING = { name: 'Ada', phone: '+39 011', address: ADDRESS };
const PARCEL = { ...SHIPPING, carrier: 'Poste', tracking_number: '17' };
const METADATA = { order: '17' };
const ENDPOINT = { url: 'https://93.184.215.14/', enabled_events: ['charge.succeeded'], description: 'x', metadata: METADATA };
const BILLING = { address: ADDRESS, email: 'ada@example.com', name: 'Ada', phone: '+39 011', tax_id: 'IT1' };
const CARD = { type: 'card', card: { token: 'tok_visa' }, billing_details: BILLING, metadata: METADATA, allow_redisplay: 'always' };
const CUSTOMER = {
  name: 'Ada',
  email: 'ada@example.com',
  phone: '1',
  description: 'x',
  address: ADDRESS,
  shipping: SHIPPING,
  preferred_locales: ['it'],
  metadata: METADATA,
};
const CONFIRM = {
  allowed_payment_method_types: ['card'],
  capture_method: 'manual',
  error_on_requires_action: 'true',
  payment_method_data: CARD,
  payment_method_options: { card: { moto: 'true', request_three_d_secure: 'any' } },
  receipt_email: 'ada@example.com',
  return_url: 'https://example.com',
  setup_future_usage: 'off_session',
  shipping: PARCEL,
  use_stripe_sdk: 'true',
};
const { error_on_requires_action: _, return_url: __, use_stripe_sdk: ___, ...CHANGE } = CONFIRM;
const INTENT = {
  ...CHANGE,
  amount: '1000',
  currency: 'eur',
  description: 'x',
  metadata: METADATA,
  statement_descriptor: 'SHOP',
  statement_descriptor_suffix: 'TWO',
};

/** One for each address that the server knows; the test fails when one is missing. */
export function baseRequests(made: Objects): Readonly<Record<string, BaseRequest>> {
  const of = (id: string): BaseRequest => ({ params: { id } });
  return {
    'POST /v1/customers': { body: CUSTOMER },
    'GET /v1/customers': { query: { ...PAGE, email: 'ada@example.com' } },
    'GET /v1/customers/:id': of(made.customer),
    'POST /v1/customers/:id': { ...of(made.customer), body: { ...CUSTOMER, invoice_settings: { default_payment_method: made.card } } },
    'DELETE /v1/customers/:id': of(made.customer),
    'GET /v1/customers/:id/payment_methods': { ...of(made.customer), query: { ...PAGE, type: 'card' } },
    'GET /v1/customers/:id/payment_methods/:method': { params: { id: made.customer, method: made.card } },
    'POST /v1/payment_methods': { body: CARD },
    'GET /v1/payment_methods': { query: { ...PAGE, customer: made.customer, type: 'card' } },
    'GET /v1/payment_methods/:id': of(made.card),
    'POST /v1/payment_methods/:id': {
      ...of(made.card),
      body: { billing_details: BILLING, metadata: METADATA, allow_redisplay: 'limited' },
    },
    'POST /v1/payment_methods/:id/attach': { ...of(made.card), body: { customer: made.customer } },
    'POST /v1/payment_methods/:id/detach': of(made.card),
    'POST /v1/payment_intents': {
      body: { ...INTENT, ...CONFIRM, customer: made.customer, confirmation_method: 'manual', confirm: 'true', off_session: 'true' },
    },
    'GET /v1/payment_intents': { query: { ...PAGE, customer: made.customer } },
    'GET /v1/payment_intents/:id': { ...of(made.intent), query: { client_secret: 'pi_secret' } },
    'POST /v1/payment_intents/:id': { ...of(made.intent), body: { ...INTENT, customer: made.customer } },
    'POST /v1/payment_intents/:id/confirm': { ...of(made.intent), body: { ...CONFIRM, off_session: 'one_off' } },
    'POST /v1/payment_intents/:id/capture': { ...of(made.intent), body: { amount_to_capture: '100', metadata: METADATA } },
    'POST /v1/payment_intents/:id/cancel': { ...of(made.intent), body: { cancellation_reason: 'abandoned' } },
    'GET /v1/charges': { query: { ...PAGE, customer: made.customer, payment_intent: made.intent } },
    'GET /v1/charges/:id': of(made.charge),
    'POST /v1/charges/:id': {
      ...of(made.charge),
      body: {
        customer: made.customer,
        description: 'x',
        fraud_details: { user_report: 'safe' },
        metadata: METADATA,
        receipt_email: 'ada@example.com',
        shipping: PARCEL,
      },
    },
    'GET /v1/charges/:id/refunds': { ...of(made.charge), query: PAGE },
    'POST /v1/refunds': {
      body: { payment_intent: made.intent, charge: made.charge, amount: '100', reason: 'duplicate', metadata: METADATA },
    },
    'GET /v1/refunds': { query: { ...PAGE, charge: made.charge, payment_intent: made.intent } },
    'GET /v1/refunds/:id': of(made.refund),
    'POST /v1/refunds/:id': { ...of(made.refund), body: { metadata: METADATA } },
    'GET /v1/balance': {},
    'GET /v1/balance_transactions': { query: { ...PAGE, type: 'charge', source: made.charge, currency: 'eur' } },
    'GET /v1/balance_transactions/:id': of(made.movement),
    'POST /v1/payouts': {
      body: {
        ...{ amount: '100', currency: 'eur', description: 'x', destination: made.bankAccount, metadata: METADATA },
        ...{ method: 'standard', source_type: 'card', statement_descriptor: 'SHOP' },
      },
    },
    'GET /v1/payouts': { query: { ...PAGE, arrival_date: '1700000000', destination: made.bankAccount, status: 'paid' } },
    'GET /v1/payouts/:id': of(made.payout),
    'POST /v1/payouts/:id': { ...of(made.payout), body: { metadata: METADATA } },
    'POST /v1/payouts/:id/cancel': of(made.payout),
    'POST /v1/payouts/:id/reverse': { ...of(made.payout), body: { metadata: METADATA } },
    'GET /v1/events': { query: { ...PAGE, types: ['charge.succeeded'] } },
    'GET /v1/events/:id': of(made.event),
    'POST /v1/webhook_endpoints': { body: { ...ENDPOINT, api_version: '2026-10-28.endive' } },
    'GET /v1/webhook_endpoints': { query: PAGE },
    'GET /v1/webhook_endpoints/:id': of(made.endpoint),
    'POST /v1/webhook_endpoints/:id': { ...of(made.endpoint), body: { ...ENDPOINT, disabled: 'true' } },
    'DELETE /v1/webhook_endpoints/:id': of(made.endpoint),

    'GET /guichet/v1/exchange_rates': { query: { from: 'gbp', to: 'eur', amount: '100' } },
    'GET /guichet/v1/settlement_terms': {},
    'POST /guichet/v1/settlement_terms': { body: { currencies: ['usd'], margin_basis_points: '100', max_rate_age_days: '7' } },
    'GET /guichet/v1/bank_accounts': { query: { ...PAGE, currency: 'eur' } },
    'POST /guichet/v1/bank_accounts': {
      body: {
        ...{ currency: 'eur', holder_name: 'x', iban: 'FR1420041010050500013M02606', routing_number: '110000000' },
        ...{ account_number: '000123456789', default_for_currency: 'true' },
      },
    },
    'POST /guichet/v1/bank_accounts/:id/choose': of(made.bankAccount),
    'DELETE /guichet/v1/bank_accounts/:id': of(made.bankAccount),
    'GET /guichet/v1/payout_schedule': {},
    'POST /guichet/v1/payout_schedule': { body: { frequency: 'weekly', weekday: '1', month_day: '3', delay_days: '2' } },
    'GET /guichet/v1/setup': {},
    'POST /guichet/v1/setup': {
      body: {
        code: 'x',
        business_name: 'x',
        country: 'FR',
        currency: 'eur',
        time_zone: 'Europe/Paris',
        owner_name: 'x',
        email: 'x@example.com',
        password: 'correct horse 42',
        language: 'fr',
      },
    },
    'POST /guichet/auth/sign-in/email': { body: { email: 'nobody@example.com', password: 'correct horse 42' } },
    'POST /guichet/auth/sign-out': {},
    'GET /guichet/v1/session': { query: { activity: '0' } },
    'POST /guichet/v1/session': { body: { language: 'it' } },
    'GET /guichet/v1/staff': {},
    'GET /guichet/v1/api_keys': {},
    'POST /guichet/v1/api_keys': { body: { name: 'x' } },
    'POST /guichet/v1/api_keys/:id/revoke': of(made.apiKey),
    'GET /guichet/v1/activity': { query: PAGE },
    'GET /guichet/v1/customers': { query: { ...PAGE, query: 'ada' } },
    'GET /guichet/v1/card_key': {},
    'POST /guichet/v1/card_tokens': { body: { jwe: 'a.b.c.d.e' } },
    'POST /guichet/v1/saved_cards': {
      body: { payment_method: made.card, customer: made.customer, consent: { channel: 'phone', language: 'it', text: 'Sì' } },
    },
    'GET /guichet/v1/consents': { query: { ...PAGE, customer: made.customer } },
    'GET /guichet/v1/payments': {
      query: {
        ...PAGE,
        query: 'ada',
        from: '2026-01-01',
        to: '2026-12-31',
        status: 'succeeded',
        channel: 'phone',
        staff: 'x',
        customer: made.customer,
      },
    },
    'GET /guichet/v1/payments/:id': of(made.intent),
    'GET /guichet/v1/possible_duplicates': { query: { source: made.card, amount: '100', currency: 'eur' } },
    'GET /guichet/v1/requests/:key': { params: { key: 'a-key' } },
    'POST /guichet/v1/receipts': { body: { payment_intent: made.intent, email: 'ada@example.com', language: 'it' } },
    'GET /guichet/v1/messages': { query: { ...PAGE, payment_intent: made.intent } },
    'GET /guichet/v1/messages/:id': of(made.message),
    'GET /guichet/v1/webhook_endpoints': { query: PAGE },
    'GET /guichet/v1/webhook_endpoints/:id': of(made.endpoint),
    'POST /guichet/v1/webhook_endpoints/:id/roll_secret': { ...of(made.endpoint), body: { keep_old_hours: '24' } },
    'GET /guichet/v1/webhook_deliveries': { query: { ...PAGE, endpoint: made.endpoint, event: made.event, status: 'failed' } },
    'GET /guichet/v1/webhook_deliveries/:id': of(made.delivery),
    'POST /guichet/v1/webhook_deliveries/:id/send': of(made.delivery),
  };
}
