import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Crowd, type Visitor } from './crowd.ts';
import { runPayments } from './payments.ts';
import { openBenchPlace } from './place.ts';

// node bench/overload.ts [--json FILE]: three times as many payments come as can be made, from callers who lose patience and ask again; then few.

const TIMES = 3;
const CALM_SHARE = 0.3;
const SECONDS = { maximum: 10, overload: 20, afterwards: 20 } as const;
const NORMAL_MS = 1_000;

const say = (words: string): void => void process.stdout.write(`${words}\n`);
const { json } = parseArgs({ options: { json: { type: 'string' } } }).values;

interface Phase {
  readonly arrivals_per_s: number;
  readonly came: number;
  readonly served: number;
  readonly served_per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly refused: number;
  readonly hung_up: number;
}

function phaseOf(visitors: readonly Visitor[], arrivalsPerSecond: number, servedInPhase: number, seconds: number): Phase {
  const tookMs = visitors.flatMap(({ cameMs, servedMs }) => (servedMs === null ? [] : [servedMs - cameMs])).sort((a, b) => a - b);
  const total = (what: 'refused' | 'hungUp'): number => visitors.reduce((sum, visitor) => sum + visitor[what], 0);
  const quantile = (share: number): number => Math.round(tookMs[Math.floor(tookMs.length * share)] ?? 0);
  return {
    ...{ arrivals_per_s: Math.round(arrivalsPerSecond), came: visitors.length, served: tookMs.length },
    served_per_s: Math.round((servedInPhase / seconds) * 10) / 10,
    ...{ p50_ms: quantile(0.5), p99_ms: quantile(0.99), refused: total('refused'), hung_up: total('hungUp') },
  };
}

/** From the end of the overload until whoever comes is served within a second; null if that never happens. */
function secondsUntilNormal(visitors: readonly Visitor[], fromMs: number): number | null {
  const last = visitors.findLast(({ cameMs, servedMs }) => servedMs === null || servedMs - cameMs > NORMAL_MS);
  if (last === undefined) return 0;
  return last === visitors.at(-1) ? null : Math.round((last.cameMs - fromMs) / 100) / 10;
}

const place = await openBenchPlace();
try {
  const { per_s: maximum } = await runPayments(place, { connections: 256, bankMs: 0, seconds: SECONDS.maximum });
  say(`At most ${maximum} payments a second.`);
  const crowd = new Crowd(place);
  const phase = async (arrivalsPerSecond: number, seconds: number): Promise<{ visitors: Visitor[]; result: Phase; endMs: number }> => {
    const [first, servedBefore] = [crowd.visitors.length, crowd.served];
    await crowd.come(arrivalsPerSecond, seconds);
    const served = crowd.served - servedBefore;
    const endMs = performance.now();
    const visitors = crowd.visitors.slice(first);
    return { visitors, endMs, result: phaseOf(visitors, arrivalsPerSecond, served, seconds) };
  };
  const overload = await phase(maximum * TIMES, SECONDS.overload);
  say(`Overload: ${JSON.stringify(overload.result)}`);
  crowd.sendHome();
  const afterwards = await phase(maximum * CALM_SHARE, SECONDS.afterwards);
  await sleep(3_000);
  const result = phaseOf(afterwards.visitors, maximum * CALM_SHARE, 0, 1);
  say(`Afterwards: ${JSON.stringify({ ...result, served_per_s: afterwards.result.served_per_s })}`);
  const report = {
    date: new Date().toISOString(),
    node: process.version,
    machine: { cpu: cpus()[0]?.model, cores: cpus().length },
    maximum_per_s: maximum,
    overload: overload.result,
    goodput_ratio: Math.round((overload.result.served_per_s / maximum) * 100) / 100,
    afterwards: { ...result, served_per_s: afterwards.result.served_per_s },
    seconds_until_normal: secondsUntilNormal(afterwards.visitors, overload.endMs),
  };
  say(
    `Of the maximum ${Math.round(report.goodput_ratio * 100)} % during the overload; normal again after ${report.seconds_until_normal} s.`,
  );
  const file = json ?? join(import.meta.dirname, 'results', `${report.date.slice(0, 10)}-overload.json`);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  say(`Written to ${file}.`);
} finally {
  await place.close();
}
process.exit(0);
