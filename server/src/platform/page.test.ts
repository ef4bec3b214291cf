import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { firstIdAt } from './ids.ts';
import { openDatabase } from './openDatabase.ts';
import { Conditions, selectPage } from './page.ts';
import type { Database } from './sql.ts';

describe('conditions', () => {
  it('number their values in order', () => {
    const conditions = new Conditions().add('a = $?', 1).add('(b = $? OR c = $?)', 2, 3).add('d').add('e < $?', 4);
    expect(conditions.text).toBe('a = $1 AND (b = $2 OR c = $3) AND d AND e < $4');
    expect(conditions.values).toEqual([1, 2, 3, 4]);
  });

  it('leave out what is not set, and keep what is set to nothing', () => {
    const conditions = new Conditions()
      .add('a = $?', undefined)
      .add('b = $?', null)
      .add('c = $?', '')
      .add('d = $? AND e = $?', 1, undefined);
    expect(conditions.text).toBe('b = $1 AND c = $2');
    expect(conditions.values).toEqual([null, '']);
  });

  it('take a value as it is, whatever signs it holds', () => {
    const conditions = new Conditions().add('a = $?', '$? $& $1').add('b = $?', 2);
    expect(conditions).toMatchObject({ text: 'a = $1 AND b = $2', values: ['$? $& $1', 2] });
  });

  it('bound a time on the sides that are given', () => {
    const [from, until] = [new Date(1), new Date(2)];
    expect(new Conditions().created('t', { from, until }).text).toBe('t >= $1 AND t < $2');
    expect(new Conditions().created('t', { until }).text).toBe('t < $1');
    expect(new Conditions().created('t', undefined).text).toBe('');
  });

  it('bound the ids of a span that ends, an hour behind its end', () => {
    const [from, until] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];
    const ids = { column: 'id', prefix: 'pi' } as const;
    const conditions = new Conditions().created('t', { from, until }, ids);
    expect(conditions.text).toBe('t >= $1 AND t < $2 AND id < $3');
    expect(conditions.values[2]).toBe(firstIdAt('pi', new Date('2026-01-02T01:00:00Z')));
    expect(new Conditions().created('t', { from }, ids).text).toBe('t >= $1');
    for (const odd of ['9999-01-01', '1969-01-01'])
      expect(new Conditions().created('t', { until: new Date(odd) }, ids).text).toBe('t < $1');
    expect(new Conditions().madeBefore('id', 'pi', new Date(Number.NaN)).text).toBe('');
  });
});

describe('a page', () => {
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

  const ROWS = "SELECT * FROM (VALUES ('a1', 1), ('a2', 2), ('a3', 1), ('a4', 1), ('a5', 1)) AS t(id, kind)";
  const ids = async (page: { after?: string; before?: string; take: number }) =>
    (await selectPage<{ id: string }>(database, ROWS, 'id', new Conditions().add('kind = $?::int', 1), page)).map(({ id }) => id);

  it('begins with the newest', async () => {
    expect(await ids({ take: 2 })).toEqual(['a5', 'a4']);
  });

  it('goes on with what is older than the cursor', async () => {
    expect(await ids({ take: 2, after: 'a4' })).toEqual(['a3', 'a1']);
  });

  it('goes back with what is next to the cursor, oldest first', async () => {
    expect(await ids({ take: 2, before: 'a1' })).toEqual(['a3', 'a4']);
  });
});
