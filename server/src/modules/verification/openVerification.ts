import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createFiscal } from '../../fiscal/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { idMaker } from '../../platform/ids.ts';
import type { Random } from '../../platform/random.ts';
import type { Database } from '../../platform/transaction.ts';
import { openKeyFile } from '../../vault/index.ts';
import { createActivity } from '../activity/index.ts';
import type { VerificationParts } from './verifyPlaces.ts';

export interface VerificationOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  /** Where the keys lie: the vault's, the log's, the till's. */
  readonly keysDir: string;
  readonly served: VerificationParts['served'];
}

const silent = { error: () => {} };

/** What verification works with, from the files of a place. A key that is missing stays missing. */
export function openVerification({ database, clock, random, keysDir, served }: VerificationOptions): VerificationParts {
  const has = (name: string): boolean => existsSync(join(keysDir, name));
  const makeId = idMaker(clock, random);
  return {
    ...{ database, clock, served },
    keys: has('vault.key') ? openKeyFile(join(keysDir, 'vault.key'), random) : null,
    activity: has('activity.key') ? createActivity({ db: database, clock, random, makeId, keysDir }) : null,
    fiscal: has('fiscal.key') ? createFiscal({ database, clock, makeId, keysDir, log: silent }) : null,
  };
}
