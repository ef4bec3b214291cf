import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drill } from './drill.ts';
import { GivenOptions } from './options.ts';
import { SABOTAGES, type Sabotage } from './sabotages.ts';

// Shows that the drill can fail: each of these faults is put into a copy of the server, and must be found.

const ROOT = join(import.meta.dirname, '..', '..');
const USAGE = 'node test/drill/sabotage.ts --seconds 40 --seed 3 --fault keys; every option may be left out.';
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

const given = new GivenOptions(USAGE, ['seconds', 'seed', 'fault']);
const seconds = given.number('seconds', { fallback: 40, least: 1, most: 3600 });
const seed = given.number('seed', { fallback: 3, least: 0, most: Number.MAX_SAFE_INTEGER });
const fault = given.oneOf(
  'fault',
  SABOTAGES.map(({ word }) => word),
);

const unfound: string[] = [];
for (const sabotage of SABOTAGES.filter(({ word }) => fault === undefined || word === fault)) {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-sabotage-'));
  mkdirSync(join(folder, 'answers'));
  try {
    const options = { seconds, seed, perSecond: PER_SECOND, folder: join(folder, 'answers'), say: () => {} };
    const report = await drill({ ...options, program: copyWith(sabotage, folder) });
    // Customers whom a busy machine did not serve in time prove nothing.
    const differences = report.differences.filter((difference) => !/ was never answered$|^nobody was told of /.test(difference));
    say(`${sabotage.name}: ${differences.length} differences`);
    for (const difference of differences.slice(0, SHOWN)) say(`  ${difference.slice(0, 300)}`);
    if (differences.length === 0) unfound.push(sabotage.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
say(unfound.length === 0 ? 'Every fault was found.' : `Not found: ${unfound.join('; ')}`);
process.exit(unfound.length === 0 ? 0 : 1);
