import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AgendaRows } from './AgendaRows.ts';
import { AuthenticationRows } from './AuthenticationRows.ts';
import { AuthorisationRows } from './AuthorisationRows.ts';
import { BookUnusable } from './BookUnusable.ts';
import { bookKey } from './bookKey.ts';
import { ClockRow } from './ClockRow.ts';
import { DebitRows } from './DebitRows.ts';
import { Digester } from './Digester.ts';
import { DisputeRows } from './DisputeRows.ts';
import { FaultRows } from './FaultRows.ts';
import { NoticeRows } from './NoticeRows.ts';
import { OperationRows } from './OperationRows.ts';
import { PayoutRows } from './PayoutRows.ts';
import { RecordRows } from './RecordRows.ts';
import { schemaSteps, schemaVersion } from './schema.ts';
import { VerificationRows } from './VerificationRows.ts';

export interface Book {
  operations: OperationRows;
  authorisations: AuthorisationRows;
  debits: DebitRows;
  verifications: VerificationRows;
  authentications: AuthenticationRows;
  faults: FaultRows;
  agenda: AgendaRows;
  disputes: DisputeRows;
  notices: NoticeRows;
  payouts: PayoutRows;
  records: RecordRows;
  clock: ClockRow;
  digester: Digester;
  db: DatabaseSync;
  /** All or nothing. The work is synchronous, so no other request can come between. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** A bank that is just ending gives its lock back within this time; one that lives on doesn't. */
const lockWaitMs = 1500;

/** Opens or makes the book at this path and locks it for as long as it is open. Throws BookUnusable. */
export function openBook(bookPath: string): Book {
  const db = openLocked(bookPath);
  try {
    const isNew = migrate(db, bookPath);
    const digester = new Digester(bookKey(bookPath, isNew));
    return {
      operations: new OperationRows(db),
      authorisations: new AuthorisationRows(db),
      debits: new DebitRows(db),
      verifications: new VerificationRows(db),
      authentications: new AuthenticationRows(db),
      faults: new FaultRows(db),
      agenda: new AgendaRows(db),
      disputes: new DisputeRows(db),
      notices: new NoticeRows(db),
      payouts: new PayoutRows(db),
      records: new RecordRows(db),
      clock: new ClockRow(db),
      digester,
      db,
      transaction: (work) => transaction(db, work),
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw asBookUnusable(error, bookPath);
  }
}

/** SQLite keeps the exclusive lock on the file until the connection closes or the process ends, however it ends. */
function openLocked(bookPath: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(bookPath), { recursive: true, mode: 0o700 });
    closeSync(openSync(bookPath, 'a', 0o600));
    db = new DatabaseSync(bookPath, { timeout: lockWaitMs });
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;');
    // The mode alone takes the lock at the first access; this is that access.
    db.exec('BEGIN EXCLUSIVE; COMMIT;');
    return db;
  } catch (error) {
    db?.close();
    throw asBookUnusable(error, bookPath);
  }
}

/** Says whether the book holds nothing yet. */
function migrate(db: DatabaseSync, bookPath: string): boolean {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version > schemaVersion) {
    throw new BookUnusable(
      `The book ${bookPath} was written by a newer sandbox bank (version ${version}, this one knows ${schemaVersion}).`,
    );
  }
  transaction(db, () => {
    for (const step of schemaSteps.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${schemaVersion};`);
  });
  return db.prepare('SELECT 1 FROM operations LIMIT 1').get() === undefined;
}

function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    db.exec('COMMIT');
    return value;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** SQLite's primary result codes that have a remedy worth naming. */
const remedies: Record<number, string> = {
  5: 'another sandbox bank has it open',
  8: 'it can only be read',
  14: 'it cannot be opened',
  26: 'it is not a book',
};

function asBookUnusable(error: unknown, bookPath: string): unknown {
  if (!(error instanceof Error) || error instanceof BookUnusable) return error;
  const { code, errcode } = error as Error & { code?: string; errcode?: number };
  const why = code === 'ERR_SQLITE_ERROR' ? (remedies[(errcode ?? 0) & 0xff] ?? error.message) : error.message;
  return new BookUnusable(`The book ${bookPath} cannot be used: ${why}.`, { cause: error });
}
