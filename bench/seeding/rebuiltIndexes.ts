import type pg from 'pg';

interface IndexRow {
  readonly name: string;
  readonly definition: string;
  readonly bytes: string;
}

const INDEXES = `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition, pg_relation_size(i.indrelid)::text AS bytes
  FROM pg_index i WHERE i.indrelid = ANY ($1::text[]::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
  ORDER BY pg_relation_size(i.indrelid) DESC`;

/** Indexes that stand for no constraint, taken away for as long as rows are poured in: sorted at the end they cost a fraction. */
export class RebuiltIndexes {
  readonly #indexes: IndexRow[];

  private constructor(indexes: IndexRow[]) {
    this.#indexes = indexes;
  }

  static async drop(client: pg.Client, tables: readonly string[]): Promise<RebuiltIndexes> {
    const { rows } = await client.query<IndexRow>(INDEXES, [tables]);
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
    return new RebuiltIndexes(rows);
  }

  /** Each connection takes the next that nobody has begun. */
  async build(clients: readonly pg.Client[]): Promise<void> {
    const left = [...this.#indexes];
    const work = async (client: pg.Client): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await client.query(next.definition);
    };
    await Promise.all(clients.map(work));
  }
}
