import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type pg from 'pg';

/** Stands between a pool and PostgreSQL, and cuts a connection at the first piece with a word in it. */
export class PostgresLine {
  readonly #server: Server;
  readonly #target: pg.PoolConfig;
  #before: string | null = null;
  #after: string | null = null;
  #frozen: string | null = null;

  static async open(target: pg.PoolConfig): Promise<PostgresLine> {
    const line = new PostgresLine(target);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  private constructor(target: pg.PoolConfig) {
    this.#target = target;
    this.#server = createServer((client) => this.#pass(client));
  }

  /** What a pool is opened with to go through this line. */
  get pool(): pg.PoolConfig {
    return { ...this.#target, host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  /** Cuts instead of sending the next piece with this word. */
  cutBefore(word: string): void {
    this.#before = word;
  }

  /** Sends the next piece with this word, and loses its answer. */
  cutAfter(word: string): void {
    this.#after = word;
  }

  /** Sends the next piece with this word, and from then on says nothing over that connection, which stays open: as a frozen machine does. */
  freezeAfter(word: string): void {
    this.#frozen = word;
  }

  /** Cuts nothing any more. */
  mend(): void {
    [this.#before, this.#after, this.#frozen] = [null, null, null];
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(client: Socket): void {
    const postgres = connect(`${this.#target.host}/.s.PGSQL.${this.#target.port}`);
    let isDeaf = false;
    let isFrozen = false;
    const end = (): void => {
      client.destroy();
      postgres.destroy();
    };
    client.on('data', (piece) => {
      if (this.#before !== null && piece.includes(this.#before)) {
        this.#before = null;
        return end();
      }
      if (this.#after !== null && piece.includes(this.#after)) {
        this.#after = null;
        isDeaf = true;
      }
      if (this.#frozen !== null && piece.includes(this.#frozen)) {
        this.#frozen = null;
        isFrozen = true;
      }
      postgres.write(piece);
    });
    postgres.on('data', (piece) => {
      if (isDeaf) end();
      else if (!isFrozen) client.write(piece);
    });
    for (const socket of [client, postgres]) socket.on('error', end).on('close', end);
  }
}
