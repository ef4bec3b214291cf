import { join } from 'node:path';
import { runStep, stopStepsWhenAsked } from '../checks/runStep.ts';

// Puts faults into money, ledger, rules and postings, one at a time, and asks which of them no test notices: npm run test:mutation.

const root = join(import.meta.dirname, '..', '..');
const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

stopStepsWhenAsked();
const args = [stryker, 'run', join(import.meta.dirname, 'stryker.config.json'), ...process.argv.slice(2)];
process.exit((await runStep({ name: 'mutants that no test notices', args, cwd: root, aloud: true })) ? 0 : 1);
