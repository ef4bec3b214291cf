import pg from 'pg';
import { parameterText } from './parameterText.ts';

export type Row = pg.QueryResultRow;

/** A statement. With a name it is prepared once per connection, so the same name must always stand for the same text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What is used of pg's connection, below its client: the messages of PostgreSQL's extended query protocol. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P' }): void;
  execute(): void;
  sync(): void;
  on(event: 'parseComplete', listener: () => void): void;
  off(event: 'parseComplete', listener: () => void): void;
}

interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** The columns that each prepared statement answers with: PostgreSQL says them once, and runs no statement whose columns have changed since. */
const columnsKnownTo = new WeakMap<Connection, Map<string, readonly Column[]>>();

function columnsKnown(connection: Connection): Map<string, readonly Column[]> {
  const known = columnsKnownTo.get(connection) ?? new Map<string, readonly Column[]>();
  columnsKnownTo.set(connection, known);
  return known;
}

/**
 * Statements that travel together: one write, one Sync, one round trip. PostgreSQL runs them in order, and none after one that fails. pg's
 * client takes it as a query of one's own (`submit`) and calls the methods named `handle…` as the answers come in.
 */
class Pipeline {
  /** Set by pg's client where it limits how long an answer may take: it wants to hear that one has come. */
  callback?: (error: Error | null) => void;
  readonly #statements: readonly Statement[];
  readonly #parameters: readonly (readonly unknown[])[];
  readonly #resolve: (rows: Row[][]) => void;
  readonly #reject: (error: Error) => void;
  readonly #answered: Row[][] = [];
  #rows: Row[] = [];
  #columns: readonly Column[] = [];
  #known: Map<string, readonly Column[]> = new Map();
  #leave = (): void => {};

  constructor(statements: readonly Statement[], resolve: (rows: Row[][]) => void, reject: (error: Error) => void) {
    this.#statements = statements;
    // Before anything is sent: a value that cannot be written harms nobody else.
    this.#parameters = statements.map(({ values }) => values.map(parameterText));
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): null {
    const { parsedStatements: parsed } = connection;
    const known = columnsKnown(connection);
    const fresh: Statement[] = [];
    connection.stream.cork();
    for (const [at, statement] of this.#statements.entries()) {
      const { name, text } = statement;
      if (name === '' || (parsed[name] === undefined && !fresh.some((other) => other.name === name))) {
        connection.parse({ name, text });
        fresh.push(statement);
      }
      connection.bind({ statement: name, values: this.#parameters[at] ?? [] });
      if (!known.has(name)) connection.describe({ type: 'P' });
      connection.execute();
    }
    connection.sync();
    connection.stream.uncork();
    if (fresh.length > 0) this.#noteParsed(connection, fresh);
    this.#known = known;
    this.#next();
    return null;
  }

  /** PostgreSQL keeps what it has parsed, also when the transaction is undone. */
  #noteParsed(connection: Connection, fresh: readonly Statement[]): void {
    const [left, { parsedStatements }] = [[...fresh], connection];
    const note = (): void => {
      const statement = left.shift();
      if (statement !== undefined && statement.name !== '') parsedStatements[statement.name] = statement.text;
    };
    connection.on('parseComplete', note);
    this.#leave = () => connection.off('parseComplete', note);
  }

  /** What comes now is about the next statement. */
  #next(): void {
    const statement = this.#statements[this.#answered.length];
    this.#rows = [];
    this.#columns = (statement && this.#known.get(statement.name)) ?? [];
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, read: pg.types.getTypeParser(dataTypeID, 'text') }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Row = {};
    for (const [at, { name, read }] of this.#columns.entries()) {
      const text = fields[at] ?? null;
      row[name] = text === null ? null : read(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete(): void {
    const statement = this.#statements[this.#answered.length];
    if (statement !== undefined && statement.name !== '') this.#known.set(statement.name, this.#columns);
    this.#answered.push(this.#rows);
    this.#next();
  }

  handleReadyForQuery(): void {
    this.#leave();
    this.callback?.(null);
    this.#resolve(this.#answered);
  }

  /** A statement has failed, or the connection is gone. */
  handleError(error: Error): void {
    this.#leave();
    this.callback?.(error);
    this.#reject(error);
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }
}

/** Sends statements together and answers the rows of each. Rejects with the error of the first that fails; then none has had an effect. */
export async function sendTogether(client: pg.ClientBase, statements: readonly Statement[]): Promise<Row[][]> {
  try {
    return await new Promise<Row[][]>((resolve, reject) => {
      client.query(new Pipeline(statements, resolve, reject) as unknown as pg.Submittable);
    });
  } catch (error) {
    // The stack of an answer leads to a socket; this one leads to who sent the statement.
    if (error instanceof Error) Error.captureStackTrace(error, sendTogether);
    throw error;
  }
}
