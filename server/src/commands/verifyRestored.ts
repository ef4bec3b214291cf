import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from '../platform/childProcess.ts';

interface Report {
  readonly problems: number;
  readonly checks: readonly { readonly check: string; readonly problems: readonly { readonly subject: string; readonly says: string }[] }[];
}

/** Runs `guichet verify` on a data folder that was just restored; answers what is wrong, or null. */
export async function verifyRestored(dataDir: string): Promise<string | null> {
  const desk = mkdtempSync(join(tmpdir(), 'guichet-verify-'));
  const file = join(desk, 'report.json');
  try {
    // It is a place apart, which neither archives nor is at another database.
    const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', DATABASE_OWNER_URL: '', BACKUP_DIR: '' };
    const { code, output } = await runToEnd(process.execPath, [join(import.meta.dirname, 'verify.ts'), '--json', file], { env });
    if (code === 0) return null;
    return readProblems(file) ?? `It could not be verified: ${output.trim().split('\n').at(-1) ?? ''}`;
  } finally {
    rmSync(desk, { recursive: true, force: true });
  }
}

/** The number of problems and the first of them. */
function readProblems(file: string): string | null {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const [found] = report.checks.flatMap(({ check, problems }) => problems.map(({ subject, says }) => `${check}: ${subject}: ${says}`));
    return `It restores, and verify finds ${report.problems} problems in it, the first: ${found ?? 'none'}`;
  } catch {
    return null;
  }
}
