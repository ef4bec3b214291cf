import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../../../docs/ledger.md', import.meta.url);

/** The rows of the Markdown table below a heading, as cells by column, without the backticks. */
export function readTable(markdown: string, heading: string): Record<string, string>[] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`There is no heading "${heading}".`);
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
  const [columns, , ...body] = rows;
  if (columns === undefined || body.length === 0) throw new Error(`There is no table under "${heading}".`);
  return body.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])));
}

/** A posting as `docs/ledger.md` has it; `amount` is the word that stands there: captured, fee, refunded. */
export interface DocumentedPosting {
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
}

/** What `docs/ledger.md` says that each event posts, in order. An event that posts nothing has an empty list. */
export function documentedPostings(): ReadonlyMap<string, readonly DocumentedPosting[]> {
  const events = new Map<string, DocumentedPosting[]>();
  for (const { event = '', debit = '', credit = '', amount = '' } of readTable(
    readFileSync(DOCUMENT, 'utf8'),
    'Events and their postings',
  )) {
    const postings = events.get(event) ?? [];
    if (debit !== '') postings.push({ debit, credit, amount });
    events.set(event, postings);
  }
  return events;
}

export const documentedAccounts = (): Record<string, string>[] => readTable(readFileSync(DOCUMENT, 'utf8'), 'Accounts');
