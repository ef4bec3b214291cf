import type { Language } from '@guichet/contract/terminal.ts';
import type { Letter } from '../../platform/letterbox.ts';

interface Words {
  readonly subject: (business: string) => string;
  readonly asks: (business: string, last4: string) => string;
  readonly how: string;
  readonly read: string;
  readonly until: string;
  readonly unexpected: string;
}

const TEXTS: Readonly<Record<Language, Words>> = {
  en: {
    subject: (business) => `${business}: your agreement to be debited`,
    asks: (business, last4) => `${business} would like to debit your bank account ending in ${last4} for what you buy there.`,
    how: 'Follow the link to read what you would agree to. Nothing is debited before you have agreed.',
    read: 'Read and decide',
    until: 'The link works once, for fourteen days.',
    unexpected: 'If you did not expect this, you need not do anything: without your agreement nothing is debited.',
  },
  fr: {
    subject: (business) => `${business}\u00a0: votre accord pour un prélèvement`,
    asks: (business, last4) =>
      `${business} souhaite prélever votre compte bancaire se terminant par ${last4} pour les achats que vous y faites.`,
    how: 'Suivez le lien pour lire ce à quoi vous donneriez votre accord. Rien n’est prélevé avant que vous l’ayez donné.',
    read: 'Lire et décider',
    until: 'Le lien fonctionne une seule fois, pendant quatorze jours.',
    unexpected: 'Si vous n’attendiez pas ce message, vous n’avez rien à faire\u00a0: sans votre accord, rien n’est prélevé.',
  },
  it: {
    subject: (business) => `${business}: il Suo consenso all’addebito`,
    asks: (business, last4) => `${business} desidera addebitare il Suo conto bancario che termina con ${last4} per i Suoi acquisti.`,
    how: 'Segua il link per leggere a che cosa darebbe il consenso. Nulla viene addebitato prima del Suo consenso.',
    read: 'Leggere e decidere',
    until: 'Il link funziona una sola volta, per quattordici giorni.',
    unexpected: 'Se non si aspettava questo messaggio, non deve fare nulla: senza il Suo consenso nulla viene addebitato.',
  },
};

/** The mail that asks a payer to read a mandate; `url` is the link as it is stored. */
export function mandateLetter({
  language,
  business,
  last4,
  url,
}: {
  readonly language: Language;
  readonly business: string;
  readonly last4: string;
  readonly url: string;
}): Letter {
  const words = TEXTS[language];
  return {
    language,
    senderName: business,
    subject: words.subject(business),
    paragraphs: [words.asks(business, last4), words.how],
    link: { words: words.read, url },
    notes: [words.until, words.unexpected],
  };
}
