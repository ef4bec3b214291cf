import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractSchemas } from './contractSchemas.ts';

const ROOT = join(import.meta.dirname, '../../..');

// Writes anew what the documentation takes from elsewhere: the types of the contract, and, from the tests of the wire, real answers.
writeFileSync(join(ROOT, 'server/src/docs/schemas.gen.json'), `${JSON.stringify(contractSchemas(), null, 2)}\n`);

const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', 'server/test/wire'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, GUICHET_RENEW_EXAMPLES: '1' },
});
process.exitCode = status ?? 1;
