import { createHash } from 'node:crypto';
import type { Language } from '@guichet/contract/terminal.ts';
import type { PayerOutcome } from './authentication.ts';

type PageName = PayerOutcome['status'] | 'unknown';
interface Words {
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<Language, Readonly<Record<PageName, Words>>>> = {
  en: {
    succeeded: { title: 'Confirmed', text: 'Thank you. You may close this page.' },
    failed: { title: 'Not confirmed', text: 'Nothing was charged. Go back to the shop to try again or to use another card.' },
    pending: { title: 'One moment', text: 'Your bank has been asked. The shop will tell you what came of it.' },
    unknown: { title: 'Nothing here', text: 'This address is not known, or it is no longer good. Go back to the shop.' },
  },
  fr: {
    succeeded: { title: 'Confirmé', text: 'Merci. Vous pouvez fermer cette page.' },
    failed: { title: 'Non confirmé', text: 'Rien n’a été débité. Revenez au commerce pour réessayer ou utiliser une autre carte.' },
    pending: { title: 'Un instant', text: 'Votre banque a été interrogée. Le commerce vous dira ce qu’il en est.' },
    unknown: { title: 'Rien ici', text: 'Cette adresse est inconnue ou n’est plus valable. Revenez au commerce.' },
  },
  it: {
    succeeded: { title: 'Confermato', text: 'Grazie. Può chiudere questa pagina.' },
    failed: { title: 'Non confermato', text: 'Non è stato addebitato nulla. Torni al negozio per riprovare o usare un’altra carta.' },
    pending: { title: 'Un momento', text: 'La Sua banca è stata interpellata. Il negozio Le dirà com’è andata.' },
    unknown: { title: 'Qui non c’è nulla', text: 'Questo indirizzo è sconosciuto o non è più valido. Torni al negozio.' },
  },
};

const STYLE =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{margin:0;padding:1rem;display:grid;justify-items:center}main{max-width:26rem}';

export const payerPageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors *`,
  'referrer-policy': 'no-referrer',
  vary: 'accept-language',
};

/** The first language of `Accept-Language` that pages have; English for everybody else. */
export function acceptedLanguage(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', quality = ''] = part.trim().toLowerCase().split(';');
    return { language: tag.split('-')[0] ?? '', weight: Number(/^\s*q=([\d.]+)/.exec(quality)?.[1] ?? 1) };
  });
  wanted.sort((a, b) => b.weight - a.weight);
  return (wanted.find(({ language, weight }) => weight > 0 && Object.hasOwn(WORDS, language))?.language as Language | undefined) ?? 'en';
}

/** What a payer sees whom no merchant's page waits for. */
export function payerPage(name: PageName, language: Language): string {
  const { title, text } = WORDS[language][name];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
}
