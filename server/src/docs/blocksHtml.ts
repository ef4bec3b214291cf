import { type Block, escapeHtml, inline, type LinkTo } from './markdown.ts';
import { anchorOf } from './schemaHtml.ts';
import type { PageName } from './words.ts';

/** Where each document begins on the page. */
export const CHAPTERS = {
  README: 'start',
  resources: 'resources',
  guichet: 'terminal',
  errors: 'errors',
  webhooks: 'webhooks',
  'card-fields': 'card-fields',
  states: 'states',
  versions: 'versions',
  'left-out': 'left-out',
} as const satisfies Record<PageName, string>;

/** Where a titled part of a document begins: resources by their names alone, all others below their chapter's. */
export const sectionAnchor = (page: PageName, title: string): string =>
  page === 'resources' ? anchorOf(title) : `${CHAPTERS[page]}-${anchorOf(title)}`;

const isPage = (name: string): name is PageName => Object.hasOwn(CHAPTERS, name);

const linkTo: LinkTo = (target) => {
  if (/^https?:\/\//.test(target)) return target;
  const [file = '', part] = target.split('#');
  const page = file.replace(/\.md$/, '');
  if (!isPage(page)) return null;
  return `#${part === undefined ? CHAPTERS[page] : sectionAnchor(page, part)}`;
};

export const phraseHtml = (text: string): string => inline(text, linkTo);

function tableHtml(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((cell, at) => `<td data-label="${escapeHtml(header[at] ?? '')}">${phraseHtml(cell)}</td>`).join('');
  const head = header.some((title) => title !== '')
    ? `<thead><tr>${header.map((title) => `<th scope="col">${phraseHtml(title)}</th>`).join('')}</tr></thead>`
    : '';
  return `<div class="scroll" tabindex="0"><table>${head}<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`;
}

export const codeHtml = (language: string, text: string): string =>
  `<pre tabindex="0"><code class="language-${anchorOf(language)}">${escapeHtml(text)}</code></pre>`;

/** A part of a document as HTML. */
function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, block.level + 1);
      return `<h${level}>${phraseHtml(block.text)}</h${level}>`;
    }
    case 'paragraph':
      return `<p>${phraseHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${phraseHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block.header, block.rows);
    case 'code':
      return codeHtml(block.language, block.text);
  }
}

export const blocksHtml = (blocks: readonly Block[]): string => blocks.map(blockHtml).join('\n');
