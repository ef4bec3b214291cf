import { openVerification, verifyPlaces } from '../../src/modules/verification/index.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import { systemRandom } from '../../src/platform/random.ts';
import type { TestDatabase } from './testDatabase.ts';

/** What `guichet verify` says of a place, a line per problem; none where all is as it must be. */
export async function problemsIn({
  database,
  keysDir,
}: {
  readonly database: Pick<TestDatabase, 'serverPool'>;
  readonly keysDir: string;
}): Promise<string[]> {
  const opened = openDatabase(database.serverPool);
  try {
    const parts = openVerification({ database: opened, clock: systemClock, random: systemRandom, keysDir, served: true });
    const { checks } = await verifyPlaces(parts);
    return checks.flatMap(({ check, problems }) => problems.map(({ subject, says }) => `${check}: ${subject}: ${says}`));
  } finally {
    await opened.close();
  }
}
