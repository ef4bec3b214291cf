import { API_VERSION } from '@guichet/contract/wire/event.ts';
import { blocksHtml, CHAPTERS, phraseHtml, sectionAnchor } from './blocksHtml.ts';
import { escapeHtml } from './markdown.ts';
import { callOf } from './openApi.ts';
import { anchorOfCall, partsHtml, type ResourceSources, resourceHtml, routesIn } from './resourceHtml.ts';
import type { PageName, Section, Words } from './words.ts';

export interface PageSources extends ResourceSources {
  readonly words: Words;
}

const link = (anchor: string, words: string): string => `<li><a href="#${anchor}">${words}</a></li>`;

function resourceLinks(sources: PageSources, page: PageName, section: Section): string {
  const calls = routesIn(sources, page, section).map((route) => {
    const [method = '', path = ''] = callOf(route).split(' ');
    const short = escapeHtml(path.replace(/^\/(?:v1|guichet\/v1|guichet)\//, ''));
    return link(anchorOfCall(route), `<span class="method ${method.toLowerCase()}">${method}</span> ${short}`);
  });
  return `<li><details><summary>${phraseHtml(section.title)}</summary><ul>${link(sectionAnchor(page, section.title), 'What there is to know')}${calls.join('')}</ul></details></li>`;
}

/** What stands in the margin, and on small screens behind a button of its own. */
function contents(sources: PageSources): string {
  const { README: start, resources, guichet } = sources.words.pages;
  const reference = [
    ['errors', 'Errors'],
    ['webhooks', 'Webhooks'],
    ['card-fields', 'Card fields'],
    ['states', 'States'],
    ['versions', 'Versions'],
    ['left-out', 'Left out'],
    ['parts', 'Parts of objects'],
  ].map(([anchor = '', words = '']) => link(anchor, words));
  return `<h2>Start</h2><ul>${start.sections.map(({ title }) => link(sectionAnchor('README', title), phraseHtml(title))).join('')}</ul>
<h2>Resources</h2><ul>${resources.sections.map((section) => resourceLinks(sources, 'resources', section)).join('')}</ul>
<h2>The terminal’s own</h2><ul>${guichet.sections.map((section) => resourceLinks(sources, 'guichet', section)).join('')}</ul>
<h2>Reference</h2><ul>${reference.join('')}</ul>`;
}

const sectionsHtml = (page: PageName, sections: readonly Section[]): string =>
  sections
    .map(({ title, blocks }) => `<section id="${sectionAnchor(page, title)}"><h3>${phraseHtml(title)}</h3>${blocksHtml(blocks)}</section>`)
    .join('\n');

/** A document as a chapter, its titles a step lower. */
function chapter(sources: PageSources, page: PageName): string {
  const { title, opening, sections } = sources.words.pages[page];
  return `<section class="chapter" id="${CHAPTERS[page]}"><h2>${phraseHtml(title)}</h2>${blocksHtml(opening)}${sectionsHtml(page, sections)}</section>`;
}

function resourceChapter(sources: PageSources, page: PageName, shown: Set<string>): string {
  const { title, opening, sections } = sources.words.pages[page];
  const parts = sections.map((section) => resourceHtml(sources, page, section, shown));
  return `<section class="chapter" id="${CHAPTERS[page]}"><h2>${phraseHtml(title)}</h2>${blocksHtml(opening)}${parts.join('\n')}</section>`;
}

/** The whole documentation as one page without scripts: what the browser's own search looks through. */
export function docsPage(sources: PageSources): string {
  const { opening, sections } = sources.words.pages.README;
  const shown = new Set<string>();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Guichet: the API</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top"><a class="brand" href="#start">Guichet <span>API</span></a><span class="version">${API_VERSION}</span><a href="/openapi.json">openapi.json</a><a href="/">Terminal</a></header>
<nav class="wide" aria-label="Contents">${contents(sources)}</nav>
<details class="narrow"><summary>Contents</summary><nav aria-label="Contents">${contents(sources)}</nav></details>
<main id="main">
<section class="chapter" id="start"><h1>The API</h1>${blocksHtml(opening)}${sectionsHtml('README', sections)}</section>
${resourceChapter(sources, 'resources', shown)}
${resourceChapter(sources, 'guichet', shown)}
${chapter(sources, 'errors')}
${chapter(sources, 'webhooks')}
${chapter(sources, 'card-fields')}
${chapter(sources, 'states')}
${chapter(sources, 'versions')}
${chapter(sources, 'left-out')}
<section class="chapter" id="parts"><h2>Parts of objects</h2><p>Shapes that several objects share, or that stand within one.</p>${partsHtml(sources, shown)}</section>
</main>
</body>
</html>
`;
}
