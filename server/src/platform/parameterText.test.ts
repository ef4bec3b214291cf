import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { openDatabase } from './openDatabase.ts';
import type { Database } from './sql.ts';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
});
afterAll(async () => {
  await database.close();
  await test.close();
});

const echo = async (type: string, value: unknown): Promise<unknown> =>
  (await database.query<{ value: unknown }>(`test echo ${type}`, `SELECT $1::${type} AS value`, [value]))[0]?.value;

// PostgreSQL stores every text but a NUL.
const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((each) => !each.includes('\0') && each.isWellFormed());
const awkward = fc.constantFrom('', ' ', 'NULL', 'null', '{}', '{"a"}', '"', '\\', '\\"', ',', "'", '\n', 'é\u{1F600}');
const bytes = fc.uint8Array({ maxLength: 20 }).map((each) => Buffer.from(each));
const moment = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
const bigint = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const json = fc.jsonValue().filter((each) => each !== null && !JSON.stringify(each).includes('\\u'));
const some = <T>(of: fc.Arbitrary<T>) => fc.array(fc.option(of), { minLength: 1, maxLength: 5 });

it.each([
  ['text', fc.oneof(text, awkward)],
  ['bytea', bytes],
  ['timestamptz', moment],
  ['bigint', bigint],
  ['boolean', fc.boolean()],
])('%s comes back as it was sent, alone and in arrays with nulls', async (type, arbitrary) => {
  await fc.assert(
    fc.asyncProperty(arbitrary as fc.Arbitrary<unknown>, some(arbitrary as fc.Arbitrary<unknown>), async (one, several) => {
      expect(await echo(type, one)).toEqual(one);
      // pg reads arrays of bigint as text.
      const read = type === 'bigint' ? several.map((each) => (each === null ? null : String(each))) : several;
      expect(await echo(`${type}[]`, several)).toEqual(read);
    }),
    { numRuns: 50 },
  );
});

it('what JSON can hold comes back as it was sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.dictionary(text, json), fc.record({ at: text })), async (value) => {
      const read = await echo('jsonb', value);
      expect(JSON.stringify(read, Object.keys(read as object).sort())).toBe(
        JSON.stringify(JSON.parse(JSON.stringify(value)), Object.keys(value).sort()),
      );
    }),
    { numRuns: 30 },
  );
});
