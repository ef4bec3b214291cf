import type { TestProject } from 'vitest/node';
import { servePostgres } from './postgresServer.ts';

/** Global set-up: tests run on Debian's PostgreSQL 15, the oldest that we support. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await servePostgres(process.env.GUICHET_TEST_POSTGRES_15 ?? '/usr/lib/postgresql/15');
  project.provide('postgresServer', url);
  return close;
}
