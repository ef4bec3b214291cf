import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl, freePort, onTestDatabase, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { runSql, type TestDatabase, testDatabase } from '../../server/test/harness/testDatabase.ts';

const PROGRAM = join(import.meta.dirname, '../../server/src/main.ts');

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a server that is expected to refuse, and answers the one line that it leaves on stderr. */
async function refusal(env: NodeJS.ProcessEnv): Promise<string> {
  const port = String(await freePort());
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, PORT: port, DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, opened: stdout.includes('Guichet is open') }, stdout + stderr).toEqual({ code: 1, opened: false });
  // One line, one sentence with a full stop, no stack.
  expect(stderr).toMatch(/^[^\n]+\.\n$/);
  expect(stderr).not.toMatch(/\bat \S+:\d+:\d+|Error:/);
  return stderr;
}

const externally = (change: (url: URL) => void = () => {}): NodeJS.ProcessEnv => {
  const url = new URL(databaseUrl(database.adminPool));
  change(url);
  return { DATABASE_URL: url.toString() };
};

describe('a start that cannot be is refused in one sentence', () => {
  it.each(['127.0.0.1', '::1'])('when the port is taken on %s', async (host) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, host, resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toBe(
      `Port ${port} is taken by another program: stop that program, or set PORT to another number.\n`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('when the folder cannot be written to', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: join(file, 'data') })).toContain(`The folder ${file}/data can't be written to (ENOTDIR)`);
  });

  it('when another server has the folder', async () => {
    const server = await startServerProcess(onTestDatabase(database));
    expect(await refusal({ DATA_DIR: server.dataDir })).toContain(
      `Another Guichet server (process ${server.pid}) uses the folder ${server.dataDir}`,
    );
    await server.close();
  });

  it('when nobody answers at DATABASE_URL', async () => {
    const port = await freePort();
    expect(await refusal({ DATABASE_URL: `postgres://someone:secret@127.0.0.1:${port}/guichet` })).toBe(
      `DATABASE_URL: no PostgreSQL answers at 127.0.0.1:${port} (ECONNREFUSED): start it, or correct the address.\n`,
    );
  });

  it('when DATABASE_URL has the wrong password, and without repeating it', async () => {
    const sentence = await refusal(externally((url) => Object.assign(url, { password: 'not-this-one' })));
    expect(sentence).toContain('refuses the user guichet_admin');
    expect(sentence).not.toContain('not-this-one');
  });

  it('when DATABASE_URL names no database', async () => {
    const sentence = await refusal(externally((url) => Object.assign(url, { pathname: '/nowhere' })));
    expect(sentence).toContain('has no database nowhere: create it, or correct the name.');
  });

  it('when the user of DATABASE_URL may not create tables', async () => {
    const sentence = await refusal({ DATABASE_URL: databaseUrl(database.serverPool) });
    expect(sentence).toContain('the user guichet_server may not create tables');
    expect(sentence).toContain('DATABASE_OWNER_URL');
  });

  it('when DATABASE_URL is no address at all', async () => {
    expect(await refusal({ DATABASE_URL: 'mysql://root@localhost/x' })).toContain('DATABASE_URL must be an address such as postgres://');
  });

  describe('and with a database of another program', () => {
    const change = (sql: string) => runSql(database.ownerPool, sql);

    it('that is newer', async () => {
      await change("INSERT INTO schema_migrations (number, name, sha256) VALUES (9999, 'from_the_future', 'x')");
      expect(await refusal(onTestDatabase(database))).toContain(
        'The database is newer than this program, which does not know 9999_from_the_future.sql',
      );
      await change('DELETE FROM schema_migrations WHERE number = 9999');
    });

    it('that was made with another text of a migration', async () => {
      await change("UPDATE schema_migrations SET sha256 = 'other' WHERE number = 1");
      expect(await refusal(onTestDatabase(database))).toContain(
        '0001_foundation.sql is not the migration that this database was made with',
      );
    });
  });

  describe('when others may read', () => {
    const shared = (file: string): string => {
      writeFileSync(file, 'secret');
      chmodSync(file, 0o640);
      return `${file} can be read by other users. Make it yours alone with chmod 600 ${file}, and find out who may have read it.\n`;
    };

    it('a key', async () => {
      const dataDir = join(folder, 'shared-key');
      mkdirSync(join(dataDir, 'keys'), { recursive: true });
      const sentence = shared(join(dataDir, 'keys', 'vault.key'));
      expect(await refusal({ DATA_DIR: dataDir })).toBe(sentence);
    });

    it('the passwords of the database', async () => {
      const dataDir = join(folder, 'shared-passwords');
      mkdirSync(dataDir);
      const sentence = shared(join(dataDir, 'postgres.json'));
      expect(await refusal({ DATA_DIR: dataDir })).toBe(sentence);
    });

    it('the key of TLS', async () => {
      const sentence = shared(join(folder, 'tls.pem'));
      expect(await refusal({ TLS_KEY: join(folder, 'tls.pem'), TLS_CERT: join(folder, 'tls.pem') })).toBe(sentence);
    });
  });

  it('when plain HTTP would be served beyond this machine', async () => {
    const sentence = await refusal({ HOST: '0.0.0.0' });
    expect(sentence).toContain('HOST=0.0.0.0 would serve plain HTTP beyond this machine: set TLS_CERT and TLS_KEY, or TRUST_PROXY');
  });
});
