import type { Language } from './terminal.ts';

/** What `/guichet/v1` answers about bank accounts on a customer's file, and about payers who are asked by mail to allow debits. */

export type DebitScheme = 'sepa_debit' | 'us_bank_account';

/** A payer who was asked to agree and has not done so yet. */
export interface MandateRequestView {
  readonly id: string;
  readonly payment_method: string;
  /** Null after the customer was erased. */
  readonly email: string | null;
  readonly language: Language;
  readonly status: 'open' | 'expired' | 'accepted' | 'revoked';
  readonly created: number;
  /** When the newest link was mailed. */
  readonly sent: number;
  readonly expires: number;
  readonly mandate: string | null;
}

/** A request that was just sent. */
export interface SentMandateRequestView extends MandateRequestView {
  /** The link, where no mail server is set up that could carry it: to be passed on by hand, and shown this once. */
  readonly url: string | null;
}

/** What the page behind the link says. */
export interface OpenMandateRequestView {
  readonly business_name: string;
  readonly business_address: readonly string[];
  readonly country: string;
  readonly time_zone: string;
  readonly scheme: DebitScheme;
  readonly holder: string | null;
  readonly last4: string;
  readonly language: Language;
  readonly text_version: string;
  /** The words in each language: the payer agrees to those that they read. */
  readonly words: Readonly<Record<Language, string>>;
  readonly expires: number;
  /** What payer and bank know the mandate by, where the payer has agreed already; else null. */
  readonly reference: string | null;
}

/** The payer has agreed. */
export interface AgreedView {
  readonly agreed: true;
  /** What payer and bank know the mandate by. */
  readonly reference: string;
}

/** A bank account on a customer's file, and whether it may be debited. */
export interface SavedAccountView {
  readonly payment_method: string;
  readonly scheme: DebitScheme;
  readonly holder: string | null;
  readonly last4: string;
  /** Whether a mandate for more than one payment is active. */
  readonly may_be_debited: boolean;
  /** The newest request, unless it was withdrawn. */
  readonly request: MandateRequestView | null;
}

export interface SavedAccounts {
  readonly data: readonly SavedAccountView[];
}
