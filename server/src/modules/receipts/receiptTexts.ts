import type { Language } from '@guichet/contract/terminal.ts';

/** The words of a receipt. Amounts, dates and names come in ready to be shown. */
export interface ReceiptTexts {
  readonly title: string;
  readonly refundTitle: string;
  readonly subjectPaid: (business: string, amount: string) => string;
  readonly subjectHeld: (business: string, amount: string) => string;
  readonly subjectRefunded: (business: string, amount: string) => string;
  readonly testSubject: (subject: string) => string;
  readonly testNotice: string;
  readonly thanks: (name: string | null) => string;
  readonly amountPaid: string;
  readonly amountHeld: string;
  readonly amountRefunded: string;
  readonly paid: string;
  readonly held: string;
  readonly partlyRefunded: string;
  readonly refunded: string;
  readonly date: string;
  readonly reference: string;
  readonly card: string;
  /** A card whose brand is not known. */
  readonly cardOfUnknownBrand: string;
  readonly account: string;
  readonly sepaDebit: (last4: string) => string;
  readonly achDebit: (last4: string) => string;
  readonly payment: string;
  readonly statement: string;
  readonly refundedSoFar: string;
  readonly remaining: string;
  readonly discount: string;
  /** Of a tax by its name and its percentage. */
  readonly taxIncluded: (name: string, percent: string) => string;
  readonly taxAdded: (name: string, percent: string) => string;
  readonly tip: string;
  readonly saleTotal: string;
  readonly heldNote: (business: string) => string;
  readonly refundNote: string;
  readonly contactNote: (business: string) => string;
  readonly notAnInvoice: string;
  readonly notAnInvoiceOfDebit: string;
}

const en: ReceiptTexts = {
  title: 'Receipt',
  refundTitle: 'Refund',
  subjectPaid: (business, amount) => `Receipt from ${business}: ${amount}`,
  subjectHeld: (business, amount) => `${business} has reserved ${amount} on your card`,
  subjectRefunded: (business, amount) => `${business} has refunded you ${amount}`,
  testSubject: (subject) => `[TEST] ${subject}`,
  testNotice: 'Test mode: this payment is an exercise. No money was moved.',
  thanks: (name) => (name === null ? 'Thank you.' : `Thank you, ${name}.`),
  amountPaid: 'Amount paid',
  amountHeld: 'Amount reserved',
  amountRefunded: 'Amount refunded',
  paid: 'Paid',
  held: 'Reserved',
  partlyRefunded: 'Partly refunded',
  refunded: 'Refunded',
  date: 'Date',
  reference: 'Reference',
  card: 'Card',
  cardOfUnknownBrand: 'Card',
  account: 'Paid by',
  sepaDebit: (last4) => `SEPA direct debit, account ending ${last4}`,
  achDebit: (last4) => `ACH debit, account ending ${last4}`,
  payment: 'Payment number',
  statement: 'On your statement',
  refundedSoFar: 'Refunded so far',
  remaining: 'Total after refunds',
  discount: 'Discount',
  taxIncluded: (name, percent) => `${name} ${percent}%, included`,
  taxAdded: (name, percent) => `${name} ${percent}%`,
  tip: 'Tip',
  saleTotal: 'Total of the sale',
  heldNote: (business) => `The amount is reserved on your card. ${business} will charge it later, or release it.`,
  refundNote: 'The refund goes back to where the payment came from. Your bank may take some days to show it.',
  contactNote: (business) => `Questions about this payment? Contact ${business} and give the payment number.`,
  notAnInvoice: 'This message confirms a card payment. It is not an invoice.',
  notAnInvoiceOfDebit: 'This message confirms a payment by direct debit. It is not an invoice.',
};

