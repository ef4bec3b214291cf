import { SYSTEM_ACTOR } from '../../platform/context.ts';
import type { Letterbox } from '../../platform/letterbox.ts';
import { StartError } from '../../platform/startError.ts';
import { listTenants, liveFirst } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { listMembers } from './members.store.ts';
import { ownerResetLetter } from './ownerResetLetter.ts';
import { findPersonByEmail } from './people.store.ts';
import { deleteSecondFactors } from './secondFactors.store.ts';
import { endSessions } from './sessions.store.ts';

export interface OwnerResetParts {
  readonly db: Database;
  readonly record: RecordActivity;
  readonly letters: Letterbox;
  /** Where owners sign in. */
  readonly baseUrl: string;
}

export interface OwnerReset {
  readonly name: string;
  readonly sessionsEnded: number;
  /** The owners who are told by mail. */
  readonly told: readonly string[];
}

type Found = NonNullable<Awaited<ReturnType<typeof findPersonByEmail>>>;

/** Every account that the person owns: noted in its log, and all its owners told. */
async function tellOwners(tx: Transaction, parts: OwnerResetParts, person: Found, sessions: number, now: Date): Promise<Set<string>> {
  const told = new Set<string>();
  const noted = new Set<string>();
  for (const { tenantId, account, businessName } of liveFirst(await listTenants(tx))) {
    const owners = (await listMembers(tx, account)).filter(({ role }) => role === 'owner');
    // Both modes of an account have the same team.
    if (noted.has(account) || !owners.some(({ id }) => id === person.id)) continue;
    noted.add(account);
    await parts.record(tx, {
      ...{ tenantId, at: now, actor: SYSTEM_ACTOR, ip: null, action: 'member.reset_second_factors', target: person.id },
      details: { sessions_ended: sessions, by: 'owner-reset' },
    });
    for (const { email } of owners) {
      const letter = ownerResetLetter({ language: person.language, business: businessName, owner: person.name, url: parts.baseUrl });
      await parts.letters.post(tx, { tenantId, kind: 'owner_reset', recipient: email, letter, actor: SYSTEM_ACTOR, now });
      told.add(email);
    }
  }
  return told;
}

/**
 * Takes every second factor from an owner who has lost theirs and has no colleague to do it: for who sits at the machine itself. They sign in
 * with the password, and are led to set up new ones where their role needs one. Throws StartError where nobody owns a place under this address.
 */
export function resetOwner(parts: OwnerResetParts, email: string, now: Date): Promise<OwnerReset> {
  return withTransaction(parts.db, async (tx) => {
    const person = await findPersonByEmail(tx, email.trim().toLowerCase());
    if (person === undefined) throw new StartError(`Nobody signs in as ${email}.`);
    await deleteSecondFactors(tx, person.id, now);
    const sessionsEnded = await endSessions(tx, person.id, {});
    const told = await tellOwners(tx, parts, person, sessionsEnded, now);
    if (told.size === 0)
      throw new StartError(`${email} owns no place here; an owner or administrator resets a colleague on the page Team.`);
    return { name: person.name, sessionsEnded, told: [...told] };
  });
}
