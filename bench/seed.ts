import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { openVerification, verifyPlaces } from '../server/src/modules/verification/index.ts';
import { systemClock } from '../server/src/platform/clock.ts';
import { openDatabase } from '../server/src/platform/openDatabase.ts';
import { systemRandom } from '../server/src/platform/random.ts';
import { type ServerProcess, startServerProcess } from '../server/test/harness/serverProcess.ts';
import { Seeder } from './seeding/seeder.ts';

// node bench/seed.ts --payments N --data-dir FOLDER [--days 90] [--key sk_test_…] [--verify]
// Fills the place in a folder, made if there is none, with payments in test mode, and leaves it stopped: DATA_DIR=FOLDER npm start opens it.

const USAGE = 'node bench/seed.ts --payments N --data-dir FOLDER [--days 90] [--key sk_test_…] [--verify]';
const say = (words: string): void => void process.stdout.write(`${words}\n`);

/** The superuser of the PostgreSQL that a server brought, in the place's own database. */
function adminOf({ dataDir }: ServerProcess): pg.PoolConfig {
  const { socketFolder, adminPassword } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as Record<string, string>;
  return { host: socketFolder ?? '', port: 5432, user: 'guichet_admin', password: adminPassword ?? '', database: 'guichet' };
}

async function verify(admin: pg.PoolConfig, keysDir: string): Promise<number> {
  const database = openDatabase({ ...admin, statement_timeout: 0, idle_in_transaction_session_timeout: 0, max: 2 });
  try {
    const parts = openVerification({ database, clock: systemClock, random: systemRandom, keysDir, served: true });
    const { checks, problems } = await verifyPlaces(parts, ({ check, looked, tookMs }) => say(`${check}: ${looked} in ${tookMs} ms`));
    for (const { check, problems: each } of checks) for (const { subject, says } of each) say(`${check}: ${subject}: ${says}`);
    return problems;
  } finally {
    await database.close();
  }
}

const { values } = parseArgs({
  options: {
    payments: { type: 'string', default: '' },
    days: { type: 'string', default: '90' },
    'data-dir': { type: 'string', default: '' },
    key: { type: 'string', default: 'sk_test_seeded_place' },
    verify: { type: 'boolean', default: false },
  },
});
const [payments, days] = [Number(values.payments), Number(values.days)];
if (!(payments >= 1 && days >= 1 && values['data-dir'] !== '')) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
// The place is kept and asked for its days long after: it lies where it lies whenever it was filled.
const kept = { DATA_DIR: resolve(values['data-dir']), GUICHET_TIME_ZONE: 'Europe/Paris' };
const server = await startServerProcess({ ...kept, GUICHET_TEST_KEY: values.key });
let problems = 0;
try {
  const place = { base: server.base, key: server.key, admin: adminOf(server), keysDir: join(server.dataDir, 'keys') };
  const seeder = await Seeder.on(place);
  say(JSON.stringify(await seeder.seed(payments, days)));
  await seeder.close();
  if (values.verify) {
    problems = await verify(place.admin, place.keysDir);
    say(`${problems} problems`);
  }
  say(`The place lies in ${server.dataDir}; its key is ${server.key}.`);
} finally {
  await server.stop();
}
process.exit(problems === 0 ? 0 : 1);
