import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './startError.ts';
import { writeDurably } from './writeDurably.ts';

/** What we must remember about our own PostgreSQL; kept in a file of mode 0600 beside its data. */
export interface ClusterSecrets {
  adminPassword: string;
  ownerPassword: string;
  serverPassword: string;
  socketFolder?: string;
}

/** Reads the secrets, or makes new ones where no database exists yet. */
export function loadSecrets(dataDir: string, databaseExists: boolean): ClusterSecrets {
  const file = secretsFile(dataDir);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ClusterSecrets;
  if (databaseExists) throw new StartError(`${file}, which holds the database's passwords, is missing: restore it from your backup.`);
  const password = (): string => randomBytes(24).toString('base64url');
  return { adminPassword: password(), ownerPassword: password(), serverPassword: password() };
}

/** Stores them so that a crash leaves the old file or the new one. */
export function saveSecrets(dataDir: string, secrets: ClusterSecrets): void {
  writeDurably(secretsFile(dataDir), `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
}

function secretsFile(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}
