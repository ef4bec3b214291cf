import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractSchemas } from './contractSchemas.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const MOST = 10;

const { resources: published } = JSON.parse(read('server/test/docs/publishedFields.json')) as { resources: Record<string, string[]> };
const schemas = contractSchemas();

/** Resources of ours that have a published example, with the names of what is in that and not in ours. */
const leftOut = Object.entries(schemas).flatMap(([name, { properties, anyOf }]): [name: string, fields: string[]][] => {
  const known = new Set([properties, ...(anyOf ?? []).map((each) => each.properties)].flatMap((each) => Object.keys(each ?? {})));
  const fields = published[name];
  return fields === undefined ? [] : [[name, fields.filter((field) => !known.has(field))]];
});

const codesIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('what we leave out of the published examples', () => {
  it.each(leftOut)('%s: at most ten fields', (_name, fields) => {
    expect(fields.length).toBeLessThanOrEqual(MOST);
  });

  it('is told in the documentation, and nothing else is', () => {
    const told = read('docs/api/left-out.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|'))
      .map(([, resource, fields]): [string, string[]] => [codesIn(resource)[0] ?? '', codesIn(fields).sort()]);
    expect(told).toEqual(leftOut.filter(([, fields]) => fields.length > 0).map(([name, fields]) => [name, fields.sort()]));
    expect(leftOut.length).toBeGreaterThanOrEqual(8);
  });
});

it('the types of the contract are those that are documented', () => {
  const committed = JSON.parse(read('server/src/docs/schemas.gen.json'));
  expect(committed, 'Renew them: node server/test/docs/renew.ts').toEqual(schemas);
});
