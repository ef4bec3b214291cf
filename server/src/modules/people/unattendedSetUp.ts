import { PERMISSIONS } from '@guichet/contract/permissions.ts';
import { SYSTEM_ACTOR } from '../../platform/context.ts';
import { StartError } from '../../platform/startError.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { isSecretKey } from './apiKeySecret.ts';
import { completeSetUp, type SetUpDeps } from './completeSetUp.ts';
import { type KeyMaking, makeApiKey } from './makeApiKey.ts';
import { type NewPlace, type PlaceProblem, placeProblem } from './newPlace.rules.ts';
import { readSetUp } from './people.store.ts';

/** What the environment says about this place; each field stands for the variables `GUICHET_*` of its name. */
export interface UnattendedSettings {
  readonly owner: { readonly email: string; readonly password: string; readonly name: string } | undefined;
  readonly testKey: string | undefined;
  readonly business: { readonly name: string; readonly country: string; readonly currency: string; readonly timeZone: string };
}

const VARIABLES: Readonly<Record<PlaceProblem['field'], string>> = {
  business_name: 'GUICHET_BUSINESS_NAME',
  country: 'GUICHET_COUNTRY',
  currency: 'GUICHET_CURRENCY',
  time_zone: 'GUICHET_TIME_ZONE',
  owner_name: 'GUICHET_OWNER_NAME',
  email: 'GUICHET_OWNER_EMAIL',
  password: 'GUICHET_OWNER_PASSWORD',
};

function refuse(place: NewPlace): void {
  const problem = placeProblem(place);
  if (problem !== null) throw new StartError(`${VARIABLES[problem.field]} won't do: ${problem.message}`);
}

/**
 * Sets this place up from the environment, if it names an owner and nobody has set it up yet. Throws StartError when the environment names
 * what can't be.
 */
export async function setUpUnattended(deps: SetUpDeps, { owner, business }: UnattendedSettings, now: Date): Promise<void> {
  if (owner === undefined || (await readSetUp(deps.db)) !== null) return;
  const { name: businessName, country, currency, timeZone } = business;
  const place: NewPlace = { businessName, country, currency, timeZone, owner: { ...owner, language: 'en' } };
  refuse(place);
  await completeSetUp(deps, place, { actor: SYSTEM_ACTOR, ip: null, now });
}

/**
 * Adds the test key that the environment names, once the place is set up. A key that is there already stays as it is, revoked ones too:
 * somebody revoked it on purpose.
 */
export async function addTestKey({ db }: SetUpDeps, making: KeyMaking, secret: string | undefined, now: Date): Promise<void> {
  const setUp = secret === undefined ? null : await readSetUp(db);
  if (secret === undefined || setUp === null) return;
  if (!isSecretKey(secret)) throw new StartError('GUICHET_TEST_KEY must be sk_test_ and 4 to 200 letters, digits or _ behind it.');
  await withTransaction(db, (tx) =>
    makeApiKey(tx, making, {
      tenantId: setUp.tenantId,
      name: 'GUICHET_TEST_KEY',
      secret,
      actor: SYSTEM_ACTOR,
      makerPermissions: PERMISSIONS,
      ip: null,
      now,
    }),
  );
}
