import type { MetadataChange } from '@guichet/contract/metadata.ts';
import type { PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { CardInput, VaultAccess } from '../../vault/index.ts';
import type { BillingDetailsInput } from './billingDetails.rules.ts';
import type { PaymentMethod } from './paymentMethod.ts';

/** Which of a co-badged card's networks its holder chose. */
export interface NetworksInput {
  readonly preferred?: string | null | undefined;
}

/** What a request says of a method, under the wire's names. */
export interface PaymentMethodInput {
  readonly type: PaymentMethodType;
  readonly card?: (CardInput & { readonly token?: string | undefined; readonly networks?: NetworksInput | undefined }) | undefined;
  readonly sepa_debit?: { readonly iban?: string | undefined } | undefined;
  readonly us_bank_account?:
    | {
        readonly routing_number?: string | undefined;
        readonly account_number?: string | undefined;
        readonly account_holder_type?: 'individual' | 'company' | undefined;
        readonly account_type?: 'checking' | 'savings' | undefined;
      }
    | undefined;
  readonly billing_details?: BillingDetailsInput | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly allow_redisplay?: PaymentMethod['allowRedisplay'] | undefined;
}

/** What entering a method works with. */
export interface MethodParts {
  readonly makeId: MakeId;
  readonly vault: VaultAccess;
}
