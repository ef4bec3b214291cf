import { ApiError } from '@guichet/contract/errors.ts';

/** What a payer's page decides when it confirms. All else is the merchant's: how the card is authenticated, when the money is taken, with what. */
const PAYERS_OWN: ReadonlySet<string> = new Set([
  ...['client_secret', 'confirmation_token', 'mandate_data', 'payment_method', 'payment_method_data', 'payment_method_options'],
  ...['receipt_email', 'return_url', 'setup_future_usage', 'shipping', 'use_stripe_sdk'],
]);

const PAYERS_OPTIONS: ReadonlySet<string> = new Set(['network']);

/** Who asks: a page of a payer's, with a publishable key, or the merchant. */
interface Asking {
  readonly publishable?: boolean;
}

interface Confirming {
  readonly mandate_data?: { readonly customer_acceptance: { readonly type: string } } | undefined;
  readonly payment_method_options?: { readonly card?: object | null | undefined } | null | undefined;
}

const givenIn = (object: object): string[] => Object.entries(object).flatMap(([name, value]) => (value === undefined ? [] : [name]));

function refuse(param: string): never {
  throw new ApiError('forbidden', {
    param,
    message: `With a publishable key "${param}" cannot be given: it is the merchant’s to decide. Set it with a secret key before the payer confirms.`,
  });
}

/**
 * Refuses what a publishable key may not say in a confirmation. A payer who could call the sale a telephone order, or capture at once,
 * would decide about the merchant's risk.
 */
export function assertPayerMay({ publishable }: Asking, body: Confirming): void {
  if (!publishable) return;
  const others = givenIn(body).find((name) => !PAYERS_OWN.has(name));
  if (others !== undefined) refuse(others);
  const option = givenIn(body.payment_method_options?.card ?? {}).find((name) => !PAYERS_OPTIONS.has(name));
  if (option !== undefined) refuse(`payment_method_options[card][${option}]`);
  // That somebody agreed on paper or by telephone is for those to say who heard it.
  if (body.mandate_data?.customer_acceptance.type === 'offline') refuse('mandate_data[customer_acceptance][type]');
}

/** An intent that the merchant confirms by hand waits for the merchant. */
export function assertPayerConfirms({ publishable }: Asking, intent: { readonly confirmationMethod: string }): void {
  if (publishable && intent.confirmationMethod === 'manual') {
    throw new ApiError('forbidden', {
      param: 'confirmation_method',
      message: 'This payment is confirmed by the merchant, with a secret key: its "confirmation_method" is manual.',
    });
  }
}
