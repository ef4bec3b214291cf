import type { Accent } from '@guichet/contract/accent.ts';
import { formatAmount } from '@guichet/contract/amounts.ts';
import type { LogoView, ReceiptLine } from '@guichet/contract/businessViews.ts';
import { compare, isPositive, type Money, subtract } from '@guichet/contract/money.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { oneLine } from '../../platform/oneLine.ts';
import type { ReceiptFacts } from './receiptFacts.ts';
import { formatMoment, localeOf, withPlainSpaces } from './receiptFormats.ts';
import type { ReceiptLook } from './receiptLook.ts';
import { RECEIPT_TEXTS, type ReceiptTexts } from './receiptTexts.ts';
import { type SoldLines, soldLines } from './soldLines.ts';

export interface Line {
  readonly label: string;
  readonly value: string;
}

/** What a receipt says, line by line, before it becomes HTML, text, PDF or paper. Each value is one line; it is kept as JSON with its message. */
export interface Receipt {
  readonly language: Language;
  readonly subject: string;
  readonly businessName: string;
  readonly title: string;
  /** The line that mail programs show beside the subject. */
  readonly preview: string;
  readonly testNotice: string | null;
  readonly amount: Line;
  readonly state: { readonly text: string; readonly tone: 'good' | 'waiting' | 'back' };
  readonly thanks: string;
  readonly details: readonly Line[];
  /** What was sold, where the payment belongs to a sale. Receipts that were kept before know nothing of it. */
  readonly sold?: SoldLines | null;
  /** What went back, and what remains; empty while nothing did. */
  readonly totals: readonly Line[];
  readonly notes: readonly string[];
  /** What the place writes above and below. */
  readonly header: readonly string[];
  readonly footer: readonly string[];
  readonly contact: readonly string[];
  readonly mentions: readonly string[];
  readonly accent: Accent | null;
  readonly logo: LogoView | null;
  readonly paper: 'A4' | 'LETTER';
  readonly templateVersion: number;
  readonly attachPdf: boolean;
}

const BRAND_NAMES: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  maestro: 'Maestro',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

function stateOf(facts: ReceiptFacts, texts: ReceiptTexts): Receipt['state'] {
  if (!facts.captured) return { text: texts.held, tone: 'waiting' };
  if (!isPositive(facts.refunded)) return { text: texts.paid, tone: 'good' };
  return { text: compare(facts.refunded, facts.amount) < 0 ? texts.partlyRefunded : texts.refunded, tone: 'back' };
}

type PaidWith = NonNullable<ReceiptFacts['paidWith']>;

const isDebit = ({ paidWith }: ReceiptFacts): boolean => paidWith?.kind === 'sepa_debit' || paidWith?.kind === 'us_bank_account';

function paidWithLine({ kind, last4 }: PaidWith, texts: ReceiptTexts): string {
  if (kind === 'sepa_debit') return texts.sepaDebit(last4);
  if (kind === 'us_bank_account') return texts.achDebit(last4);
  return `${BRAND_NAMES[kind] ?? texts.cardOfUnknownBrand} ••••\u00a0${last4}`;
}

/** A text that people typed, or null when nothing of it can be seen. */
const typed = (text: string | null): string | null => (text === null ? null : oneLine(text) || null);

/** The date always stands there; the rest as the template says. */
function detailsOf(facts: ReceiptFacts, paymentIntent: string, moment: string, texts: ReceiptTexts, shown: ReceiptLook): Line[] {
  const lines: { label: string; value: string | null; line: ReceiptLine | null }[] = [
    { label: texts.date, value: moment, line: null },
    { label: texts.reference, value: typed(facts.reference), line: 'reference' },
    ...(facts.answers ?? []).map(({ label, value }) => ({ label: oneLine(label), value: typed(value), line: null })),
    {
      label: isDebit(facts) ? texts.account : texts.card,
      value: facts.paidWith && paidWithLine(facts.paidWith, texts),
      line: 'paid_with',
    },
    { label: texts.statement, value: typed(facts.statementDescriptor), line: 'statement' },
    { label: texts.payment, value: paymentIntent, line: 'payment' },
  ];
  return lines.flatMap(({ label, value, line }) =>
    value === null || (line !== null && !shown.template.lines.includes(line)) ? [] : [{ label, value }],
  );
}

