import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { installQueueSchema } from '../../src/jobs/index.ts';
import { isAlive } from '../../src/platform/childProcess.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embeddedPostgres.ts';
import { migrate } from '../../src/platform/migrate.ts';

/** What a test needs to clone the template. */
export interface TestCluster {
  adminPool: pg.PoolConfig;
  ownerPool: pg.PoolConfig;
  serverPool: pg.PoolConfig;
  template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where tests ask for the cluster; the first one that asks starts it. */
    postgresServer: string;
  }
}

const FOLDER_PREFIX = 'guichet-test-';

/**
 * One PostgreSQL for all test files of a project, started when the first of them asks for it, so that a run of pure tests doesn't pay for
 * it. Answers the address to ask at, and what ends it all.
 */
export async function servePostgres(programs?: string): Promise<{ url: string; close(): Promise<void> }> {
  sweepLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  let started: Promise<{ postgres: EmbeddedPostgres; cluster: TestCluster }> | undefined;
  const server = createServer((_request, response) => {
    started ??= startCluster(dataDir, programs);
    started.then(
      ({ cluster }) => response.end(JSON.stringify(cluster)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.close();
      const running = await started?.catch(() => undefined);
      await running?.postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
      if (typeof running?.cluster.adminPool.host === 'string') rmSync(running.cluster.adminPool.host, { recursive: true, force: true });
    },
  };
}

async function startCluster(dataDir: string, programs: string | undefined): Promise<{ postgres: EmbeddedPostgres; cluster: TestCluster }> {
  const log = { info: () => {}, error: (details: object, message: string) => console.error(message, details) };
  const postgres = await startEmbeddedPostgres({ dataDir, log, fsync: false, ...(programs === undefined ? {} : { programs }) });
  await migrate(postgres.ownerPool);
  await installQueueSchema(postgres.ownerPool);
  const { adminPool, ownerPool, serverPool } = postgres;
  return { postgres, cluster: { adminPool, ownerPool, serverPool, template: 'guichet' } };
}

/** A run that was killed hard leaves its folder; its PostgreSQL has ended by itself. The folder's name holds the run's process id. */
function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
