import type { Language } from '@guichet/contract/terminal.ts';
import type { Mandate } from './mandate.ts';

type Words = Readonly<Record<Language, (business: string) => string>>;

interface WordingHistory {
  readonly current: string;
  /** Every wording that was ever used, by its version: a mandate is proved by the words that were said then, so none is ever changed. */
  readonly versions: Readonly<Record<string, Words>>;
}

const FIRST_OF_SEPA: Words = {
  en: (business) =>
    `You allow ${business} to have your account debited by SEPA direct debit, and your bank to debit it as ${business} asks. You have a right to your money back from your bank, on the terms of your agreement with it; ask for it within eight weeks after your account was debited. ${business} tells you of each debit at least two days before, unless another time was agreed.`,
  fr: (business) =>
    `Vous autorisez ${business} à faire débiter votre compte par prélèvement SEPA, et votre banque à le débiter comme ${business} le demande. Vous avez le droit d’être remboursé par votre banque, aux conditions de la convention passée avec elle\u00a0; demandez-le dans les huit semaines qui suivent le débit de votre compte. ${business} vous annonce chaque prélèvement au moins deux jours avant, sauf si un autre délai a été convenu.`,
  it: (business) =>
    `Lei autorizza ${business} a far addebitare il suo conto con addebito diretto SEPA, e la sua banca ad addebitarlo come ${business} richiede. Ha diritto al rimborso da parte della sua banca, alle condizioni del contratto con essa; lo chieda entro otto settimane dall’addebito sul conto. ${business} le annuncia ogni addebito almeno due giorni prima, salvo che sia stato concordato un altro termine.`,
};

const FIRST_OF_ACH: Words = {
  en: (business) =>
    `You authorise ${business} to debit your bank account by ACH for what you owe it, in the amount and on the day that you were told. If a debit is made in error, ${business} may correct it by another entry. You can take this authorisation back at any time by telling ${business}, at least three business days before the next debit.`,
  fr: (business) =>
    `Vous autorisez ${business} à débiter votre compte bancaire par ACH de ce que vous lui devez, du montant et au jour qui vous ont été indiqués. Si un débit est fait par erreur, ${business} peut le corriger par une autre écriture. Vous pouvez retirer cette autorisation à tout moment en le disant à ${business}, au moins trois jours ouvrés avant le prochain débit.`,
  it: (business) =>
    `Lei autorizza ${business} ad addebitare il suo conto bancario tramite ACH per quanto le deve, per l’importo e nel giorno che le sono stati comunicati. Se un addebito è fatto per errore, ${business} può correggerlo con un’altra scrittura. Può revocare questa autorizzazione in ogni momento comunicandolo a ${business}, almeno tre giorni lavorativi prima del prossimo addebito.`,
};

/**
 * What a payer agrees to. The scheme's rules and the payer's language decide what must be in it; a place's own bank has the last word, and
 * a new wording is a new version. The Italian one of SEPA speaks of the debtor, as the translation of the European Payments Council does.
 */
const TEXTS: Readonly<Record<Mandate['scheme'], WordingHistory>> = {
  sepa_debit: {
    current: '2026-11-23',
    versions: {
      '2026-11': FIRST_OF_SEPA,
      '2026-11-23': {
        ...FIRST_OF_SEPA,
        it: (business) =>
          `Il consenso al presente mandato comporta l’autorizzazione a ${business} a richiedere alla banca del debitore l’addebito diretto SEPA del conto, e l’autorizzazione alla banca del debitore a procedere a tale addebito secondo le disposizioni di ${business}. Il debitore ha diritto di ottenere il rimborso dalla propria banca, alle condizioni del contratto che regola il rapporto con essa; il rimborso deve essere richiesto entro otto settimane dalla data dell’addebito in conto. ${business} annuncia al debitore ogni addebito almeno due giorni prima, salvo che sia stato concordato un altro termine.`,
      },
    },
  },
  us_bank_account: {
    current: '2026-11-23',
    versions: {
      '2026-11': FIRST_OF_ACH,
      '2026-11-23': {
        ...FIRST_OF_ACH,
        it: (business) =>
          `La presente autorizzazione permette a ${business} di addebitare tramite ACH il conto bancario del debitore per quanto dovuto a ${business}, per l’importo e nel giorno comunicati al debitore. Se un addebito è fatto per errore, ${business} può correggerlo con un’altra scrittura. Il debitore può revocare l’autorizzazione in ogni momento comunicandolo a ${business}, almeno tre giorni lavorativi prima del prossimo addebito.`,
      },
    },
  },
};

export const currentVersion = (scheme: Mandate['scheme']): string => TEXTS[scheme].current;

/** The words of one version in one language, with the place's name in them. */
export function mandateText(scheme: Mandate['scheme'], { version, language }: NonNullable<Mandate['text']>, business: string): string {
  const words = TEXTS[scheme].versions[version];
  if (words === undefined) throw new Error(`There is no version ${version} of the text of ${scheme}.`);
  return words[language](business);
}
