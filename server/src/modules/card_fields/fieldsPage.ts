import { createHash } from 'node:crypto';
import type { Language } from '@guichet/contract/terminal.ts';

/** Why no fields are shown. */
export type Refusal = 'unknown_key' | 'unknown_origin' | 'no_origin';

interface Words {
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<Language, Readonly<Record<Refusal, Words>>>> = {
  en: {
    unknown_key: {
      title: 'No card fields here',
      text: 'The publishable key of this frame is not known here, or it is not in force any more. Whoever runs the page must set another.',
    },
    unknown_origin: {
      title: 'Not for this page',
      text: 'These card fields may not be shown in a page of %. The owner of this place must first add that address to those that may frame its card fields.',
    },
    no_origin: {
      title: 'Only within a page',
      text: 'These card fields are for a page that frames them. The address of that page is missing, or is none.',
    },
  },
  fr: {
    unknown_key: {
      title: 'Pas de champs de carte ici',
      text: 'La clé publique de ce cadre est inconnue ici, ou elle n’est plus en vigueur. Le responsable de la page doit en indiquer une autre.',
    },
    unknown_origin: {
      title: 'Pas pour cette page',
      text: 'Ces champs de carte ne peuvent pas être affichés dans une page de %. Le propriétaire de ce commerce doit d’abord ajouter cette adresse à celles qui peuvent encadrer ses champs de carte.',
    },
    no_origin: {
      title: 'Seulement dans une page',
      text: 'Ces champs de carte sont destinés à une page qui les encadre. L’adresse de cette page manque, ou n’en est pas une.',
    },
  },
  it: {
    unknown_key: {
      title: 'Qui non ci sono campi per la carta',
      text: 'La chiave pubblica di questo riquadro non è nota qui, o non è più in vigore. Chi gestisce la pagina deve indicarne un’altra.',
    },
    unknown_origin: {
      title: 'Non per questa pagina',
      text: 'Questi campi per la carta non possono essere mostrati in una pagina di %. Il titolare di questo esercizio deve prima aggiungere quell’indirizzo a quelli che possono incorniciare i suoi campi per la carta.',
    },
    no_origin: {
      title: 'Solo dentro una pagina',
      text: 'Questi campi per la carta sono destinati a una pagina che li incornicia. L’indirizzo di quella pagina manca, o non è valido.',
    },
  },
};

const STYLE =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{margin:0;padding:.5rem}h1{font-size:1rem;margin:0}p{margin:0;overflow-wrap:anywhere}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const SHARED_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
  // The fields would gain nothing by these, and whoever frames them shall not lend them either.
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  vary: 'accept-language',
};

/** A page without fields and without a script. It may be shown where it was asked for, so that somebody reads why. */
export function refusalPage(refusal: Refusal, language: Language, origin: string | null) {
  const { title, text } = WORDS[language][refusal];
  const body = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${text.replace('%', origin ?? '')}</p></main></body>
</html>
`;
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors ${origin ?? "'none'"}`;
  return { body, headers: { ...SHARED_HEADERS, 'content-security-policy': policy } };
}

/** Only our own script runs beside the card number, it may talk to us alone, and no page but that one origin's may frame it. */
export function fieldsPageHeaders(nonce: string, origin: string) {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `frame-ancestors ${origin}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { ...SHARED_HEADERS, 'content-security-policy': policy };
}
