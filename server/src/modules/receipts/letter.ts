import type { Letter } from '../../platform/letterbox.ts';
import { oneLine } from '../../platform/oneLine.ts';
import { html } from './html.ts';

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * Names that people typed are in it: nothing of them may begin a line, turn the writing around, or look like a link whose secret is put in
 * when the letter goes out (dots stand for it). The link of the letter itself stands apart.
 */
const typed = (text: string): string => oneLine(text.replaceAll('•', ''));

const tidied = (letter: Letter): Letter => ({
  ...letter,
  senderName: typed(letter.senderName),
  subject: typed(letter.subject),
  paragraphs: letter.paragraphs.map(typed),
  notes: letter.notes.map(typed),
});

const paragraph = (text: string) => html`
<p style="${FONT};font-size:16px;line-height:24px;color:#161b22;margin:0 0 16px;overflow-wrap:anywhere">${text}</p>`;

const note = (text: string) => html`
<p style="${FONT};font-size:13px;line-height:20px;color:#57606a;margin:0 0 8px;overflow-wrap:anywhere">${text}</p>`;

function asHtml({ language, senderName, subject, paragraphs, link, notes }: Letter): string {
  return html`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${subject}</title>
</head>
<body style="margin:0;padding:24px 12px;background-color:#eef1f4">
<div role="article" aria-label="${subject}" lang="${language}" style="max-width:536px;margin:0 auto;padding:32px;background-color:#ffffff;border:1px solid #dfe3e8;border-radius:14px">
<h1 style="${FONT};font-size:19px;line-height:25px;color:#161b22;margin:0 0 20px;overflow-wrap:anywhere">${senderName}</h1>${paragraphs.map(paragraph)}
<p style="margin:24px 0"><a href="${link.url}" style="${FONT};display:inline-block;font-size:16px;line-height:24px;font-weight:600;color:#ffffff;background-color:#161b22;border-radius:8px;padding:12px 22px;text-decoration:none">${link.words}</a></p>
<p style="${FONT};font-size:13px;line-height:20px;color:#57606a;margin:0 0 16px;overflow-wrap:anywhere;word-break:break-all">${link.url}</p>${notes.map(note)}
</div>
</body>
</html>
`.markup;
}

const asText = ({ senderName, paragraphs, link, notes }: Letter): string =>
  `${[senderName, ...paragraphs, `${link.words}:\n${link.url}`, ...notes].join('\n\n')}\n`;

/** The letter in both forms in which mail travels. */
export function writeLetter(given: Letter): {
  readonly subject: string;
  readonly senderName: string;
  readonly html: string;
  readonly text: string;
} {
  const letter = tidied(given);
  return { subject: letter.subject, senderName: letter.senderName, html: asHtml(letter), text: asText(letter) };
}
