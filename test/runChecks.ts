import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from './checks/countingReporter.ts';
import { isStopping, runStep, type Step, stopStepsWhenAsked } from './checks/runStep.ts';
import { bringSystemPrograms, type SystemPrograms } from './checks/systemPrograms.ts';

const root = join(import.meta.dirname, '..');
const installed = (...parts: string[]): string => join(root, 'node_modules', ...parts);
const terminal = join(root, 'terminal');

/** TypeScript 7 is called by its path: `tsc` is TypeScript 6, which other tools need beside it. */
const compiler = installed('typescript-native', 'bin', 'tsc');

/** What needs no running program. Each counts as one test. */
const staticChecks: readonly Step[] = [
  { name: 'types of server, bank, contract and tests', args: [compiler, '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'types of the terminal', args: [compiler, '-p', 'tsconfig.json', '--noEmit'], cwd: terminal },
  {
    name: 'formatting and lint',
    args: [installed('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--diagnostic-level=warn', '--error-on-warnings', '.'],
  },
  { name: 'dependency rules', args: [join(root, 'test', 'checks', 'dependencyRules.ts')] },
  { name: 'dead code', args: [installed('knip', 'bin', 'knip.js')] },
  {
    name: 'catalogues in step with the pages',
    args: [installed('@lingui', 'cli', 'dist', 'lingui.js'), 'check', 'sync', '--clean', '--workers', '1'],
    cwd: terminal,
  },
  {
    name: 'catalogues complete',
    args: [installed('@lingui', 'cli', 'dist', 'lingui.js'), 'check', 'missing', '--workers', '1'],
    cwd: terminal,
  },
  { name: 'pages can be built', args: [join(root, 'boot.mjs'), 'pages'] },
];

async function runTests(programs: SystemPrograms): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-counts-'));
  const file = join(folder, 'counts.json');
  const env = { GUICHET_TEST_COUNTS: file, GUICHET_TEST_CHROMIUM: programs.chromium, GUICHET_TEST_POSTGRES_15: programs.postgres15 };
  const args = [
    installed('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'test', 'checks', 'countingReporter.ts')}`,
  ];
  const good = await runStep({ name: 'tests', args, env, aloud: true });
  try {
    const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
    // A run that ends badly with nothing failed has still failed: it ran no test, or stumbled on its way out.
    return good || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runChecks(): Promise<Counts> {
  let programs: SystemPrograms;
  try {
    programs = bringSystemPrograms((words) => process.stdout.write(`${words}\n`));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return { passed: 0, failed: 1 };
  }
  const counts = { passed: 0, failed: 0 };
  for (const step of staticChecks) {
    if (await runStep({ cwd: root, ...step })) counts.passed += 1;
    else counts.failed += 1;
  }
  if (isStopping()) return counts;
  const tests = await runTests(programs);
  return { passed: counts.passed + tests.passed, failed: counts.failed + tests.failed };
}

process.chdir(root);
stopStepsWhenAsked();
const { passed, failed } = await runChecks();
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || isStopping() ? 1 : 0);
