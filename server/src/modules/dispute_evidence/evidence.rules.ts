import { formatAmount } from '@guichet/contract/amounts.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { WireAddress } from '@guichet/contract/wire/common.ts';
import type { EvidenceText } from '@guichet/contract/wire/dispute.ts';

/** What is known of a disputed payment, gathered from wherever it lies. */
export interface EvidenceFacts {
  readonly charged: { readonly amount: Money; readonly at: Date; readonly description: string | null; readonly channel: string };
  readonly payer: { readonly name: string | null; readonly email: string | null; readonly address: WireAddress | null };
  readonly shipping: { readonly address: WireAddress | null; readonly carrier: string | null; readonly trackingNumber: string | null };
  readonly card: {
    readonly line1: string | null;
    readonly postalCode: string | null;
    readonly cvc: string | null;
    readonly authorisationCode: string | null;
    readonly proof: { readonly eci: string; readonly version: string; readonly transactionId: string } | null;
  } | null;
  readonly mandate: {
    readonly reference: string;
    readonly acceptedAt: Date;
    readonly given: string;
    readonly evidence: string | null;
  } | null;
  /** Payments of the same customer before, which nobody disputed and nobody gave back. */
  readonly earlier: readonly { readonly id: string; readonly amount: Money; readonly at: Date }[];
  readonly messages: readonly { readonly to: string; readonly at: Date; readonly status: string; readonly subject: string }[];
}

const MOST_EARLIER = 10;

const day = (at: Date): string => at.toISOString().slice(0, 10);
const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const show = (amount: Money): string => `${formatAmount(amount, 'en')}`;

function addressText(address: WireAddress | null): string | null {
  const { line1, line2, postal_code: code, city, state, country } = address ?? {};
  return [line1, line2, [code, city].filter(Boolean).join(' '), state, country].filter(Boolean).join('\n') || null;
}

const RESULTS: Readonly<Record<string, string>> = { pass: 'matched', fail: 'did not match', unavailable: 'could not be checked' };

function checksText({ card }: EvidenceFacts): string[] {
  if (card === null) return [];
  const checks = [
    ['Security code (CVC)', card.cvc],
    ['Street (AVS)', card.line1],
    ['Postcode (AVS)', card.postalCode],
  ].flatMap(([what, result]) => (result == null || RESULTS[result] === undefined ? [] : [`${what}: ${RESULTS[result]}.`]));
  const { proof, authorisationCode } = card;
  return [
    ...(checks.length === 0 ? [] : [`What the issuer answered when the payment was made. ${checks.join(' ')}`]),
    ...(authorisationCode === null ? [] : [`The issuer authorised the payment with code ${authorisationCode}.`]),
    ...(proof === null
      ? []
      : [`The payer was authenticated by 3-D Secure ${proof.version} (ECI ${proof.eci}, transaction ${proof.transactionId}).`]),
  ];
}

function mandateText({ mandate }: EvidenceFacts): string[] {
  if (mandate === null) return [];
  const where = mandate.evidence === null ? '' : ` It is kept at: ${mandate.evidence}.`;
  return [`The payer agreed to the debit (mandate ${mandate.reference}, ${mandate.given}) on ${moment(mandate.acceptedAt)}.${where}`];
}

function earlierText({ earlier }: EvidenceFacts): string[] {
  if (earlier.length === 0) return [];
  const shown = earlier.slice(0, MOST_EARLIER).map(({ id, amount, at }) => `- ${day(at)}: ${show(amount)} (${id})`);
  const count = earlier.length > MOST_EARLIER ? `, of which the last ${MOST_EARLIER}` : '';
  return [`Earlier payments of the same customer that were not disputed: ${earlier.length}${count}\n${shown.join('\n')}`];
}

function messagesText({ messages }: EvidenceFacts): string[] {
  const sent = messages.filter(({ status }) => status === 'sent');
  if (sent.length === 0) return [];
  return [`Sent to the customer:\n${sent.map(({ to, at, subject }) => `- ${moment(at)}, to ${to}: ${subject}`).join('\n')}`];
}

/** What can be said in words, in English as banks read it. What is not known is not said: nothing here is made up. */
export function evidenceTexts(facts: EvidenceFacts): Partial<Record<EvidenceText, string>> {
  const { charged, payer, shipping } = facts;
  const summary = [...checksText(facts), ...mandateText(facts), ...earlierText(facts), ...messagesText(facts)].join('\n\n');
  const texts: Record<string, string | null> = {
    customer_name: payer.name,
    customer_email_address: payer.email,
    billing_address: addressText(payer.address),
    shipping_address: addressText(shipping.address),
    shipping_carrier: shipping.carrier,
    shipping_tracking_number: shipping.trackingNumber,
    product_description:
      charged.description === null
        ? null
        : `${charged.description} (${show(charged.amount)}, ${day(charged.at)}, ordered by: ${charged.channel})`,
    uncategorized_text: summary || null,
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null && text !== ''));
}

/** An earlier payment speaks for itself when nothing of it went back. */
export const speaksForItself = (
  charge: {
    readonly captured: boolean;
    readonly status: string;
    readonly disputeId: string | null;
    readonly amountRefunded: bigint;
    readonly created: Date;
  },
  before: Date,
): boolean =>
  charge.captured && charge.status === 'succeeded' && charge.disputeId === null && charge.amountRefunded === 0n && charge.created < before;

export const moneyOf = ({ amountCaptured, currency }: { readonly amountCaptured: bigint; readonly currency: Money['currency'] }): Money =>
  money(amountCaptured, currency);
