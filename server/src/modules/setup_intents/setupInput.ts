import type { MetadataChange } from '@guichet/contract/metadata.ts';
import type { PaymentMethodInput } from '../payment_methods/index.ts';
import type { SetupCardOptions, SetupIntent } from './setupIntent.ts';

type Opt<T> = T | undefined;

/** What requests that make or change a setup intent may say, under the wire's names. */
export interface SetupInput {
  readonly allowed_payment_method_types?: Opt<readonly string[]>;
  readonly customer?: Opt<string | null>;
  readonly description?: Opt<string | null>;
  readonly metadata?: Opt<MetadataChange>;
  readonly payment_method?: Opt<string | null>;
  readonly payment_method_data?: Opt<PaymentMethodInput>;
  readonly payment_method_options?: Opt<{
    readonly card?: Opt<{ readonly [K in keyof SetupCardOptions]: Opt<SetupCardOptions[K]> } | null>;
  } | null>;
  readonly payment_method_types?: Opt<readonly string[]>;
}

export interface ConfirmSetupInput extends Pick<SetupInput, 'payment_method' | 'payment_method_data' | 'payment_method_options'> {
  readonly client_secret?: Opt<string>;
  readonly confirmation_token?: Opt<string>;
  readonly return_url?: Opt<string>;
  readonly use_stripe_sdk?: Opt<boolean>;
}

export interface CreateSetupInput extends SetupInput, Omit<ConfirmSetupInput, 'client_secret'> {
  readonly automatic_payment_methods?: Opt<{ readonly enabled: boolean; readonly allow_redirects?: Opt<'always' | 'never'> }>;
  readonly confirm?: Opt<boolean>;
  readonly usage?: Opt<SetupIntent['usage']>;
}
