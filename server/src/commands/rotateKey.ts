import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { systemRandom } from '../platform/random.ts';
import { addKek } from '../vault/index.ts';

// A program of its own: it touches only the key file, so it may run while servers do. docs/operating/processes.md says what comes after.
try {
  const id = addKek(join(loadConfig(process.env).dataDir, 'keys', 'vault.key'), systemRandom);
  process.stdout.write(`The vault's newest key is ${id}. Restart the servers, one after another; they move the cards to it.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
