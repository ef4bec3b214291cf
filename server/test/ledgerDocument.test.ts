import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { documentedPostings } from './harness/ledgerTable.ts';

/** The events under which the program posts, as they stand in its files of postings. */
function postedEvents(): string[] {
  const files = globSync('src/**/*.postings.ts', { cwd: `${import.meta.dirname}/..` });
  const events = files.flatMap((file) => [...readFileSync(`${import.meta.dirname}/../${file}`, 'utf8').matchAll(/\bevent: '([^']+)'/g)]);
  return events.map(([, event]) => event ?? '').sort();
}

it('docs/ledger.md has the events that post, and no other that would', () => {
  const documented = [...documentedPostings()].filter(([, postings]) => postings.length > 0).map(([event]) => event);
  expect(documented.length).toBeGreaterThan(0);
  expect(postedEvents()).toEqual(documented.sort());
});
