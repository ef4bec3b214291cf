import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../../src/platform/embeddedPostgres.ts';
import { createLogger } from '../../../src/platform/log.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it.runIf(process.platform === 'linux')('PostgreSQL, whose user may be anybody’s, learns no secret from our environment', async () => {
  for (const name of ['GUICHET_OWNER_PASSWORD', 'SMTP_URL', 'PGPASSWORD']) vi.stubEnv(name, 'a-secret-of-ours');
  const dataDir = mkdtempSync(join(tmpdir(), 'guichet-env-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: createLogger('silent', { write: () => {} }), fsync: false });
  try {
    const environment = readFileSync(`/proc/${postgres.pid()}/environ`, 'utf8');
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain('a-secret-of-ours');
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true });
  }
});
