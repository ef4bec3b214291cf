import { Readable } from 'node:stream';
import type { ActivityView } from '@guichet/contract/terminal.ts';
import type { Page } from '../../platform/page.ts';
import { CSV_HEAD, csvLine } from './activityCsv.rules.ts';

const LINES_AT_ONCE = 500;

async function* texts(read: (page: Page) => Promise<readonly ActivityView[]>): AsyncGenerator<string> {
  yield CSV_HEAD;
  for (let after: string | undefined; ; ) {
    const lines = await read({ take: LINES_AT_ONCE, ...(after !== undefined && { after }) });
    if (lines.length > 0) yield lines.map(csvLine).join('');
    after = lines.at(-1)?.id;
    if (lines.length < LINES_AT_ONCE) return;
  }
}

/** The log as CSV, newest first, read a piece at a time as fast as it is taken, so that its size doesn't matter. */
export const csvStream = (read: (page: Page) => Promise<readonly ActivityView[]>): Readable => Readable.from(texts(read));
