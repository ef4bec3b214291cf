/** A piece of a line: plain, strong, or a link within the app. */
export type Piece = { readonly text: string; readonly strong?: true; readonly to?: string };

export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'steps' | 'points'; readonly items: readonly (readonly Piece[])[] };

export interface Guide {
  readonly title: string;
  /** The sentence below the title, which says what it is about. */
  readonly about: string;
  readonly blocks: readonly Block[];
}

const MARKS = /\*\*([^*]+)\*\*|\[([^\]]+)\]\((\/[^)]*)\)/g;

/** `**strong**` and `[words](/where)`; everything else is text. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of line.matchAll(MARKS)) {
    if (found.index > at) pieces.push({ text: line.slice(at, found.index) });
    const [whole, strong, words, to] = found;
    pieces.push(strong === undefined ? { text: words ?? '', to: to ?? '/' } : { text: strong, strong: true });
    at = found.index + whole.length;
  }
  if (at < line.length) pieces.push({ text: line.slice(at) });
  return pieces;
}

const ITEM = /^(?:(\d+)\.|-) (.+)$/;

/** Reads the little of Markdown that guides are written in: headings, paragraphs, steps and points, one line each. */
export function readGuide(source: string): Guide {
  const [title = '', about = '', ...rest] = source.split('\n').filter((line) => line.trim() !== '');
  const blocks: Block[] = [];
  for (const line of rest) {
    const [, number, item] = ITEM.exec(line) ?? [];
    if (item === undefined) {
      const isHeading = line.startsWith('## ');
      blocks.push({ kind: isHeading ? 'heading' : 'paragraph', pieces: piecesOf(isHeading ? line.slice(3) : line) });
      continue;
    }
    const kind = number === undefined ? 'points' : 'steps';
    const last = blocks.at(-1);
    if (last?.kind === kind && 'items' in last && number !== '1')
      blocks[blocks.length - 1] = { kind, items: [...last.items, piecesOf(item)] };
    else blocks.push({ kind, items: [piecesOf(item)] });
  }
  return { title: title.replace(/^# /, ''), about, blocks };
}

/** Letters as they are compared: without accents and in one case. */
const plainly = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a guide's source has every word of a query. */
export const speaksOf = (source: string, query: string): boolean =>
  plainly(query)
    .split(/\s+/)
    .every((word) => plainly(source).includes(word));
