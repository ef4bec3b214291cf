import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drill } from './drill.ts';
import { GivenOptions } from './options.ts';

// npm run drill -- [--minutes 1] [--seed N] [--per-second 42] [--restore] [--json FILE] [--folder FOLDER]
const USAGE = 'npm run drill -- --minutes 1 --seed 7 --per-second 42 --restore --json FILE --folder FOLDER; every option may be left out.';

const say = (words: string): void => void process.stdout.write(`${words}\n`);

const given = new GivenOptions(USAGE, ['minutes', 'seed', 'per-second', 'json', 'folder'], ['restore']);
const seed = given.number('seed', { fallback: Date.now() % 1_000_000, least: 0, most: Number.MAX_SAFE_INTEGER });
const folder = given.text('folder') ?? join(tmpdir(), `guichet-drill-${process.pid}`);
say(`Seed ${seed}. What customers are told is written to ${folder}.`);
const report = await drill({
  ...{ seed, folder, say },
  seconds: given.number('minutes', { fallback: 1, least: 0.1, most: 24 * 60 }) * 60,
  restores: given.has('restore'),
  perSecond: given.number('per-second', { fallback: 42, least: 0.1, most: 10_000 }),
});
const json = given.text('json');
if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
const { differences, ...figures } = report;
for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(16)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
for (const difference of differences) say(difference);
say(`${differences.length} differences`);
process.exit(differences.length === 0 ? 0 : 1);
