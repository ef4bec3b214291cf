import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Db } from 'pg-boss';
import type { Database, Transaction } from '../platform/transaction.ts';

// pg-boss reads its counts as PostgreSQL's driver gives them by default, while the rest of the program has bigint for int8.
const INT8 = 20;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8
      ? (value: string) => value
      : format === 'binary'
        ? pg.types.getTypeParser(oid, 'binary')
        : pg.types.getTypeParser(oid, 'text'),
};

/** The server's pool as pg-boss wants it. */
export function queueDatabase(database: Database): Db {
  return {
    async executeSql(text, values) {
      const client = await database.pool.connect();
      let failed = true;
      try {
        const result = await client.query({ text, types, ...(values === undefined ? {} : { values }) });
        failed = false;
        return result;
      } finally {
        // Maintenance comes as one text with BEGIN and COMMIT: an error inside leaves the transaction open, and nobody else may get that
        // connection.
        client.release(failed);
      }
    },
  };
}

/**
 * An open transaction as pg-boss wants it, so that a job stands or falls with what it follows from. Its texts are few and always the
 * same, so each is prepared once per connection under a name made from itself.
 */
export function queueTransaction(tx: Transaction): Db {
  return {
    async executeSql(text, values) {
      const name = `jobs ${createHash('sha256').update(text).digest('base64url')}`;
      return { rows: await tx.query(name, text, values) };
    },
  };
}
