import type { Actor } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import { type Random, randomText } from '../../platform/random.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { type NewPlace, signInAddress } from './newPlace.rules.ts';
import { hashPassword } from './passwordHash.ts';
import { finishSetUp, insertMember, insertPerson, insertPlace, lockSetUp } from './people.store.ts';

export interface SetUpDeps {
  readonly db: Database;
  readonly makeId: MakeId;
  readonly random: Random;
  readonly record: RecordActivity;
  readonly furnish: (tx: Transaction, tenantId: number, now: Date) => Promise<void>;
}

const PERSON_ID_LENGTH = 32;

/**
 * Makes the account, in test mode, and its owner, who is signed up by it. Answers false, having changed nothing, when that was done
 * already: of several that try at once the first one wins and the others find its work. `by` is who is noted to have done it; null stands
 * for the owner, who then sits at the page.
 */
export async function completeSetUp(
  { db, makeId, random, record, furnish }: SetUpDeps,
  place: NewPlace,
  by: { actor: Actor | null; ip: string | null; now: Date },
): Promise<boolean> {
  const { name, password, language } = place.owner;
  const email = signInAddress(place.owner.email);
  if (email === null) throw new Error('A place was to be set up for an owner who could never sign in.');
  const { now, ip } = by;
  // Before the transaction: it takes tens of milliseconds, and others wait for the lock.
  const passwordHash = await hashPassword(password);
  return withTransaction(db, async (tx) => {
    if ((await lockSetUp(tx)) !== null) return false;
    const account = makeId('acct');
    const { businessName, country, currency, timeZone } = place;
    const tenantId = await insertPlace(
      tx,
      { account, livemode: false, businessName: businessName.trim(), country, defaultCurrency: currency, timeZone },
      now,
    );
    const owner = { id: randomText(random, PERSON_ID_LENGTH), name: name.trim(), email, language };
    await insertPerson(tx, owner, passwordHash, now);
    await insertMember(tx, { account, userId: owner.id, role: 'owner' }, now);
    await finishSetUp(tx, { account, tenantId }, now);
    await furnish(tx, tenantId, now);
    const actor: Actor = by.actor ?? { kind: 'person', id: owner.id, name: owner.name };
    const line = { tenantId, at: now, actor, ip } as const;
    await record(
      tx,
      { ...line, action: 'account.create', target: account, details: { country, currency, time_zone: timeZone } },
      {
        ...line,
        action: 'member.create',
        target: owner.id,
        details: { role: 'owner' },
        personal: { member: { name: owner.name, email: owner.email } },
      },
    );
    return true;
  });
}
