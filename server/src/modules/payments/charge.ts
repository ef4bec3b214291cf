import type { CardBrand } from '@guichet/contract/cards.ts';
import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { WireOutcome } from '@guichet/contract/wire/charge.ts';
import type { Metadata, WireBillingDetails, WireChecks, WireShipping } from '@guichet/contract/wire/common.ts';
import type { SepaAccount, UsAccount } from '../payment_methods/index.ts';

/** The card as it was when it was charged, with what the issuer said. */
export interface ChargedCard {
  readonly type: 'card';
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
  /** The hold can be raised; older charges say nothing of it. */
  readonly incremental?: boolean;
  /** How the payer proved themselves, where they had to; older charges say nothing of it. */
  readonly proof?: { readonly eci: string; readonly version: string; readonly transactionId: string } | null;
}

/** What both kinds of debit keep of the account as it was debited. */
interface AnyChargedAccount {
  readonly last4: string;
  readonly mandateId: Id<'mandate'> | null;
  /** The day on which the bank expects to debit the account, `2026-11-27`. */
  readonly expectedDebitDate: string | null;
}

export interface ChargedSepaAccount extends AnyChargedAccount, SepaAccount {
  readonly type: 'sepa_debit';
}

export interface ChargedUsAccount extends AnyChargedAccount, UsAccount {
  readonly type: 'us_bank_account';
}

export type ChargedAccount = ChargedSepaAccount | ChargedUsAccount;

/** One try to take a payment: approved or declined, with the provider's answer. */
export interface Charge {
  readonly tenantId: number;
  readonly id: Id<'ch'>;
  readonly version: number;
  readonly paymentIntentId: Id<'pi'>;
  /** Made by `POST /v1/charges`: the wire shows no intent beneath it. */
  readonly direct: boolean;
  /** The reference of the authorisation at the provider, which captures, voids and refunds name. */
  readonly authorisation: Id<'att'>;
  /** The provider's own name for the authorisation, where later steps need it. */
  readonly providerReference: string | null;
  readonly connector: string;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly amount: bigint;
  readonly currency: Currency;
  readonly amountCaptured: bigint;
  /** Includes refunds that the provider has not answered yet. */
  readonly amountRefunded: bigint;
  /** What disputes have taken back of it and not returned. */
  readonly disputedAmount: bigint;
  readonly disputeId: Id<'dp'> | null;
  readonly captured: boolean;
  readonly customerId: Id<'cus'> | null;
  readonly paymentMethodId: Id<'pm'>;
  readonly fingerprint: string;
  /** What was charged. */
  readonly details: ChargedCard | ChargedAccount;
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
  /** What the payer finds on the statement; older charges say nothing of it. */
  readonly calculatedDescriptor: string | null;
  readonly fraudDetails: { readonly user_report?: 'fraudulent' | 'safe' };
  readonly createdBy: string;
  readonly created: Date;
}

/** A charge of a card. */
export type CardCharge = Charge & { readonly details: ChargedCard };