/** What people wrote over several lines, without those that are empty. */
const linesOf = (text: string): string[] => text.split(/\r?\n/).flatMap((line) => typed(line) ?? []);

/** Where letters are printed on the paper of the United States. */
const LETTER: ReadonlySet<string> = new Set(['CA', 'MX', 'PH', 'US']);

function ownPart(look: ReceiptLook, language: Language, country: string) {
  const { template, accent, logo, address, contact, mentions } = look;
  const shows = (line: ReceiptLine): boolean => template.lines.includes(line);
  const words = template.words[language];
  return {
    header: linesOf(words.header),
    footer: linesOf(words.footer),
    contact: [...(shows('address') ? address : []), ...(shows('contact') ? contact : [])],
    mentions: shows('legal') ? mentions : [],
    accent,
    logo,
    paper: LETTER.has(country) ? ('LETTER' as const) : ('A4' as const),
    templateVersion: template.version,
    attachPdf: template.attach_pdf,
  };
}

function totalsOf(facts: ReceiptFacts, texts: ReceiptTexts, show: (money: Money) => string): Line[] {
  if (!isPositive(facts.refunded)) return [];
  return [
    { label: texts.refundedSoFar, value: `\u2212${show(facts.refunded)}` },
    { label: texts.remaining, value: show(subtract(facts.amount, facts.refunded)) },
  ];
}

/** What stands at the top: the payment, or what was given back of it. */
function headOf(facts: ReceiptFacts, refunded: Money | null, texts: ReceiptTexts) {
  if (refunded !== null) {
    const state: Receipt['state'] = { text: texts.refunded, tone: 'back' };
    return { subjectOf: texts.subjectRefunded, title: texts.refundTitle, label: texts.amountRefunded, amount: refunded, state };
  }
  const state = stateOf(facts, texts);
  const { title } = texts;
  return facts.captured
    ? { subjectOf: texts.subjectPaid, title, label: texts.amountPaid, amount: facts.amount, state }
    : { subjectOf: texts.subjectHeld, title, label: texts.amountHeld, amount: facts.amount, state };
}

/** The same receipt without the payer's name in its thanks, for whom customers' details are hidden from. */
export const unnamed = (receipt: Receipt): Receipt => ({ ...receipt, thanks: RECEIPT_TEXTS[receipt.language].thanks(null) });

/**
 * Writes the receipt of an approved payment, or of a refund, in the payer's language, with times in the place's zone.
 */
export function writeReceipt(
  facts: ReceiptFacts,
  payment: { id: string; livemode: boolean },
  look: ReceiptLook,
  language: Language,
  refunded: Money | null = null,
): Receipt {
  const texts = RECEIPT_TEXTS[language];
  const locale = localeOf(language, facts.country);
  const show = (money: Money): string => withPlainSpaces(formatAmount(money, language));
  const businessName = oneLine(facts.businessName);
  const head = headOf(facts, refunded, texts);
  const amount = show(head.amount);
  const moment = formatMoment(facts.createdAt, locale, facts.timeZone);
  const subject = head.subjectOf(businessName, amount);
  return {
    language,
    subject: payment.livemode ? subject : texts.testSubject(subject),
    businessName,
    title: head.title,
    preview: [amount, moment, ...(facts.paidWith === null ? [] : [paidWithLine(facts.paidWith, texts)])].join(' · '),
    testNotice: payment.livemode ? null : texts.testNotice,
    amount: { label: head.label, value: amount },
    state: head.state,
    thanks: texts.thanks(typed(facts.customerName)),
    details: detailsOf(facts, payment.id, moment, texts, look),
    sold: facts.sold == null || refunded !== null ? null : soldLines(facts.sold, texts, language, show),
    totals: totalsOf(facts, texts, show),
    notes: [
      ...(facts.captured ? [] : [texts.heldNote(businessName)]),
      ...(refunded === null ? [] : [texts.refundNote]),
      texts.contactNote(businessName),
      isDebit(facts) ? texts.notAnInvoiceOfDebit : texts.notAnInvoice,
    ],
    ...ownPart(look, language, facts.country),
  };
}
