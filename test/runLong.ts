import { join } from 'node:path';
import { runStep, type Step, stopStepsWhenAsked } from './checks/runStep.ts';

// What takes too long for every run: npm run test:long.

const root = join(import.meta.dirname, '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const SIMULATION_SECONDS = '300';
const FUZZED = [
  'http/formDecode',
  'http/jsonDecode',
  'http/multipart',
  'search/searchQuery',
  'modules/webhooks/signature.rules',
  'vault/seal',
];

const steps: readonly Step[] = [
  { name: 'five minutes of drill', args: [join(root, 'test', 'drill', 'main.ts'), '--minutes', '5', '--restore'] },
  { name: 'a drill of two servers on a cluster', args: [join(root, 'test', 'drill', 'cluster', 'main.ts'), '--per-second', '4'] },
  { name: 'a drill that finds faults put in on purpose', args: [join(root, 'test', 'drill', 'sabotage.ts')] },
  {
    name: 'simulated histories from new seeds',
    args: [vitest, 'run', '--project', 'unit', 'server/test/simulation', 'server/test/moneyHistories.test.ts'],
    env: { SIMULATION_SECONDS },
  },
  {
    name: 'a million strange things for each parser, signature and envelope',
    args: [vitest, 'run', '--project', 'unit', ...FUZZED.map((file) => `server/src/${file}.test.ts`)],
    env: { FUZZ_RUNS: '1000000' },
  },
  {
    name: 'three hundred thousand strange requests to all addresses',
    args: [vitest, 'run', '--project', 'flows', 'server/test/flows/badInput.test.ts'],
    env: { FUZZ_RUNS: '50000' },
  },
];

process.chdir(root);
stopStepsWhenAsked();
let failed = 0;
for (const step of steps) if (!(await runStep({ cwd: root, aloud: true, ...step }))) failed += 1;
process.stdout.write(`${steps.length - failed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
