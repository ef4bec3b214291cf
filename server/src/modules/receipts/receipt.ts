import { formatAmount } from '@guichet/contract/amounts.ts';
import { compare, isPositive, type Money, subtract } from '@guichet/contract/money.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { oneLine } from './oneLine.ts';
import type { ReceiptFacts } from './receiptFacts.ts';
import { formatMoment, localeOf, withPlainSpaces } from './receiptFormats.ts';
import { RECEIPT_TEXTS, type ReceiptTexts } from './receiptTexts.ts';

export interface Line {
  readonly label: string;
  readonly value: string;
}

/** What a receipt says, line by line, before it becomes HTML and text. Each value is one line. */
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
  /** What went back, and what remains; empty while nothing did. */
  readonly totals: readonly Line[];
  readonly notes: readonly string[];
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

function detailsOf(facts: ReceiptFacts, paymentIntent: string, moment: string, texts: ReceiptTexts): Line[] {
  const lines = [
    { label: texts.date, value: moment },
    { label: texts.reference, value: typed(facts.reference) },
    { label: isDebit(facts) ? texts.account : texts.card, value: facts.paidWith && paidWithLine(facts.paidWith, texts) },
    { label: texts.statement, value: typed(facts.statementDescriptor) },
    { label: texts.payment, value: paymentIntent },
  ];
  return lines.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
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

/**
 * Writes the receipt of an approved payment, or of a refund, in the payer's language, with times in the place's zone.
 */
export function writeReceipt(
  facts: ReceiptFacts,
  payment: { id: string; livemode: boolean },
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
    details: detailsOf(facts, payment.id, moment, texts),
    totals: totalsOf(facts, texts, show),
    notes: [
      ...(facts.captured ? [] : [texts.heldNote(businessName)]),
      ...(refunded === null ? [] : [texts.refundNote]),
      texts.contactNote(businessName),
      isDebit(facts) ? texts.notAnInvoiceOfDebit : texts.notAnInvoice,
    ],
  };
}
