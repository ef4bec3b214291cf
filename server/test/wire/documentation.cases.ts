import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '@guichet/contract/errors.ts';
import { EVENT_TYPES } from '@guichet/contract/eventTypes.ts';
import { describe, expect, it } from 'vitest';
import { describe as describeSchema } from '../../src/http/describe.ts';
import { TEST_TOKENS } from '../../src/modules/payment_methods/testTokens.ts';
import { whole } from './place.ts';

const ROOT = join(import.meta.dirname, '../../..');
const documentOf = (name: string): string => readFileSync(join(ROOT, 'docs/api', name), 'utf8');

/** The cells of every row of a document's tables. */
const rowsIn = (markdown: string): string[][] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const codesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const PAGE = ['limit', 'starting_after', 'ending_before', 'created'];

/** Calls and their parameters, as a document has them. */
function documentedCalls(name: string): [call: string, parameters: string[]][] {
  return rowsIn(documentOf(name)).map(([call = '', parameters = '']) => [
    call.replaceAll('`', ''),
    [...(/^page\b/.test(parameters) ? PAGE : []), ...codesIn(parameters)].sort(),
  ]);
}

/** Calls and their parameters, as the server has them. */
const servedCalls = (): [call: string, parameters: string[]][] =>
  whole.server.routes.map(({ method, path, query, body }) => {
    const { properties = {} } = describeSchema(method === 'POST' ? body : query) ?? {};
    return [`${method} ${path.replace(/:([a-z]+)/g, '{$1}')}`, Object.keys(properties).sort()];
  });

const sorted = <T extends [string, unknown]>(entries: readonly T[]): T[] => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

describe('the documentation', () => {
  it('has every call with every parameter, and no other', () => {
    const documented = [...documentedCalls('resources.md'), ...documentedCalls('guichet.md')];
    expect(sorted(documented)).toEqual(sorted(servedCalls()));
  });

  it('says of each call of the terminal who may make it', () => {
    const needs = whole.server.routes
      .filter(({ path }) => !path.startsWith('/v1'))
      .map(({ method, path, permission }): [string, string] => [
        `${method} ${path.replace(/:([a-z]+)/g, '{$1}')}`,
        permission === 'public' ? 'nobody' : permission,
      ]);
    const documented = rowsIn(documentOf('guichet.md')).map((cells): [string, string] => [
      cells[0]?.replaceAll('`', '') ?? '',
      cells[3]?.replaceAll('`', '') ?? '',
    ]);
    expect(sorted(documented)).toEqual(sorted(needs));
  });

  it('has every error of the catalogue as it is, and no other', () => {
    const documented = rowsIn(documentOf('errors.md')).map(([code = '', status = '', type = '']) => [
      codesIn(code)[0],
      Number(status),
      codesIn(type)[0],
    ]);
    const catalogue = Object.entries(ERRORS).map(([code, { status, type }]) => [code, status, type]);
    expect(documented).toEqual(catalogue.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  });

  it('names every type of event that endpoints can ask for, and no other', () => {
    const [, list = ''] = /^`enabled_events` is `\*` or any of([\s\S]*?);/m.exec(documentOf('resources.md')) ?? [];
    expect(codesIn(list)).toEqual([...EVENT_TYPES]);
    const told = rowsIn(documentOf('resources.md')).flatMap(([, , does = '']) => codesIn(does));
    const events = told.filter((code) => /^[a-z_]+(?:\.[a-z_]+)+$/.test(code) && !code.startsWith('error.'));
    expect(events.filter((type) => !EVENT_TYPES.some((known) => known === type))).toEqual([]);
  });

  it('has every test token, and no other', () => {
    const paragraph = documentOf('resources.md')
      .split('\n\n')
      .find((text) => text.startsWith('Test tokens '));
    const [, names = ''] = paragraph?.split('attach): ') ?? [];
    expect(codesIn(names).sort()).toEqual([...TEST_TOKENS].sort());
  });

  it('catalogues no error that nothing answers', () => {
    const server = join(ROOT, 'server/src');
    const contract = join(ROOT, 'contract/src');
    const read = (folder: string): string[] =>
      globSync('**/*.ts', { cwd: folder })
        .filter((file) => !/\.test\.ts$|^testing\/|\/testing\/|^errors\.ts$/.test(file))
        .map((file) => readFileSync(join(folder, file), 'utf8'));
    const source = [...read(server), ...read(contract).filter((text) => text.includes('ApiError'))].join('\n');
    expect(Object.keys(ERRORS).filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });
});
