import { type Money, money } from '@guichet/contract/money.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../platform/oneLine.ts';
import { mayHaveReceipt, receiptLanguage } from './receipt.rules.ts';
import { type Receipt, writeReceipt } from './receipt.ts';
import { receiptAsHtml } from './receiptAsHtml.ts';
import { receiptAsText } from './receiptAsText.ts';
import type { ReceiptFacts } from './receiptFacts.ts';
import { formatMoment, localeOf } from './receiptFormats.ts';
import type { ReceiptLook } from './receiptLook.ts';
import { FIRST_TEMPLATE } from './template.ts';

const eur = (amount: bigint): Money => money(amount, 'eur');

const FACTS: ReceiptFacts = {
  businessName: 'Boulangerie de l’Étoile',
  country: 'FR',
  timeZone: 'Europe/Paris',
  charge: 'ch_1',
  status: 'succeeded',
  captured: true,
  amount: eur(4990n),
  refunded: eur(0n),
  reference: 'Commande 17',
  paidWith: { kind: 'visa', last4: '4242' },
  createdAt: new Date('2026-07-14T22:30:00Z'),
  statementDescriptor: 'BOUL ETOILE',
  customerName: 'Anne Martin',
  customerLanguage: null,
};
const LOOK: ReceiptLook = { template: FIRST_TEMPLATE, accent: null, logo: null, address: [], contact: [], mentions: [] };
const LIVE = { id: 'pi_1', livemode: true };

const receiptOf = (change: Partial<ReceiptFacts> = {}, language: Language = 'en', payment = LIVE): Receipt =>
  writeReceipt({ ...FACTS, ...change }, payment, LOOK, language);
const labels = (receipt: Receipt): string[] => receipt.details.map(({ label }) => label);

