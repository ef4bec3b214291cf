import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type pg from 'pg';

// PostgreSQL's COPY in its binary format, in both directions: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);

/** A row as the format has it: a count of fields, then each with its length before it. A field that is null has none. */
export type BinaryFields = readonly (Buffer | null)[];

interface Wire {
  readonly stream: Duplex;
  query(text: string): void;
}

/** What the client asks of a statement that speaks the protocol itself. */
abstract class CopyStatement {
  readonly done: Promise<void>;
  readonly #text: string;
  #resolve: () => void = () => {};
  #reject: (error: Error) => void = () => {};
  #error: Error | undefined;

  constructor(text: string) {
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      [this.#resolve, this.#reject] = [resolve, reject];
    });
    // Heard by whoever waits; until then it must not end the process.
    this.done.catch(() => {});
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#error === undefined) this.#resolve();
  }

  handleCommandComplete(): void {}
}

class CopyOut extends CopyStatement {
  readonly pieces: Buffer[] = [];

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.pieces.push(Buffer.from(chunk));
  }
}

function* rowsOf(copied: Buffer): Generator<BinaryFields> {
  let at = HEADER.length;
  for (let count = copied.readInt16BE(at); count >= 0; count = copied.readInt16BE(at)) {
    at += 2;
    const fields: (Buffer | null)[] = [];
    for (; fields.length < count; ) {
      const length = copied.readInt32BE(at);
      at += 4;
      fields.push(length < 0 ? null : copied.subarray(at, at + length));
      at += Math.max(0, length);
    }
    yield fields;
  }
}

/** The rows of a query as PostgreSQL itself would store them again. */
export async function copyOut(client: pg.Client, query: string): Promise<BinaryFields[]> {
  const copy = new CopyOut(`COPY (${query}) TO STDOUT (FORMAT binary)`);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
  return [...rowsOf(Buffer.concat(copy.pieces))];
}

const PIECE_BYTES = 512 * 1024;
const MESSAGE_HEAD = 5;
/** Pieces that have left and can be filled again: to make them anew costs more than to fill them. */
const sent: Buffer<ArrayBuffer>[] = [];
const COPY_DATA = 'd'.charCodeAt(0);
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/** Rows on their way into a table. Whoever writes takes room for a row and fills it. */
export class CopyIn extends CopyStatement {
  rows = 0;
  #wire: Wire | undefined;
  #opened: () => void = () => {};
  #piece = Buffer.allocUnsafe(PIECE_BYTES);
  #used = MESSAGE_HEAD;

  static async into(client: pg.Client, table: string, columns: readonly string[]): Promise<CopyIn> {
    const names = columns.map((column) => `"${column}"`).join(', ');
    const copy = new CopyIn(`COPY "${table}" (${names}) FROM STDIN (FORMAT binary)`);
    const opened = new Promise<void>((resolve) => {
      copy.#opened = resolve;
    });
    client.query(copy as unknown as pg.Submittable);
    await Promise.race([opened, copy.done]);
    copy.#append(HEADER);
    return copy;
  }

  handleCopyInResponse(wire: Wire): void {
    this.#wire = wire;
    this.#opened();
  }

  /** Copies a row into the stream and answers where it lies, so that the writer can change it there before anything else is written. */
  append(row: Buffer): { readonly piece: Buffer; readonly at: number } {
    this.rows += 1;
    return this.#append(row);
  }

  #append(bytes: Buffer): { readonly piece: Buffer; readonly at: number } {
    if (this.#used + bytes.length > PIECE_BYTES) this.#send();
    const [piece, at] = [this.#piece, this.#used];
    bytes.copy(piece, at);
    this.#used += bytes.length;
    return { piece, at };
  }

  #send(): void {
    const piece = this.#piece;
    piece[0] = COPY_DATA;
    piece.writeInt32BE(this.#used - 1, 1);
    this.#wire?.stream.write(piece.subarray(0, this.#used), () => void sent.push(piece));
    this.#piece = sent.pop() ?? Buffer.allocUnsafe(PIECE_BYTES);
    this.#used = MESSAGE_HEAD;
  }

  /** Waits while PostgreSQL is behind. */
  async keepPace(): Promise<void> {
    const stream = this.#wire?.stream;
    if (stream?.writableNeedDrain) await Promise.race([once(stream, 'drain'), this.done]);
  }

  async end(): Promise<void> {
    this.#append(TRAILER);
    this.#send();
    this.#wire?.stream.write(COPY_DONE);
    await this.done;
  }
}

/** A row in the format. */
export function binaryRow(fields: BinaryFields): Buffer {
  const parts: Buffer[] = [Buffer.from([fields.length >> 8, fields.length & 255])];
  for (const field of fields) {
    const length = Buffer.alloc(4);
    length.writeInt32BE(field?.length ?? -1);
    parts.push(length, ...(field === null ? [] : [field]));
  }
  return Buffer.concat(parts);
}
