import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pg from 'pg';

/** Where the log stood when the copy began and when it ended. */
export interface CopiedRange {
  readonly timeline: number;
  readonly from: string;
  readonly until: string;
}

/** What a message of the stream is about: a new archive, the manifest, bytes of either, or how far it is. */
const KINDS = { archive: 0x6e, manifest: 0x6d, data: 0x64, progress: 0x70 } as const;

interface CopyMessage {
  readonly chunk: Buffer;
}

interface RowMessage {
  readonly fields: readonly (string | null)[];
}

/**
 * PostgreSQL's command BASE_BACKUP, as a query of the driver. The answer is rows (where the log stood, then the tablespaces), a stream of
 * messages each with its kind in the first byte, and a row again.
 */
class BaseBackup {
  readonly done: Promise<void>;
  readonly rows: (readonly (string | null)[])[] = [];
  private settle: { resolve(): void; reject(error: Error): void } = { resolve: () => {}, reject: () => {} };
  private failure: Error | undefined;
  private into: Writable;
  private isPaused = false;

  private readonly text: string;
  private readonly targets: { readonly data: Writable; readonly manifest: Writable };

  constructor(text: string, targets: { readonly data: Writable; readonly manifest: Writable }) {
    this.text = text;
    this.targets = targets;
    this.into = targets.data;
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  handleDataRow({ fields }: RowMessage): void {
    this.rows.push(fields);
  }

  handleCopyData({ chunk }: CopyMessage, connection: pg.Connection): void {
    const kind = chunk[0];
    if (kind === KINDS.manifest) this.into = this.targets.manifest;
    if (kind !== KINDS.data || this.into.destroyed) return;
    // The driver reads the next message into the same memory.
    if (this.into.write(Buffer.from(chunk.subarray(1))) || this.isPaused) return;
    const { stream } = connection;
    // What was read already still comes.
    this.isPaused = true;
    stream.pause();
    const goOn = (): void => {
      this.isPaused = false;
      stream.resume();
    };
    // A file that can't be written closes its stream, and then nothing drains.
    once(this.into, 'drain').then(goOn, goOn);
  }

  handleError(error: Error): void {
    this.failure ??= error;
    this.settle.reject(this.failure);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.settle.resolve();
  }
}

/**
 * Has PostgreSQL copy its data folder while it works: a tar archive without what must not or need not be in a backup (unlogged tables above
 * all), and a manifest with the SHA-256 of each file. With `withLog` the archive holds the log that makes it whole as well. Writes to both
 * streams and leaves them open.
 */
export async function copyCluster(
  admin: pg.PoolConfig,
  { label, withLog }: { label: string; withLog: boolean },
  targets: { data: Writable; manifest: Writable },
): Promise<CopiedRange> {
  // Only what the driver passes on as it is given makes the connection one for replication.
  const client = new pg.Client({ ...admin, replication: 'true' } as pg.ClientConfig);
  await client.connect();
  // Otherwise a connection that breaks would end the process; the query under way hears of it too.
  client.on('error', () => {});
  try {
    const options = [
      `LABEL ${pg.escapeLiteral(label)}`,
      "CHECKPOINT 'fast'",
      `WAL ${withLog}`,
      'WAIT false',
      "MANIFEST 'yes'",
      "MANIFEST_CHECKSUMS 'SHA256'",
    ];
    const backup = client.query(new BaseBackup(`BASE_BACKUP (${options.join(', ')})`, targets));
    await backup.done;
    const [first, last] = [backup.rows[0], backup.rows.at(-1)];
    if (typeof first?.[0] !== 'string' || typeof last?.[0] !== 'string')
      throw new Error('PostgreSQL did not say which part of its log it copied.');
    return { timeline: Number(last[1]), from: first[0], until: last[0] };
  } finally {
    await client.end();
  }
}