describe('the receipt', () => {
  it('reads like this in French', () => {
    expect(receiptAsText(receiptOf({}, 'fr')).replaceAll('\u00a0', ' ')).toBe(`Boulangerie de l’Étoile
Reçu

Montant payé : 49,90 €
Payé

Date : 15 juillet 2026 à 00:30 UTC+2
Référence : Commande 17
Carte : Visa •••• 4242
Sur votre relevé : BOUL ETOILE
Numéro de paiement : pi_1

Merci, Anne Martin.

Une question sur ce paiement ? Contactez Boulangerie de l’Étoile en indiquant le numéro de paiement.
Ce message confirme un paiement par carte. Il ne tient pas lieu de facture.
`);
  });

  it('says what was sold, where the payment belongs to a sale', () => {
    const sold = {
      currency: 'eur' as const,
      amount: 1465n,
      lines: [
        { name: 'Pain\ncomplet', quantity: 2, listed: 1200 },
        { name: 'Beurre', quantity: 1, listed: 350 },
      ],
      discount: 155,
      taxes: [
        { name: 'TVA', rate: 55_000, inclusive: true, amount: 56 },
        { name: 'Taxe', rate: 10_000, inclusive: false, amount: 3 },
      ],
      tip: 67,
    };
    const text = receiptAsText(receiptOf({ sold }, 'fr')).replaceAll('\u00a0', ' ');
    expect(text).toContain(`Numéro de paiement : pi_1

2 × Pain complet : 12,00 €
1 × Beurre : 3,50 €

Remise : −1,55 €
dont TVA 5,5 % : 0,56 €
Taxe 1 % : 0,03 €
Pourboire : 0,67 €
Total de la vente : 14,65 €
`);
    for (const word of ['2 × Pain complet', 'dont TVA 5,5', 'Total de la vente'])
      expect(receiptAsHtml(receiptOf({ sold }, 'fr'))).toContain(word);
    const refunded = writeReceipt({ ...FACTS, sold }, LIVE, LOOK, 'fr', eur(100n));
    expect(refunded.sold).toBeNull();
  });

  it('reads like this in Italian, in part refunded and in test mode', () => {
    const text = receiptAsText(receiptOf({ refunded: eur(1000n), customerName: null }, 'it', { id: 'pi_1', livemode: false }));
    expect(
      text.replaceAll('\u00a0', ' '),
    ).toBe(`*** Modalità di prova: questo pagamento è un’esercitazione. Nessuna somma è stata trasferita. ***

Boulangerie de l’Étoile
Ricevuta

Importo pagato: 49,90 €
Rimborsato in parte

Data: 15 luglio 2026 alle ore 00:30 CEST
Riferimento: Commande 17
Carta: Visa •••• 4242
Sul suo estratto conto: BOUL ETOILE
Numero del pagamento: pi_1

Già rimborsato: −10,00 €
Totale dopo i rimborsi: 39,90 €

Grazie.

Domande su questo pagamento? Contatti Boulangerie de l’Étoile indicando il numero del pagamento.
Questo messaggio conferma un pagamento con carta. Non è un documento fiscale.
`);
  });

  it.each<[Language, string]>([
    ['en', 'Receipt from Boulangerie de l’Étoile: €49.90'],
    ['fr', 'Boulangerie de l’Étoile : votre reçu de 49,90 €'],
    ['it', 'Boulangerie de l’Étoile: la sua ricevuta di 49,90 €'],
  ])('has a subject in %s, which test mode marks', (language, subject) => {
    expect(receiptOf({}, language).subject.replaceAll('\u00a0', ' ')).toBe(subject);
    expect(receiptOf({}, language, { id: 'pi_1', livemode: false }).subject.replaceAll('\u00a0', ' ')).toBe(`[TEST] ${subject}`);
  });

  it('leaves out what is not known', () => {
    const receipt = receiptOf({ reference: null, paidWith: null, statementDescriptor: ' \n ' });
    expect(labels(receipt)).toEqual(['Date', 'Payment number']);
    expect(receipt.totals).toEqual([]);
    expect(receipt.testNotice).toBeNull();
  });

  it.each([
    ['Reserved', 'Amount reserved', { captured: false, status: 'requires_capture' }],
    ['Refunded', 'Amount paid', { refunded: eur(4990n) }],
    ['Partly refunded', 'Amount paid', { refunded: eur(1n) }],
  ])('says what became of the payment: %s', (state, label, change) => {
    const receipt = receiptOf(change);
    expect([receipt.state.text, receipt.amount.label]).toEqual([state, label]);
  });

  it.each<[Language, string, string]>([
    ['en', 'Boulangerie de l’Étoile has refunded you €10.00', 'Amount refunded'],
    ['fr', 'Boulangerie de l’Étoile vous a remboursé 10,00 €', 'Montant remboursé'],
    ['it', 'Boulangerie de l’Étoile le ha rimborsato 10,00 €', 'Importo rimborsato'],
  ])('tells a refund in %s, with what remains of the payment', (language, subject, label) => {
    const receipt = writeReceipt({ ...FACTS, refunded: eur(1500n) }, LIVE, LOOK, language, eur(1000n));
    expect(receipt.subject.replaceAll('\u00a0', ' ')).toBe(subject);
    expect(receipt.amount.label).toBe(label);
    expect(receipt.state.tone).toBe('back');
    expect(receipt.totals.map(({ value }) => value.replace(/[^0-9]/g, ''))).toEqual(['1500', '3490']);
  });

  it('says of a held amount that it will be charged or released', () => {
    const receipt = receiptOf({ captured: false, status: 'requires_capture' });
    expect(receipt.subject).toBe('Boulangerie de l’Étoile has reserved €49.90 on your card');
    expect(receipt.notes[0]).toContain('will charge it later, or release it');
  });

  it('shows a brand that it does not know as just a card', () => {
    expect(receiptOf({ paidWith: { kind: 'unknown', last4: '0000' } }, 'it').details[2]).toEqual({
      label: 'Carta',
      value: 'Carta ••••\u00a00000',
    });
  });

  it('stays one line wherever people typed line breaks, and keeps the direction of writing', () => {
    const evil = 'Chez\r\nBcc: eve@example.com\u202e‮\u0000 X';
    const receipt = receiptOf({ businessName: evil, reference: evil, customerName: evil, statementDescriptor: evil });
    const said = [receipt.subject, receipt.businessName, receipt.thanks, ...receipt.details.map(({ value }) => value), ...receipt.notes];
    for (const text of said) expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
    expect(receipt.businessName).toBe('Chez Bcc: eve@example.com X');
  });
});

