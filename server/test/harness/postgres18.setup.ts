import type { TestProject } from 'vitest/node';
import { servePostgres } from './postgresServer.ts';

/** Global set-up: tests run on the PostgreSQL that comes with npm. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await servePostgres();
  project.provide('postgresServer', url);
  return close;
}
