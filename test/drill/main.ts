import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drill } from './drill.ts';

// npm run drill -- [--minutes 1] [--seed N] [--per-second 40] [--json FILE] [--folder FOLDER]
const USAGE = 'npm run drill -- --minutes 1 --seed 7 --per-second 40 --json FILE --folder FOLDER; every option may be left out.';

const say = (words: string): void => void process.stdout.write(`${words}\n`);

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= least && number <= most) return number;
  process.stderr.write(`--${name} must be from ${least} to ${most}, not ${text}.\n${USAGE}\n`);
  return process.exit(2);
}

function options() {
  const of = { type: 'string' } as const;
  try {
    return parseArgs({ options: { minutes: of, seed: of, 'per-second': of, json: of, folder: of } }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return process.exit(2);
  }
}

const given = options();
const seed = numberOf('seed', given.seed ?? String(Date.now() % 1_000_000), 0, Number.MAX_SAFE_INTEGER);
const folder = given.folder ?? join(tmpdir(), `guichet-drill-${process.pid}`);
say(`Seed ${seed}. What customers are told is written to ${folder}.`);
const report = await drill({
  ...{ seed, folder, say },
  seconds: numberOf('minutes', given.minutes ?? '1', 0.1, 24 * 60) * 60,
  perSecond: numberOf('per-second', given['per-second'] ?? '40', 0.1, 10_000),
});
if (given.json !== undefined) writeFileSync(given.json, `${JSON.stringify(report, null, 2)}\n`);
const { differences, ...figures } = report;
for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(16)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
for (const difference of differences) say(difference);
say(`${differences.length} differences`);
process.exit(differences.length === 0 ? 0 : 1);
