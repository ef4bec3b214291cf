import type { CardBrand } from '@guichet/contract/cards.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata, WireBillingDetails, WireChecks } from '@guichet/contract/wire/common.ts';

/** A card as payments, customers and lists know it: never its number, which lies in the vault under `cardId`. */
export interface PaymentMethod {
  readonly tenantId: number;
  readonly id: Id<'pm'>;
  readonly version: number;
  readonly customerId: Id<'cus'> | null;
  readonly cardId: Id<'vc'>;
  readonly brand: CardBrand;
  readonly last4: string;
  readonly bin: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly fingerprint: string;
  /** What only the issuer knows, null until a provider has told. */
  readonly country: string | null;
  readonly funding: string | null;
  readonly checks: WireChecks | null;
  readonly networkTransactionId: string | null;
  readonly billingDetails: WireBillingDetails;
  readonly metadata: Metadata;
  readonly allowRedisplay: 'always' | 'limited' | 'unspecified';
  readonly created: Date;
  /** When it was put on a customer's file; one that was taken off again cannot come back. */
  readonly attached: Date | null;
}

/** What a card looks like from outside the vault. */
export type CardFace = Pick<PaymentMethod, 'cardId' | 'brand' | 'last4' | 'bin' | 'expMonth' | 'expYear' | 'fingerprint'>;
