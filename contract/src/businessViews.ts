import type { Accent } from './accent.ts';
import type { Language } from './terminal.ts';
import type { WireAddress } from './wire/common.ts';

/** What the law of a country wants to be told of a business. What a country does not ask for stays null. */
export interface LegalMentions {
  /** As SARL, SAS, srl, Inc. */
  readonly legal_form: string | null;
  readonly capital: string | null;
  readonly siren: string | null;
  readonly siret: string | null;
  /** The town of the register and, where it differs, the number. */
  readonly rcs: string | null;
  readonly vat_number: string | null;
  /** France: an entrepreneur individuel, whose name is followed by EI. */
  readonly sole_trader: boolean;
  /** France: no VAT is charged, article 293 B of the tax code. */
  readonly vat_exempt: boolean;
  /** Italy: codice fiscale, number in the REA, certified mail. */
  readonly tax_code: string | null;
  readonly rea: string | null;
  readonly pec: string | null;
  /** Elsewhere: a number under which the business is registered or taxed. */
  readonly registration: string | null;
}

export interface LogoView {
  readonly id: string;
  readonly url: string;
  readonly type: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** The business as its own settings show it. */
export interface BusinessView {
  readonly object: 'business';
  readonly livemode: boolean;
  readonly business_name: string;
  readonly country: string;
  readonly default_currency: string;
  readonly time_zone: string;
  /** What was chosen for statements; null: the name, as networks write it. */
  readonly statement_descriptor: string | null;
  /** What stands on a payer's statement when a payment says nothing of its own. */
  readonly calculated_statement_descriptor: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly address: WireAddress;
  readonly legal: LegalMentions;
  /** The lines that receipts show of it, in the language of the country. */
  readonly mentions: readonly string[];
  readonly accent: Accent | null;
  readonly logo: LogoView | null;
}

/** What a receipt may leave out. */
export const RECEIPT_LINES = ['reference', 'paid_with', 'statement', 'payment', 'address', 'contact', 'legal'] as const;
export type ReceiptLine = (typeof RECEIPT_LINES)[number];

/** What the place writes above and below, line by line, in one language. */
export interface ReceiptWords {
  readonly header: string;
  readonly footer: string;
}

export interface ReceiptTemplateContent {
  readonly lines: readonly ReceiptLine[];
  readonly words: { readonly en: ReceiptWords; readonly fr: ReceiptWords; readonly it: ReceiptWords };
  /** Whether mails carry the receipt as a PDF too. */
  readonly attach_pdf: boolean;
}

/** One version; 0 is the one that every place begins with. */
export interface ReceiptTemplateView extends ReceiptTemplateContent {
  readonly object: 'receipt_template';
  readonly version: number;
  readonly created: number | null;
  readonly created_by: string | null;
}

export interface ReceiptTemplates {
  readonly data: readonly ReceiptTemplateView[];
}

export interface ReceiptValue {
  readonly label: string;
  readonly value: string;
}

/** What a receipt says, line by line, in the payer's language. */
export interface ReceiptView {
  readonly object: 'receipt';
  readonly language: Language;
  readonly business_name: string;
  readonly title: string;
  readonly test_notice: string | null;
  readonly amount: ReceiptValue;
  readonly state: string;
  readonly details: readonly ReceiptValue[];
  /** What was sold, and what leads from it to the total; null where the payment belongs to no sale. */
  readonly sold: { readonly items: readonly ReceiptValue[]; readonly sums: readonly ReceiptValue[] } | null;
  readonly totals: readonly ReceiptValue[];
  readonly thanks: string;
  readonly notes: readonly string[];
  readonly header: readonly string[];
  readonly footer: readonly string[];
  /** Address and how to reach the place. */
  readonly contact: readonly string[];
  readonly mentions: readonly string[];
  readonly logo: LogoView | null;
  readonly template_version: number;
}

/** A receipt of an invented payment, as a template that is being written would have it. */
export interface ReceiptPreview {
  readonly object: 'receipt_preview';
  readonly subject: string;
  readonly html: string;
  readonly receipt: ReceiptView;
}
