import { formatAmount } from '@guichet/contract/amounts.ts';
import type { ApprovalKind } from '@guichet/contract/approvalViews.ts';
import { money } from '@guichet/contract/money.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import type { Letter } from '../../platform/letterbox.ts';
import type { Approval } from './approval.ts';

interface Words {
  readonly subject: (business: string, what: string) => string;
  readonly what: Readonly<Record<ApprovalKind, (amount: string) => string>>;
  readonly asks: (asker: string, what: string) => string;
  readonly meanwhile: string;
  readonly look: string;
  readonly until: string;
  readonly test: string;
}

const TEXTS: Readonly<Record<Language, Words>> = {
  en: {
    subject: (business, what) => `${business}: ${what} waits for approval`,
    what: {
      refund: (amount) => `a refund of ${amount}`,
      payout: (amount) => `a payout of ${amount}`,
      record: (amount) => `a record of ${amount} in cash`,
    },
    asks: (asker, what) => `${asker} asks for ${what}. It takes a second person, and you are one of those who may decide.`,
    meanwhile: 'Nothing has been done yet.',
    look: 'Look and decide',
    until: 'Without a decision the request expires after seven days.',
    test: 'It waits in test mode, where no real money moves.',
  },
  fr: {
    subject: (business, what) => `${business}\u00a0: ${what} en attente d’approbation`,
    what: {
      refund: (amount) => `un remboursement de ${amount}`,
      payout: (amount) => `un versement de ${amount}`,
      record: (amount) => `un encaissement de ${amount} en espèces`,
    },
    asks: (asker, what) =>
      `${asker} demande ${what}. Il faut l’accord d’une deuxième personne, et vous êtes de celles qui peuvent en décider.`,
    meanwhile: 'Rien n’a encore été fait.',
    look: 'Voir et décider',
    until: 'Sans décision, la demande expire au bout de sept jours.',
    test: 'La demande attend en mode test, où aucun argent réel ne circule.',
  },
  it: {
    subject: (business, what) => `${business}: ${what} in attesa di approvazione`,
    what: {
      refund: (amount) => `un rimborso di ${amount}`,
      payout: (amount) => `un accredito di ${amount}`,
      record: (amount) => `un incasso di ${amount} in contanti`,
    },
    asks: (asker, what) => `${asker} chiede ${what}. Serve l’accordo di una seconda persona, e Lei è tra chi può decidere.`,
    meanwhile: 'Finora non è stato fatto nulla.',
    look: 'Vedere e decidere',
    until: 'Senza una decisione la richiesta scade dopo sette giorni.',
    test: 'La richiesta attende in modalità di prova, dove non si muove denaro reale.',
  },
};

interface Beside {
  readonly language: Language;
  readonly business: string;
  readonly asker: string;
  readonly livemode: boolean;
  /** Where it is decided. */
  readonly url: string;
}

/**
 * The mail that tells somebody who may decide that something waits. Why it was asked for stands on the page alone: such words can name a
 * customer, and are taken out there when the customer is erased.
 */
export function approvalLetter(
  { kind, amount, currency }: Pick<Approval, 'kind' | 'amount' | 'currency'>,
  { language, business, asker, livemode, url }: Beside,
): Letter {
  const words = TEXTS[language];
  const what = words.what[kind](formatAmount(money(amount, currency), language));
  return {
    ...{ language, senderName: business, subject: words.subject(business, what) },
    paragraphs: [words.asks(asker, what), words.meanwhile],
    link: { words: words.look, url },
    notes: [words.until, ...(livemode ? [] : [words.test])],
  };
}
