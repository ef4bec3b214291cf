/** The part of Markdown in which `docs/api/` is written: headings, paragraphs, lists of one level, tables, and code. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Takes lines off the front while they belong to what the first one began. */
function takeWhile(lines: string[], belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !belongs(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}

const isText = (line: string): boolean => line.trim() !== '' && !/^(?:#{1,6} |- |\||```)/.test(line);

function takeCode(lines: string[], fence: string): Block {
  const text = takeWhile(lines, (line) => line !== '```');
  lines.shift();
  return { kind: 'code', language: fence.slice(3), text: text.join('\n') };
}

function takeList(lines: string[]): Block {
  const items: string[] = [];
  for (const line of takeWhile(lines, (each) => each.startsWith('- ') || /^ {2,}\S/.test(each))) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', items };
}

function takeTable(lines: string[]): Block {
  const [header = [], , ...rows] = takeWhile(lines, (line) => line.startsWith('|')).map(cellsOf);
  return { kind: 'table', header, rows };
}

export function parseMarkdown(source: string): Block[] {
  const lines = source.split('\n');
  const blocks: Block[] = [];
  for (let line = lines[0]; line !== undefined; line = lines[0]) {
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (heading !== null) blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
    if (heading !== null || line.trim() === '') lines.shift();
    else if (line.startsWith('```')) blocks.push(takeCode(lines, lines.shift() ?? ''));
    else if (line.startsWith('- ')) blocks.push(takeList(lines));
    else if (line.startsWith('|')) blocks.push(takeTable(lines));
    else blocks.push({ kind: 'paragraph', text: takeWhile(lines, isText).join(' ') });
  }
  return blocks;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

/** Where a link of the documents leads on the page; null where the page has nothing there, so that the words stand alone. */
export type LinkTo = (target: string) => string | null;

function phrase(text: string, linkTo: LinkTo): string {
  return escapeHtml(text)
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, target: string) => {
      const address = linkTo(target);
      return address === null ? words : `<a href="${escapeHtml(address)}">${words}</a>`;
    })
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(?<![*\w])\*([^*\s][^*]*)\*(?![*\w])/g, '<em>$1</em>');
}

/** A line of text with its code, links and stresses as HTML. */
export function inline(text: string, linkTo: LinkTo): string {
  const codes: string[] = [];
  // Code is put aside first, because nothing within it means anything; a character that no text has stands for it.
  const bare = text.replace(/`([^`]+)`/g, (_, code: string) => `\ue000${codes.push(`<code>${escapeHtml(code)}</code>`) - 1}\ue000`);
  return phrase(bare, linkTo).replace(/\ue000(\d+)\ue000/g, (_, at: string) => codes[Number(at)] ?? '');
}