const fr: ReceiptTexts = {
  title: 'Reçu',
  refundTitle: 'Remboursement',
  subjectPaid: (business, amount) => `${business}\u00a0: votre reçu de ${amount}`,
  subjectHeld: (business, amount) => `${business} a réservé ${amount} sur votre carte`,
  subjectRefunded: (business, amount) => `${business} vous a remboursé ${amount}`,
  testSubject: (subject) => `[TEST] ${subject}`,
  testNotice: 'Mode test\u00a0: ce paiement est un exercice. Aucune somme n’a été déplacée.',
  thanks: (name) => (name === null ? 'Merci.' : `Merci, ${name}.`),
  amountPaid: 'Montant payé',
  amountHeld: 'Montant réservé',
  amountRefunded: 'Montant remboursé',
  paid: 'Payé',
  held: 'Réservé',
  partlyRefunded: 'Remboursé en partie',
  refunded: 'Remboursé',
  date: 'Date',
  reference: 'Référence',
  card: 'Carte',
  cardOfUnknownBrand: 'Carte',
  account: 'Payé par',
  sepaDebit: (last4) => `Prélèvement SEPA, compte se terminant par\u00a0${last4}`,
  achDebit: (last4) => `Prélèvement ACH, compte se terminant par\u00a0${last4}`,
  payment: 'Numéro de paiement',
  statement: 'Sur votre relevé',
  refundedSoFar: 'Déjà remboursé',
  remaining: 'Total après remboursement',
  discount: 'Remise',
  taxIncluded: (name, percent) => `dont ${name} ${percent}\u00a0%`,
  taxAdded: (name, percent) => `${name} ${percent}\u00a0%`,
  tip: 'Pourboire',
  saleTotal: 'Total de la vente',
  heldNote: (business) => `Ce montant est réservé sur votre carte. ${business} le débitera plus tard ou le libérera.`,
  refundNote: 'Le remboursement suit le chemin inverse du paiement. Votre banque peut mettre quelques jours à l’afficher.',
  contactNote: (business) => `Une question sur ce paiement\u00a0? Contactez ${business} en indiquant le numéro de paiement.`,
  notAnInvoice: 'Ce message confirme un paiement par carte. Il ne tient pas lieu de facture.',
  notAnInvoiceOfDebit: 'Ce message confirme un paiement par prélèvement. Il ne tient pas lieu de facture.',
};

const it: ReceiptTexts = {
  title: 'Ricevuta',
  refundTitle: 'Rimborso',
  subjectPaid: (business, amount) => `${business}: la sua ricevuta di ${amount}`,
  subjectHeld: (business, amount) => `${business} ha riservato ${amount} sulla sua carta`,
  subjectRefunded: (business, amount) => `${business} le ha rimborsato ${amount}`,
  testSubject: (subject) => `[TEST] ${subject}`,
  testNotice: 'Modalità di prova: questo pagamento è un’esercitazione. Nessuna somma è stata trasferita.',
  thanks: (name) => (name === null ? 'Grazie.' : `Grazie, ${name}.`),
  amountPaid: 'Importo pagato',
  amountHeld: 'Importo riservato',
  amountRefunded: 'Importo rimborsato',
  paid: 'Pagato',
  held: 'Riservato',
  partlyRefunded: 'Rimborsato in parte',
  refunded: 'Rimborsato',
  date: 'Data',
  reference: 'Riferimento',
  card: 'Carta',
  cardOfUnknownBrand: 'Carta',
  account: 'Pagato con',
  sepaDebit: (last4) => `Addebito diretto SEPA, conto che termina con\u00a0${last4}`,
  achDebit: (last4) => `Addebito ACH, conto che termina con\u00a0${last4}`,
  payment: 'Numero del pagamento',
  statement: 'Sul suo estratto conto',
  refundedSoFar: 'Già rimborsato',
  remaining: 'Totale dopo i rimborsi',
  discount: 'Sconto',
  taxIncluded: (name, percent) => `di cui ${name} ${percent}\u00a0%`,
  taxAdded: (name, percent) => `${name} ${percent}\u00a0%`,
  tip: 'Mancia',
  saleTotal: 'Totale della vendita',
  heldNote: (business) => `L’importo è riservato sulla sua carta. ${business} lo addebiterà in seguito oppure lo libererà.`,
  refundNote: 'Il rimborso segue a ritroso la via del pagamento. La sua banca può impiegare alcuni giorni a mostrarlo.',
  contactNote: (business) => `Domande su questo pagamento? Contatti ${business} indicando il numero del pagamento.`,
  notAnInvoice: 'Questo messaggio conferma un pagamento con carta. Non è un documento fiscale.',
  notAnInvoiceOfDebit: 'Questo messaggio conferma un pagamento con addebito diretto. Non è un documento fiscale.',
};

export const RECEIPT_TEXTS: Readonly<Record<Language, ReceiptTexts>> = { en, fr, it };
