import { createHash } from 'node:crypto';
import type { AuthenticationRow } from '../book/AuthenticationRows.ts';
import { type ChallengeLanguage, challengeTexts } from './challengeTexts.ts';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 1rem; display: grid; justify-items: center; }
main { width: 100%; max-width: 26rem; }
h1 { font-size: 1.4rem; line-height: 1.25; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
form { display: grid; gap: 0.75rem; margin-top: 1.5rem; }
button { font: inherit; min-height: 3rem; border: 2px solid #1b4b8f; border-radius: 0.5rem; cursor: pointer; color: #1b4b8f; background: #fff; }
button[value=approve] { color: #fff; background: #1b4b8f; }
button:focus-visible { outline: 3px solid #d97706; outline-offset: 2px; }
`;

/**
 * Nothing runs on the page and nothing is loaded. Where its form leads isn't bounded: browsers hold a bound against every redirect that
 * follows, and the merchant's address at their end isn't known here.
 */
export const challengeHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors *`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function document(language: ChallengeLanguage, body: string): string {
  const { title } = challengeTexts[language];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body>
</html>
`;
}

function amountText(language: ChallengeLanguage, amount: number, currency: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The page that asks a card's holder, or says that they have answered. */
export function challengePage(row: AuthenticationRow, language: ChallengeLanguage): string {
  const texts = challengeTexts[language];
  if (row.status !== 'open') return document(language, `<p>${escaped(texts.done)}</p>`);
  const amount = row.amount === null || row.currency === null ? texts.noAmount : amountText(language, row.amount, row.currency);
  return document(
    language,
    `<p>${escaped(texts.explanation)}</p>
<dl><dt>${escaped(texts.merchant)}</dt><dd>${escaped(row.merchant_name)}</dd>
<dt>${escaped(texts.card)}</dt><dd>${escaped(row.brand)} •••• ${escaped(row.last4)}</dd>
<dt>${escaped(texts.amount)}</dt><dd>${escaped(amount)}</dd></dl>
<form method="post"><button name="answer" value="approve">${escaped(texts.approve)}</button><button name="answer" value="fail">${escaped(texts.fail)}</button></form>`,
  );
}

export const unknownChallengePage = (language: ChallengeLanguage): string =>
  document(language, `<p>${escaped(challengeTexts[language].unknown)}</p>`);
