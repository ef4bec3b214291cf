import { ApiError } from '@guichet/contract/errors.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { type Random, randomText } from '../../platform/random.ts';
import { listTenants, liveFirst, type Tenant } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { type Invitation, isOpen } from './invitation.ts';
import type { InvitationLinks } from './invitationLinks.ts';
import { findInvitation, lockInvitation, noteAcceptance } from './invitations.store.ts';
import { addMember } from './members.store.ts';
import { LONGEST_PASSWORD, passwordWeakness } from './password.rules.ts';
import { hashPassword } from './passwordHash.ts';
import { findPersonByEmail, insertPerson } from './people.store.ts';
import type { Person } from './person.ts';
import { roleInLog } from './team.ts';

export interface AcceptParts {
  readonly db: Database;
  readonly random: Random;
  readonly record: RecordActivity;
  readonly links: InvitationLinks;
}

const PERSON_ID_LENGTH = 32;

/** The invitation that a link leads to, while it is good. Throws `invitation_invalid`. */
export async function requireOpenInvitation({ db, links }: AcceptParts, token: string, now: Date): Promise<Invitation> {
  const sent = links.read(token);
  const invitation = sent === null ? undefined : await findInvitation(db, sent.id);
  if (invitation === undefined || invitation.serial !== sent?.serial || !isOpen(invitation, now)) throw new ApiError('invitation_invalid');
  return invitation;
}

/** The place that an invitation is to: in live mode, where it has that. */
export async function placeOfInvitation({ db }: AcceptParts, { account }: Invitation): Promise<Tenant> {
  const tenant = liveFirst(await listTenants(db)).find((each) => each.account === account);
  if (tenant === undefined) throw new Error('An invitation to a place that is not there.');
  return tenant;
}

/** What somebody who has no account yet says about themselves. */
export interface NewMember {
  readonly name: string;
  readonly password: string;
  readonly language: Language;
}

interface Acceptance {
  readonly invitation: Invitation;
  readonly person: Pick<Person, 'id' | 'name' | 'email'>;
  readonly ip: string | null;
  readonly now: Date;
}

/** The invitation, while nobody else follows its link: it may have been used, withdrawn or sent again since it was looked at. */
async function lockOpen(tx: Transaction, { account, id, serial }: Invitation, now: Date): Promise<Invitation> {
  const found = await lockInvitation(tx, account, id);
  if (found === undefined || found.serial !== serial || !isOpen(found, now)) throw new ApiError('invitation_invalid');
  return found;
}

async function letIn(tx: Transaction, { record }: AcceptParts, tenant: Tenant, { invitation, person, ip, now }: Acceptance): Promise<void> {
  const { account, id, role, ownRole } = invitation;
  if (!(await addMember(tx, { account, userId: person.id, role, ownRole }, now))) throw new ApiError('member_exists');
  await noteAcceptance(tx, invitation, person.id, now);
  await record(tx, {
    tenantId: tenant.tenantId,
    at: now,
    actor: { kind: 'person', id: person.id, name: person.name },
    ip,
    action: 'member.create',
    target: person.id,
    details: { ...roleInLog(invitation), invitation: id },
    personal: { member: { name: person.name, email: person.email } },
  });
}

function assertFit({ email }: Invitation, { name, password }: NewMember): void {
  if (name.trim() === '') throw new ApiError('parameter_invalid_empty', { param: 'name' });
  const weakness = password.length > LONGEST_PASSWORD ? 'The password is too long.' : passwordWeakness(password, email);
  if (weakness !== null) throw new ApiError('weak_password', { param: 'password', message: weakness });
}

/**
 * Makes an account for somebody whose address has none, and lets them in. Answers their address, with which they are signed in then. Throws
 * `invitation_invalid`, `weak_password`, `parameter_invalid_empty` or `member_exists`.
 */
export async function joinAsNewPerson(
  parts: AcceptParts,
  invitation: Invitation,
  member: NewMember,
  { ip, now }: { ip: string | null; now: Date },
): Promise<void> {
  assertFit(invitation, member);
  const tenant = await placeOfInvitation(parts, invitation);
  // Before the transaction: it takes tens of milliseconds.
  const passwordHash = await hashPassword(member.password);
  await withTransaction(parts.db, async (tx) => {
    const locked = await lockOpen(tx, invitation, now);
    const { email } = locked;
    const person = { id: randomText(parts.random, PERSON_ID_LENGTH), name: member.name.trim(), email, language: member.language };
    if ((await findPersonByEmail(tx, email)) !== undefined) throw new ApiError('member_exists');
    await insertPerson(tx, person, passwordHash, now);
    await letIn(tx, parts, tenant, { invitation: locked, person, ip, now });
  });
}

/** Lets somebody in who has an account already and is signed in with it. Throws `invitation_invalid`, `forbidden` or `member_exists`. */
export async function joinAsKnownPerson(
  parts: AcceptParts,
  invitation: Invitation,
  person: Person | null,
  { ip, now }: { ip: string | null; now: Date },
): Promise<void> {
  if (person === null || person.email !== invitation.email) {
    throw new ApiError('forbidden', { message: 'Somebody has an account with this address already. Sign in with it first.' });
  }
  const tenant = await placeOfInvitation(parts, invitation);
  await withTransaction(parts.db, async (tx) =>
    letIn(tx, parts, tenant, { invitation: await lockOpen(tx, invitation, now), person, ip, now }),
  );
}
