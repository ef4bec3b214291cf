import pg from 'pg';
import { CopyIn } from './copyRows.ts';
import type { TableShape } from './originalRows.ts';

/** A connection that writes rows as they are: foreign keys are not looked up, since what is poured in holds together by its making. */
export async function openPouring(admin: pg.PoolConfig): Promise<pg.Client> {
  const client = new pg.Client(admin);
  client.on('error', () => {});
  await client.connect();
  await client.query(
    `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET statement_timeout = 0`,
  );
  return client;
}

/** Several tables that are filled at once, each over a connection of its own. */
export class Pouring {
  readonly into: ReadonlyMap<string, CopyIn>;
  readonly #clients: readonly pg.Client[];

  private constructor(into: ReadonlyMap<string, CopyIn>, clients: readonly pg.Client[]) {
    [this.into, this.#clients] = [into, clients];
  }

  static async open(admin: pg.PoolConfig, tables: readonly TableShape[]): Promise<Pouring> {
    const clients = await Promise.all(tables.map(() => openPouring(admin)));
    const copies = await Promise.all(
      tables.map(async ({ name, columns }, n) => [name, await CopyIn.into(clients[n] as pg.Client, name, columns)] as const),
    );
    return new Pouring(new Map(copies), clients);
  }

  async keepPace(): Promise<void> {
    for (const copy of this.into.values()) await copy.keepPace();
  }

  /** Answers how many rows went in. */
  async end(): Promise<number> {
    const copies = [...this.into.values()];
    await Promise.all(copies.map((copy) => copy.end()));
    await Promise.all(this.#clients.map((client) => client.end()));
    return copies.reduce((sum, { rows }) => sum + rows, 0);
  }
}
