import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, parseMarkdown } from './markdown.ts';

/** What the tables of `docs/api/` say of a call. */
export interface CallWords {
  readonly does: string;
  /** The title under which it stands, which is also its tag. */
  readonly section: string;
  readonly page: PageName;
}

export interface Section {
  readonly title: string;
  /** Everything below the title, without the tables of calls. */
  readonly blocks: readonly Block[];
}

export interface Page {
  readonly title: string;
  readonly opening: readonly Block[];
  readonly sections: readonly Section[];
}

const PAGES = ['README', 'resources', 'guichet', 'errors', 'webhooks', 'card-fields', 'states', 'versions', 'left-out'] as const;
export type PageName = (typeof PAGES)[number];

export interface Words {
  readonly pages: Readonly<Record<PageName, Page>>;
  readonly calls: ReadonlyMap<string, CallWords>;
}

const isCalls = (block: Block): block is Block & { kind: 'table' } => block.kind === 'table' && block.header[0] === 'call';
const isTitle = (block: Block): block is Block & { kind: 'heading' } => block.kind === 'heading' && block.level <= 2;

function pageOf(name: PageName, blocks: readonly Block[]): Page & { readonly calls: [string, CallWords][] } {
  const [first, ...rest] = blocks;
  const sections: { title: string; blocks: Block[] }[] = [];
  const opening: Block[] = [];
  const calls: [string, CallWords][] = [];
  for (const block of rest) {
    const section = sections.at(-1);
    if (isTitle(block)) sections.push({ title: block.text, blocks: [] });
    else if (section !== undefined && isCalls(block)) {
      for (const [call = '', , does = ''] of block.rows)
        calls.push([call.replaceAll('`', ''), { does, section: section.title, page: name }]);
    } else (section?.blocks ?? opening).push(block);
  }
  return { title: first?.kind === 'heading' ? first.text : '', opening, sections, calls };
}

/** Reads `docs/api/`. What is said there of a call stands there once, and the pages of the server repeat it. */
export function readWords(folder: string): Words {
  const read = PAGES.map((name) => [name, pageOf(name, parseMarkdown(readFileSync(join(folder, `${name}.md`), 'utf8')))] as const);
  const calls = read.filter(([name]) => name === 'resources' || name === 'guichet').flatMap(([, page]) => page.calls);
  return { pages: Object.fromEntries(read) as unknown as Record<PageName, Page>, calls: new Map(calls) };
}
