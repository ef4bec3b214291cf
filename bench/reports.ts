import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BREAKDOWNS } from '../contract/src/breakdownViews.ts';
import { EXPORT_FORMATS, type ExportFormat, REPORT_DIMENSIONS } from '../contract/src/reportViews.ts';
import { processFamily } from '../server/test/harness/processFamily.ts';
import { type ServerProcess, startServerProcess } from '../server/test/harness/serverProcess.ts';
import { quantile, rounded } from './figures.ts';
import { untilFolded } from './folded.ts';
import { HttpConnection } from './httpConnection.ts';
import { AS_STARTED } from './place.ts';
import { cpuMs, residentMb } from './usage.ts';

// node bench/reports.ts --data-dir FOLDER [--key sk_test_…] [--times 10] [--files csv,xlsx]
// What Home, reports and files cost on a place that bench/seed.ts has filled: CPU of PostgreSQL and of the server for each answer, and how much memory a
// file of all payments takes while it is sent.

const USAGE = 'node bench/reports.ts --data-dir FOLDER [--key sk_test_…] [--times 10] [--files csv,xlsx]';
const say = (words: string): void => void process.stdout.write(`${words}\n`);
const DAY_MS = 86_400_000;
const SAMPLE_MS = 100;

const dayAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

function lastMonth(): string {
  const now = new Date();
  const day = (month: number, date: number): string => new Date(Date.UTC(now.getUTCFullYear(), month, date)).toISOString().slice(0, 10);
  return `from=${day(now.getUTCMonth() - 1, 1)}&to=${day(now.getUTCMonth(), 0)}`;
}

interface Place {
  readonly server: ServerProcess;
  readonly database: ReturnType<ServerProcess['ownerPool']>;
  readonly postgres: () => number[];
}

function placeOf(server: ServerProcess): Place {
  const secrets = JSON.parse(readFileSync(join(server.dataDir, 'postgres.json'), 'utf8')) as Record<string, string>;
  const postmaster = Number(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    server,
    database: {
      host: secrets.socketFolder ?? '',
      port: 5432,
      user: 'guichet_admin',
      password: secrets.adminPassword ?? '',
      database: 'guichet',
    },
    postgres: () => processFamily(postmaster),
  };
}

async function measureAnswers({ server, postgres }: Place, times: number): Promise<void> {
  const period = (days: number): string => `from=${dayAgo(days)}&to=${dayAgo(1)}`;
  const answers: readonly (readonly [string, string])[] = [
    ['Home', '/guichet/v1/home'],
    ...REPORT_DIMENSIONS.map((by) => [`30 days by ${by}`, `/guichet/v1/reports/sales?${period(30)}&by=${by}`] as const),
    [`last month by customer`, `/guichet/v1/reports/sales?${lastMonth()}&by=customer`],
    ...(['day', 'staff'] as const).map((by) => [`85 days by ${by}`, `/guichet/v1/reports/sales?${period(85)}&by=${by}`] as const),
    ...BREAKDOWNS.map((of) => [`30 days of ${of}`, `/guichet/v1/reports/breakdown?${period(30)}&of=${of}`] as const),
  ];
  const connection = await HttpConnection.open(server.base);
  say(`| answer | PostgreSQL ms | Node ms | wall p50 ms |\n|---|---|---|---|`);
  for (const [name, path] of answers) {
    const ask = async (): Promise<number> => {
      const sentMs = performance.now();
      const { status, body } = await connection.send('GET', path, `authorization: Bearer ${server.key}\r\n`);
      if (status !== 200) throw new Error(`${name}: ${status} ${body.toString().slice(0, 200)}`);
      return performance.now() - sentMs;
    };
    await ask();
    const before = [cpuMs(postgres()), cpuMs([server.pid])];
    const tookMs: number[] = [];
    for (let time = 0; time < times; time += 1) tookMs.push(await ask());
    const used = [cpuMs(postgres()), cpuMs([server.pid])].map((after, at) => rounded((after - (before[at] ?? 0)) / times));
    say(
      `| ${name} | ${used.join(' | ')} | ${rounded(
        quantile(
          tookMs.sort((a, b) => a - b),
          0.5,
        ),
      )} |`,
    );
  }
  connection.close();
}

/** Takes a file of all payments, and looks at the server's memory all the while. */
async function measureFile({ server }: Place, format: ExportFormat): Promise<void> {
  const [before, startedMs] = [residentMb(server.pid), performance.now()];
  const path = `/guichet/v1/exports/payments?from=${dayAgo(3000)}&to=${dayAgo(-1)}&format=${format}&language=en`;
  const response = await fetch(server.base + path, { headers: { authorization: `Bearer ${server.key}` } });
  if (!response.ok || response.body === null) throw new Error(`${format}: ${response.status}`);
  let [bytes, lines, sampledMs] = [0, 0, 0];
  const seen: number[] = [];
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (format === 'csv') for (const byte of chunk) if (byte === 10) lines += 1;
    if (performance.now() - sampledMs < SAMPLE_MS) continue;
    sampledMs = performance.now();
    seen.push(residentMb(server.pid));
  }
  const quarter = Math.ceil(seen.length / 4);
  const most = (from: number): number => Math.max(...seen.slice(from, from + quarter));
  const quarters = [0, 1, 2, 3].map((each) => most(each * quarter)).join(', ');
  const seconds = rounded((performance.now() - startedMs) / 1000);
  const rows = format === 'csv' ? `, ${lines - 1} rows` : '';
  say(
    `${format}: ${Math.round(bytes / 1e6)} MB${rows} in ${seconds} s; ${before} MB resident before, at most ${quarters} MB in each quarter of it`,
  );
}

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '' },
    key: { type: 'string', default: 'sk_test_seeded_place' },
    times: { type: 'string', default: '10' },
    files: { type: 'string', default: 'csv,xlsx' },
  },
});
if (values['data-dir'] === '' || !(Number(values.times) >= 1)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const server = await startServerProcess({ ...AS_STARTED, DATA_DIR: resolve(values['data-dir']), GUICHET_TEST_KEY: values.key });
try {
  const place = placeOf(server);
  await untilFolded(place.database);
  await measureAnswers(place, Number(values.times));
  for (const format of EXPORT_FORMATS) if (values.files.split(',').includes(format)) await measureFile(place, format);
  say(`load ${loadavg().map(rounded).join(', ')}`);
} finally {
  await server.stop();
}
