import { join } from 'node:path';
import { archiveTarget } from '../backups/index.ts';
import { loadConfig } from '../config.ts';
import { createJobs } from '../jobs/index.ts';
import { createActivity } from '../modules/activity/index.ts';
import { resetOwner } from '../modules/people/index.ts';
import { letterbox } from '../modules/receipts/index.ts';
import { systemClock } from '../platform/clock.ts';
import { idMaker } from '../platform/ids.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { openPlace } from '../platform/openPlace.ts';
import { systemRandom } from '../platform/random.ts';
import { type Command, runCommand, WrongUsage } from './runCommand.ts';

// guichet owner-reset --email ADDRESS: docs/operating/second-factors.md says when. Whoever can run it can read the database as well.

const silent = { info: () => {}, error: () => {} };

const ownerReset: Command = async ({ options: { email }, say }) => {
  if (typeof email !== 'string' || email === '') throw new WrongUsage('--email says whose second factors are taken away.');
  const config = loadConfig(process.env);
  const place = await openPlace({ ...config, log: silent, archive: archiveTarget(config) });
  const database = openDatabase({ ...place.serverPool, max: 2 });
  try {
    const makeId = idMaker(systemClock, systemRandom);
    const keysDir = join(config.dataDir, 'keys');
    const { record } = createActivity({ db: database, clock: systemClock, random: systemRandom, makeId, keysDir });
    const jobs = createJobs({ database, log: silent });
    const letters = letterbox({ jobs, makeId, sends: config.mail.smtpUrl !== undefined });
    const baseUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    const report = await resetOwner({ db: database, record, letters, baseUrl }, email, systemClock.now());
    say(`${report.name} signs in with the password alone. Sessions ended: ${report.sessionsEnded}. Told: ${report.told.join(', ')}.`);
    return { report, isClean: true };
  } finally {
    await database.close();
    await place.stop();
  }
};

await runCommand('guichet owner-reset --email ADDRESS [--json FILE]', { email: { type: 'string' } }, ownerReset);