describe('the receipt as HTML', () => {
  const evil = `<script>alert(1)</script><img src=x onerror="alert(2)">`;
  const markup = receiptAsHtml(receiptOf({ businessName: evil, reference: evil, customerName: evil, statementDescriptor: evil }, 'fr'));

  it('escapes what people typed', () => {
    expect(markup).not.toMatch(/<script|<img/);
    expect(markup.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)?.length).toBeGreaterThan(5);
  });

  it('loads nothing from anywhere and runs nothing', () => {
    expect(markup).not.toMatch(/https?:|\/\/|url\(|@import|@font-face|<link|<iframe|<form/i);
  });

  it('says all that the text says, in its language', () => {
    const receipt = receiptOf({ refunded: eur(1000n) }, 'fr', { id: 'pi_1', livemode: false });
    const shown = receiptAsHtml(receipt);
    const { businessName, title, preview, testNotice, thanks, amount, state, details, totals, notes } = receipt;
    const said = [businessName, title, preview, testNotice ?? '', thanks, state.text, ...notes];
    for (const { label, value } of [amount, ...details, ...totals]) said.push(label, value);
    for (const text of said) expect(shown).toContain(text);
    expect(shown).toMatch(/^<!doctype html>\n<html lang="fr" dir="ltr">/);
  });
});

describe('the manner of writing dates', () => {
  it.each<[Language, string, string, string]>([
    ['en', 'GB', 'Europe/London', '14 July 2026 at 23:30 BST'],
    ['en', 'US', 'America/New_York', 'July 14, 2026 at 6:30 PM EDT'],
    ['en', 'FR', 'Europe/Paris', '15 July 2026 at 00:30 CEST'],
    ['en', 'JP', 'Asia/Tokyo', '15 July 2026 at 07:30 GMT+9'],
    ['fr', 'FR', 'Europe/Paris', '15 juillet 2026 à 00:30 UTC+2'],
    ['fr', 'DE', 'Europe/Berlin', '15 juillet 2026 à 00:30 UTC+2'],
    ['it', 'IT', 'Europe/Rome', '15 luglio 2026 alle ore 00:30 CEST'],
  ])('is %s in %s: %s', (language, country, timeZone, expected) => {
    expect(formatMoment(FACTS.createdAt, localeOf(language, country), timeZone)).toBe(expected);
  });
});

describe('the rules', () => {
  it.each([
    ['succeeded', true],
    ['requires_capture', true],
    ['processing', false],
    ['requires_payment_method', false],
    ['requires_confirmation', false],
    ['canceled', false],
  ])('a payment that is %s: %s', (status, expected) => {
    expect(mayHaveReceipt({ status })).toBe(expected);
  });

  it.each<[Language | undefined, Language | null, string, Language]>([
    ['en', 'fr', 'IT', 'en'],
    [undefined, 'fr', 'IT', 'fr'],
    [undefined, null, 'IT', 'it'],
    [undefined, null, 'BE', 'fr'],
    [undefined, null, 'DE', 'en'],
  ])('asked for %s, payer %s, place in %s: %s', (asked, customerLanguage, country, expected) => {
    expect(receiptLanguage(asked, { customerLanguage, country })).toBe(expected);
  });
});

describe('oneLine', () => {
  it('keeps letters of all scripts and mends half characters', () => {
    expect(oneLine('  Çà et là\u2028 カフェ \ud800! ')).toBe('Çà et là カフェ \ufffd!');
  });
});
