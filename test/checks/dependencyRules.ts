import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The part of dependency-cruiser's report that we read. */
interface Report {
  modules: { source: string }[];
  summary: { violations: { from: string; to: string; rule: { name: string }; comment?: string; cycle?: { name: string }[] }[] };
}

const FOLDERS = ['contract', 'server', 'bank', 'terminal', 'test'];

/**
 * Checks who imports whom, after `dependency-cruiser.cjs`. Without a TypeScript that it understands, dependency-cruiser sees no module and
 * finds nothing wrong; so each source file on disk must be among those that it has seen.
 */
function checkDependencyRules(root: string): string[] {
  const program = join(root, 'node_modules', '.bin', 'depcruise');
  const args = [program, '--config', 'dependency-cruiser.cjs', '--output-type', 'json', ...FOLDERS, 'vitest.config.ts'];
  const report = JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })) as Report;
  const seen = new Set(report.modules.map((each) => each.source));
  const unseen = FOLDERS.flatMap((folder) => sources(root, folder)).filter((file) => !seen.has(file));
  return [
    ...unseen.map((file) => `${file} was not looked at`),
    ...report.summary.violations.map(
      ({ rule, from, to, cycle }) => `${rule.name}: ${from} → ${cycle?.map((each) => each.name).join(' → ') ?? to}`,
    ),
  ];
}

function sources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file));
}

const problems = checkDependencyRules(process.cwd());
for (const problem of problems) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);
