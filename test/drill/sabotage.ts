import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drill } from './drill.ts';

// Shows that the drill can fail: each of these faults is put into a copy of the server, and must be found.

interface Sabotage {
  readonly name: string;
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'idempotency keys are not looked at',
    file: 'server/src/platform/idempotency.store.ts',
    replace: '[tenantId, claim.key, claim.requestHash, requestId',
    by: "[tenantId, claim.key + '-' + requestId, claim.requestHash, requestId",
  },
  {
    name: 'an unknown outcome counts as a failure',
    file: 'server/src/modules/attempts/attempts.ts',
    replace: "sent.result === 'unknown' ? await this.#ask(attempt) : { outcome: sent, afterReversal: false }",
    by: "{ outcome: sent.result === 'unknown' ? ({ result: 'failed', reason: 'no answer' } as const) : sent, afterReversal: false }",
  },
  {
    name: 'what the bank does not know counts as never done, without a tombstone',
    file: 'server/src/modules/attempts/attempts.ts',
    replace: 'if (await noteReversal(this.#parts.database, attempt)) return this.#reverse(attempt);',
    by: "if (await noteReversal(this.#parts.database, attempt)) return { outcome: { result: 'failed', reason: 'not found' }, afterReversal: true };",
  },
];

const ROOT = join(import.meta.dirname, '..', '..');
const SECONDS = 30;
const SEED = 3;
const PER_SECOND = 20;
const SHOWN = 3;

const say = (words: string): void => void process.stdout.write(`${words}\n`);

/** Copies what the server needs to run, with one fault in it; answers its program. */
function copyWith({ file, replace, by }: Sabotage, folder: string): string {
  for (const part of [
    'server/src',
    'server/migrations',
    'server/data',
    'server/package.json',
    'contract',
    'terminal/dist',
    'docs/api',
    'package.json',
  ])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const text = readFileSync(join(folder, file), 'utf8');
  if (!text.includes(replace)) throw new Error(`${file} has changed: the fault has no place in it any more.`);
  writeFileSync(
    join(folder, file),
    text.replace(replace, () => by),
  );
  return join(folder, 'server', 'src', 'main.ts');
}

const unfound: string[] = [];
for (const sabotage of SABOTAGES) {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-sabotage-'));
  mkdirSync(join(folder, 'answers'));
  try {
    const options = { seconds: SECONDS, seed: SEED, perSecond: PER_SECOND, folder: join(folder, 'answers'), say: () => {} };
    const { differences } = await drill({ ...options, program: copyWith(sabotage, folder) });
    say(`${sabotage.name}: ${differences.length} differences`);
    for (const difference of differences.slice(0, SHOWN)) say(`  ${difference.slice(0, 300)}`);
    if (differences.length === 0) unfound.push(sabotage.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
say(unfound.length === 0 ? 'Every fault was found.' : `Not found: ${unfound.join('; ')}`);
process.exit(unfound.length === 0 ? 0 : 1);
