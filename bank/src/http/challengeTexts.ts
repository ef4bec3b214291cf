/** What the page says, in the languages of those who see it. */
export interface ChallengeTexts {
  title: string;
  explanation: string;
  merchant: string;
  card: string;
  amount: string;
  noAmount: string;
  approve: string;
  fail: string;
  done: string;
  unknown: string;
}

export const challengeTexts = {
  en: {
    title: 'Confirm with your bank',
    explanation: 'This is a test. Here a card’s holder would prove to the bank who they are. Choose how that ends.',
    merchant: 'Shop',
    card: 'Card',
    amount: 'Amount',
    noAmount: 'None: the card is only to be saved',
    approve: 'Approve',
    fail: 'Refuse',
    done: 'This has been answered already. You may close this page.',
    unknown: 'There is no such confirmation. Go back to the shop and begin anew.',
  },
  fr: {
    title: 'Confirmez auprès de votre banque',
    explanation: 'Ceci est un test. Ici, le titulaire de la carte prouverait son identité à la banque. Choisissez l’issue.',
    merchant: 'Commerce',
    card: 'Carte',
    amount: 'Montant',
    noAmount: 'Aucun : la carte est seulement enregistrée',
    approve: 'Approuver',
    fail: 'Refuser',
    done: 'Une réponse a déjà été donnée. Vous pouvez fermer cette page.',
    unknown: 'Cette confirmation n’existe pas. Revenez au commerce et recommencez.',
  },
  it: {
    title: 'Confermi presso la Sua banca',
    explanation: 'Questa è una prova. Qui il titolare della carta dimostrerebbe alla banca chi è. Scelga come va a finire.',
    merchant: 'Negozio',
    card: 'Carta',
    amount: 'Importo',
    noAmount: 'Nessuno: la carta viene solo salvata',
    approve: 'Approva',
    fail: 'Rifiuta',
    done: 'È già stata data una risposta. Può chiudere questa pagina.',
    unknown: 'Questa conferma non esiste. Torni al negozio e ricominci.',
  },
} satisfies Record<string, ChallengeTexts>;

export type ChallengeLanguage = keyof typeof challengeTexts;

/** The first language of `Accept-Language` that the page has; English for everybody else. */
export function languageOf(accepted: string | undefined): ChallengeLanguage {
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { language: tag.split('-')[0] ?? '', quality: Number(quality ?? 1) };
    })
    .sort((a, b) => b.quality - a.quality);
  const known = wanted.find(({ language, quality }) => quality > 0 && Object.hasOwn(challengeTexts, language));
  return (known?.language as ChallengeLanguage | undefined) ?? 'en';
}
