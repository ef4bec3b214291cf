import { isIP } from 'node:net';
import { fields } from '../../http/fields.ts';
import { returnUrlField } from '../authentications/index.ts';
import { cardNetwork, paymentMethodFields } from '../payment_methods/index.ts';
import type { OffSession } from './entryMode.rules.ts';
import { acceptDescriptor, acceptSuffix, MAX_DESCRIPTOR } from './statementDescriptor.rules.ts';

const { address, amount, boolean, currency, email, enumOf, id, listOf, metadata, nullable, object, text, textAs, timestamp } = fields;

export const shipping = object({
  address: address(),
  name: text({ max: 256 }),
  carrier: nullable(text({ max: 256 })).optional(),
  phone: nullable(text({ max: 40 })).optional(),
  tracking_number: nullable(text({ max: 256 })).optional(),
});

const captureMethod = enumOf(['automatic', 'automatic_async', 'manual']);
const NOT_CARRIED = 'of Latin letters, figures and signs, without < > \\ \' " *, with at least one letter.';
export const descriptor = textAs(
  acceptDescriptor,
  'parameter_invalid_string',
  `The parameter % must have 5 to 22 characters, ${NOT_CARRIED}`,
  MAX_DESCRIPTOR,
  { type: 'string', minLength: 5, maxLength: MAX_DESCRIPTOR },
);
export const descriptorSuffix = textAs(
  acceptSuffix,
  'parameter_invalid_string',
  `The parameter % must have 22 characters at most, ${NOT_CARRIED}`,
  MAX_DESCRIPTOR,
);
const methodOptions = object({
  card: nullable(
    object({
      moto: boolean().optional(),
      network: nullable(cardNetwork()).optional(),
      request_incremental_authorization: enumOf(['if_available', 'never']).optional(),
      request_three_d_secure: enumOf(['automatic', 'any', 'challenge']).optional(),
    }),
  ).optional(),
});

// To the networks a charge without the payer is either of an agreed series or for a cause.
const OFF_SESSION: Readonly<Record<string, OffSession>> = {
  false: false,
  true: 'unscheduled',
  one_off: 'unscheduled',
  recurring: 'recurring',
};
const offSession = textAs(
  (given): OffSession | null => (Object.hasOwn(OFF_SESSION, given) ? (OFF_SESSION[given] ?? null) : null),
  'parameter_invalid',
  'The parameter % must be true, false, one_off or recurring.',
  9,
  { type: 'string', enum: ['true', 'false', 'one_off', 'recurring'] },
);
const methodTypes = listOf(text({ max: 64 }), { max: 100 });

const ipAddress = textAs((given) => (isIP(given) === 0 ? null : given), 'parameter_invalid', 'The parameter % must be an IP address.', 45);
const userAgent = textAs(
  (given) => (/^[^\p{Cc}]+$/u.test(given) ? given : null),
  'parameter_invalid_string',
  'The parameter % must be what a browser calls itself, in one line.',
  500,
);
// A form cannot carry the empty `offline` of Stripe's wire, JSON can.
const mandateData = object({
  customer_acceptance: object({
    accepted_at: timestamp().optional(),
    offline: object({}).optional(),
    online: object({ ip_address: ipAddress, user_agent: userAgent }).optional(),
    type: enumOf(['online', 'offline']),
  }),
});

/** What a confirmation may say, on its own or together with the making of the intent. */
export const confirmFields = {
  allowed_payment_method_types: methodTypes.optional(),
  capture_method: captureMethod.optional(),
  client_secret: text({ max: 255 }).optional(),
  confirmation_token: id('ctoken').optional(),
  error_on_requires_action: boolean().optional(),
  excluded_payment_method_types: methodTypes.optional(),
  mandate: id('mandate').optional(),
  mandate_data: mandateData.optional(),
  off_session: offSession.optional(),
  payment_method: nullable(id('pm')).optional(),
  payment_method_data: object(paymentMethodFields).optional(),
  payment_method_options: nullable(methodOptions).optional(),
  receipt_email: nullable(email()).optional(),
  return_url: returnUrlField().optional(),
  setup_future_usage: nullable(enumOf(['off_session', 'on_session'])).optional(),
  shipping: nullable(shipping).optional(),
  use_stripe_sdk: boolean().optional(),
};

const {
  client_secret: _secret,
  confirmation_token: _token,
  error_on_requires_action: _action,
  mandate: _mandate,
  mandate_data: _mandateData,
  off_session: _offSession,
  return_url: _returnUrl,
  use_stripe_sdk: _sdk,
  ...shared
} = confirmFields;

/** What a change of an intent may say. */
export const updateFields = {
  ...shared,
  amount: amount().optional(),
  currency: currency().optional(),
  customer: nullable(id('cus')).optional(),
  description: nullable(text({ max: 1000 })).optional(),
  metadata: metadata().optional(),
  payment_method_types: methodTypes.optional(),
  statement_descriptor: nullable(descriptor).optional(),
  statement_descriptor_suffix: nullable(descriptorSuffix).optional(),
};

const { client_secret: _clientSecret, ...confirmedAtOnce } = confirmFields;

export const createFields = {
  ...updateFields,
  ...confirmedAtOnce,
  amount: amount(),
  currency: currency(),
  automatic_payment_methods: object({ enabled: boolean(), allow_redirects: enumOf(['always', 'never']).optional() }).optional(),
  confirm: boolean().optional(),
  confirmation_method: enumOf(['automatic', 'manual']).optional(),
};

export const captureFields = {
  amount_to_capture: amount().optional(),
  final_capture: boolean().optional(),
  metadata: metadata().optional(),
};
export const incrementFields = {
  amount: amount(),
  description: text({ max: 1000 }).optional(),
  metadata: metadata().optional(),
  statement_descriptor: descriptor.optional(),
};
export const cancelFields = { cancellation_reason: enumOf(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional() };
