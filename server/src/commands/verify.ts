import { join } from 'node:path';
import { archiveTarget } from '../backups/index.ts';
import { loadConfig } from '../config.ts';
import { openVerification, verifyPlaces } from '../modules/verification/index.ts';
import { systemClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { openPlace } from '../platform/openPlace.ts';
import { systemRandom } from '../platform/random.ts';
import { type Command, runCommand, tableLine } from './runCommand.ts';

// guichet verify [--json FILE]: docs/operating/verify.md says what each check means, and what to do about what it finds.

/** Whole statements over large places take their time, and there is nobody waiting for them. */
const PATIENTLY = { statement_timeout: 0, idle_in_transaction_session_timeout: 0, max: 2 };

const silent = { info: () => {}, error: () => {} };

const verify: Command = async ({ say }) => {
  const config = loadConfig(process.env);
  const place = await openPlace({ ...config, log: silent, archive: archiveTarget(config) });
  const database = openDatabase({ ...place.serverPool, ...PATIENTLY });
  const opened = { database, clock: systemClock, random: systemRandom, keysDir: join(config.dataDir, 'keys'), served: place.served };
  try {
    const row = tableLine([12, 12, 10, 9]);
    say(row('check', 'looked at', 'problems', 'seconds'));
    const report = await verifyPlaces(openVerification(opened), ({ check, looked, problems, more, tookMs, about }) =>
      say(`${row(check, looked, `${problems.length}${more ? '+' : ''}`, (tookMs / 1000).toFixed(1))}  ${about}`),
    );
    for (const { check, problems, more } of report.checks) {
      for (const { place: whose, subject, says } of problems) say(`${check}: ${subject}: ${says} [${whose}]`);
      if (more) say(`${check}: there are more than are listed`);
    }
    say(`${report.problems} problems`);
    return { report, isClean: report.problems === 0 };
  } finally {
    await database.close();
    await place.stop();
  }
};

await runCommand('guichet verify [--json FILE]', {}, verify);
