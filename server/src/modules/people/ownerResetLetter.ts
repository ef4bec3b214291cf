import type { Language } from '@guichet/contract/terminal.ts';
import type { Letter } from '../../platform/letterbox.ts';

interface Words {
  readonly subject: (business: string) => string;
  readonly what: (owner: string) => string;
  readonly how: string;
  readonly signIn: string;
  readonly unexpected: string;
}

const TEXTS: Readonly<Record<Language, Words>> = {
  en: {
    subject: (business) => `${business}: the second factor of an owner was reset`,
    what: (owner) =>
      `On the machine that runs Guichet, somebody has taken away every second factor of ${owner}: codes, recovery codes and passkeys.`,
    how: 'All their sessions have ended. Until new ones are set up, their password alone opens the place.',
    signIn: 'Sign in',
    unexpected: 'If nobody of you did this, somebody has access to the machine: change the passwords, and look at the activity log.',
  },
  fr: {
    subject: (business) => `${business}\u00a0: le second facteur d’un propriétaire a été réinitialisé`,
    what: (owner) =>
      `Sur la machine qui fait tourner Guichet, quelqu’un a retiré tous les seconds facteurs de ${owner}\u00a0: codes, codes de secours et clés d’accès.`,
    how: 'Toutes ses sessions sont terminées. Tant que de nouveaux facteurs ne sont pas en place, son mot de passe seul ouvre l’établissement.',
    signIn: 'Se connecter',
    unexpected:
      'Si aucun de vous ne l’a fait, quelqu’un a accès à la machine\u00a0: changez les mots de passe et consultez le journal d’activité.',
  },
  it: {
    subject: (business) => `${business}: il secondo fattore di un titolare è stato azzerato`,
    what: (owner) =>
      `Sulla macchina che esegue Guichet qualcuno ha tolto tutti i secondi fattori di ${owner}: codici, codici di recupero e passkey.`,
    how: 'Tutte le sue sessioni sono terminate. Finché non ne vengono impostati di nuovi, la sola password apre l’esercizio.',
    signIn: 'Accedere',
    unexpected:
      'Se nessuno di voi l’ha fatto, qualcuno ha accesso alla macchina: cambiate le password e guardate il registro delle attività.',
  },
};

/** The mail that tells owners that one of them was let in anew. */
export function ownerResetLetter({
  language,
  business,
  owner,
  url,
}: {
  readonly language: Language;
  readonly business: string;
  readonly owner: string;
  readonly url: string;
}): Letter {
  const words = TEXTS[language];
  return {
    ...{ language, senderName: business, subject: words.subject(business) },
    paragraphs: [words.what(owner), words.how],
    link: { words: words.signIn, url },
    notes: [words.unexpected],
  };
}
