import type { CardBrand } from '@guichet/contract/cards.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata, WireBillingDetails, WireChecks } from '@guichet/contract/wire/common.ts';

/** What all ways to pay have in common. */
interface AnyMethod {
  readonly tenantId: number;
  readonly id: Id<'pm'>;
  readonly version: number;
  readonly customerId: Id<'cus'> | null;
  readonly last4: string;
  readonly fingerprint: string;
  readonly billingDetails: WireBillingDetails;
  readonly metadata: Metadata;
  readonly allowRedisplay: 'always' | 'limited' | 'unspecified';
  readonly created: Date;
  /** When it was put on a customer's file; one that was taken off again cannot come back. */
  readonly attached: Date | null;
  /** When what lay in the vault was destroyed, since nothing needed it: it can be read, and used no more. */
  readonly destroyed: Date | null;
}

/** A card that was entered in a provider's own fields: the number lies there, and it can be charged through that account alone. */
export interface HeldByProvider {
  readonly account: Id<'pacc'>;
  readonly token: string;
  /** On whose file it is there, by the provider's name of them; null while it is on nobody's. */
  readonly customer: string | null;
}

/** A card as payments, customers and lists know it: never its number, which lies in the vault under `cardId`, or with a provider. */
export interface CardMethod extends AnyMethod {
  readonly type: 'card';
  /** Null where a provider holds the card. */
  readonly cardId: Id<'vc'> | null;
  readonly held: HeldByProvider | null;
  readonly brand: CardBrand;
  /** Empty where a provider holds the card. */
  readonly bin: string;
  readonly expMonth: number;
  readonly expYear: number;
  /** What only the issuer knows, null until a provider has told. */
  readonly country: string | null;
  readonly funding: string | null;
  readonly checks: WireChecks | null;
  readonly networkTransactionId: string | null;
  /** The networks of a co-badged card, null until its issuer has told; and the one that its holder chose. */
  readonly networks: readonly string[] | null;
  readonly preferredNetwork: string | null;
}

/** What may be shown of an account that SEPA direct debits are drawn on. */
export interface SepaAccount {
  readonly bankCode: string | null;
  readonly branchCode: string | null;
  readonly country: string;
}

/** What may be shown of an account that ACH debits are drawn on. */
export interface UsAccount {
  readonly routingNumber: string;
  readonly bankName: string | null;
  readonly accountHolderType: 'individual' | 'company';
  readonly accountType: 'checking' | 'savings';
}

interface AnyDebitMethod extends AnyMethod {
  /** The account's number lies in the vault under this id. */
  readonly accountId: Id<'vc'>;
}

export interface SepaDebitMethod extends AnyDebitMethod {
  readonly type: 'sepa_debit';
  readonly details: SepaAccount;
}

export interface UsBankAccountMethod extends AnyDebitMethod {
  readonly type: 'us_bank_account';
  readonly details: UsAccount;
}

/** A bank account that is debited on a mandate. */
export type DebitMethod = SepaDebitMethod | UsBankAccountMethod;

export type PaymentMethod = CardMethod | DebitMethod;

/** What a card looks like from outside the vault. */
export type CardFace = Pick<CardMethod, 'cardId' | 'held' | 'brand' | 'last4' | 'bin' | 'expMonth' | 'expYear' | 'fingerprint'>;
