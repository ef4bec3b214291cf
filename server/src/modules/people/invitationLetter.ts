import type { Role } from '@guichet/contract/permissions.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import type { Letter } from '../../platform/letterbox.ts';
import type { HeldRole } from './rights.rules.ts';

interface Words {
  readonly subject: (business: string) => string;
  readonly invites: (inviter: string, business: string, role: string) => string;
  readonly how: string;
  readonly join: string;
  readonly until: string;
  readonly unexpected: string;
  readonly roles: Readonly<Record<Role, string>>;
}

const TEXTS: Readonly<Record<Language, Words>> = {
  en: {
    subject: (business) => `${business}: you are invited to work here`,
    invites: (inviter, business, role) => `${inviter} invites you to take payments and more for ${business}. Your role: ${role}.`,
    how: 'Follow the link, choose a password, and you are in.',
    join: 'Accept the invitation',
    until: 'The link works once, for seven days.',
    unexpected: 'If you did not expect this, you need not do anything: nothing happens without you.',
    roles: { owner: 'owner', admin: 'administrator', manager: 'manager', cashier: 'cashier', analyst: 'analyst', developer: 'developer' },
  },
  fr: {
    subject: (business) => `${business}\u00a0: vous êtes invité à rejoindre l’équipe`,
    invites: (inviter, business, role) =>
      `${inviter} vous invite à encaisser des paiements, et davantage, pour ${business}. Votre rôle\u00a0: ${role}.`,
    how: 'Suivez le lien, choisissez un mot de passe, et vous y êtes.',
    join: 'Accepter l’invitation',
    until: 'Le lien fonctionne une seule fois, pendant sept jours.',
    unexpected: 'Si vous n’attendiez pas ce message, vous n’avez rien à faire\u00a0: rien ne se passe sans vous.',
    roles: {
      ...{ owner: 'propriétaire', admin: 'administrateur', manager: 'responsable', cashier: 'caissier' },
      ...{ analyst: 'analyste', developer: 'développeur' },
    },
  },
  it: {
    subject: (business) => `${business}: invito a lavorare con noi`,
    invites: (inviter, business, role) => `${inviter} La invita a incassare pagamenti, e non solo, per ${business}. Il Suo ruolo: ${role}.`,
    how: 'Segua il link, scelga una password, e ci siamo.',
    join: 'Accettare l’invito',
    until: 'Il link funziona una sola volta, per sette giorni.',
    unexpected: 'Se non si aspettava questo messaggio, non deve fare nulla: senza di Lei non succede niente.',
    roles: {
      ...{ owner: 'titolare', admin: 'amministratore', manager: 'responsabile', cashier: 'cassiere' },
      ...{ analyst: 'analista', developer: 'sviluppatore' },
    },
  },
};

/** The mail that brings the link; `url` is the link as it is stored. */
export function invitationLetter(
  { role, ownRole }: HeldRole,
  { language, business, inviter, url }: { language: Language; business: string; inviter: string; url: string },
): Letter {
  const words = TEXTS[language];
  const named = ownRole?.name ?? (role === 'own' ? '' : words.roles[role]);
  return {
    language,
    senderName: business,
    subject: words.subject(business),
    paragraphs: [words.invites(inviter, business, named), words.how],
    link: { words: words.join, url },
    notes: [words.until, words.unexpected],
  };
}
