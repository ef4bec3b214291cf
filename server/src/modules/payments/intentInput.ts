import type { AddressInput } from '@guichet/contract/address.ts';
import type { MetadataChange } from '@guichet/contract/metadata.ts';
import type { MandateInput } from '../mandates/index.ts';
import type { PaymentMethodInput } from '../payment_methods/index.ts';
import type { OffSession } from './entryMode.rules.ts';
import type { CaptureMethod, CardOptions } from './paymentIntent.ts';

type Opt<T> = T | undefined;

/** What requests that make or change an intent may say, under the wire's names. */
export interface IntentInput {
  readonly allowed_payment_method_types?: Opt<readonly string[]>;
  readonly excluded_payment_method_types?: Opt<readonly string[]>;
  readonly amount?: Opt<bigint>;
  readonly currency?: Opt<string>;
  readonly automatic_payment_methods?: Opt<{ readonly enabled: boolean; readonly allow_redirects?: Opt<'always' | 'never'> }>;
  readonly capture_method?: Opt<CaptureMethod>;
  readonly confirmation_method?: Opt<'automatic' | 'manual'>;
  readonly customer?: Opt<string | null>;
  readonly description?: Opt<string | null>;
  readonly metadata?: Opt<MetadataChange>;
  readonly payment_method?: Opt<string | null>;
  readonly payment_method_data?: Opt<PaymentMethodInput>;
  readonly payment_method_options?: Opt<{ readonly card?: Opt<{ readonly [K in keyof CardOptions]: Opt<CardOptions[K]> } | null> } | null>;
  readonly payment_method_types?: Opt<readonly string[]>;
  readonly receipt_email?: Opt<string | null>;
  readonly setup_future_usage?: Opt<'off_session' | 'on_session' | null>;
  readonly shipping?: Opt<{
    readonly address: AddressInput;
    readonly name: string;
    readonly carrier?: Opt<string | null>;
    readonly phone?: Opt<string | null>;
    readonly tracking_number?: Opt<string | null>;
  } | null>;
  readonly statement_descriptor?: Opt<string | null>;
  readonly statement_descriptor_suffix?: Opt<string | null>;
}

export interface ConfirmInput extends MandateInput {
  readonly client_secret?: Opt<string>;
  readonly confirmation_token?: Opt<string>;
  readonly error_on_requires_action?: Opt<boolean>;
  readonly return_url?: Opt<string>;
  readonly use_stripe_sdk?: Opt<boolean>;
  readonly allowed_payment_method_types?: Opt<readonly string[]>;
  readonly excluded_payment_method_types?: Opt<readonly string[]>;
  readonly off_session?: Opt<OffSession>;
  readonly payment_method?: Opt<string | null>;
  readonly payment_method_data?: Opt<PaymentMethodInput>;
  readonly payment_method_options?: IntentInput['payment_method_options'];
  readonly receipt_email?: Opt<string | null>;
  readonly setup_future_usage?: IntentInput['setup_future_usage'];
  readonly shipping?: IntentInput['shipping'];
  readonly capture_method?: Opt<CaptureMethod>;
}
