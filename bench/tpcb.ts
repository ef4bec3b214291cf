import { runToEnd } from '../server/src/platform/childProcess.ts';
import type { ServerProcess } from '../server/test/harness/serverProcess.ts';
import { runSql } from '../server/test/harness/testDatabase.ts';

const DATABASE = 'tpcb';

export interface TpcbOptions {
  /** The program. */
  readonly pgbench: string;
  readonly admin: ReturnType<ServerProcess['ownerPool']>;
  /** pgbench's `-s`. */
  readonly scale: number;
  readonly seconds: number;
}

async function pgbench({ pgbench: file, admin }: TpcbOptions, args: readonly string[]): Promise<string> {
  const { host = '', user = '', password } = admin;
  const env = { PATH: process.env.PATH, PGHOST: host, PGUSER: user, PGPASSWORD: String(password), PGDATABASE: DATABASE };
  const { code, output } = await runToEnd(file, args, { env });
  if (code !== 0) throw new Error(`pgbench ended with ${code}:\n${output}`);
  return output;
}

/** Makes the tables of TPC-B beside ours, in the same PostgreSQL. */
export async function prepareTpcb(options: TpcbOptions): Promise<void> {
  await runSql(options.admin, `CREATE DATABASE ${DATABASE}`);
  await pgbench(options, ['-i', '-q', '-s', String(options.scale)]);
}

/** Transactions of TPC-B in a second: eight clients, two threads, prepared statements. */
export async function runTpcb(options: TpcbOptions): Promise<number> {
  const output = await pgbench(options, ['-M', 'prepared', '-c', '8', '-j', '2', '-T', String(options.seconds)]);
  const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
  if (!Number.isFinite(perSecond)) throw new Error(`pgbench did not say how fast it was:\n${output}`);
  return perSecond;
}
