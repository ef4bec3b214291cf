import { isId } from '@guichet/contract/ids.ts';
import type { Permission } from '@guichet/contract/permissions.ts';
import type { Caller } from '../../platform/context.ts';
import type { Sql } from '../../platform/transaction.ts';
import { readApiKey } from './apiKeys.store.ts';
import type { Member } from './member.ts';
import { listMembers } from './members.store.ts';
import { callerRights, rightsOf } from './rights.rules.ts';

type Place = Pick<Caller, 'tenantId' | 'account' | 'livemode'>;

/** Somebody with the rights that they have now, for what they asked for earlier; null where they work here no more, or the key is revoked. */
export async function callerAs(sql: Sql, { tenantId, account, livemode }: Place, actorId: string): Promise<Caller | null> {
  const place = { tenantId, account, livemode };
  if (isId('key', actorId)) {
    const key = await readApiKey(sql, tenantId, actorId);
    if (key === undefined || key.revokedAt !== null) return null;
    return { ...place, actor: { kind: 'key', id: key.id, name: key.name }, ...callerRights(key) };
  }
  const member = (await listMembers(sql, account)).find(({ id }) => id === actorId);
  if (member === undefined) return null;
  return { ...place, actor: { kind: 'person', id: member.id, name: member.name }, ...callerRights(rightsOf(member)) };
}

/** The person who acts, or who made the key that does; null for a key that nobody made. */
export async function personBehind(sql: Sql, { tenantId, actor }: Pick<Caller, 'tenantId' | 'actor'>): Promise<string | null> {
  if (actor.kind === 'person') return actor.id;
  return actor.kind === 'key' ? ((await readApiKey(sql, tenantId, actor.id))?.createdBy?.id ?? null) : null;
}

/** Everybody who works in an account and may do this. */
export async function membersWith(sql: Sql, account: string, permission: Permission): Promise<Member[]> {
  return (await listMembers(sql, account)).filter((member) => rightsOf(member).permissions.includes(permission));
}
