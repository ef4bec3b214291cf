import type { CardBrand } from '@guichet/contract/cards.ts';
import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { WireOutcome } from '@guichet/contract/wire/charge.ts';
import type { Metadata, WireBillingDetails, WireChecks, WireShipping } from '@guichet/contract/wire/common.ts';

/** The card as it was when it was charged, with what the issuer said. */
export interface ChargedCard {
  readonly brand: CardBrand;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly country: string | null;
  readonly funding: string | null;
  readonly network: string | null;
  readonly checks: WireChecks;
  readonly authorisationCode: string | null;
  readonly networkTransactionId: string | null;
  readonly moto: boolean;
}

/** One try to take a payment: approved or declined, with the provider's answer. */
export interface Charge {
  readonly tenantId: number;
  readonly id: Id<'ch'>;
  readonly version: number;
  readonly paymentIntentId: Id<'pi'>;
  /** The reference of the authorisation at the provider, which captures, voids and refunds name. */
  readonly authorisation: Id<'att'>;
  readonly connector: string;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly amount: bigint;
  readonly currency: Currency;
  readonly amountCaptured: bigint;
  /** Includes refunds that the provider has not answered yet. */
  readonly amountRefunded: bigint;
  readonly captured: boolean;
  readonly customerId: Id<'cus'> | null;
  readonly paymentMethodId: Id<'pm'>;
  readonly fingerprint: string;
  readonly card: ChargedCard;
  readonly billingDetails: WireBillingDetails;
  readonly outcome: WireOutcome;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly declineCode: string | null;
  readonly balanceTransactionId: Id<'txn'> | null;
  readonly captureBefore: Date | null;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly receiptEmail: string | null;
  readonly shipping: WireShipping | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
  readonly fraudDetails: { readonly user_report?: 'fraudulent' | 'safe' };
  readonly createdBy: string;
  readonly created: Date;
}
