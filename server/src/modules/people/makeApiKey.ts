import type { KeyObject } from 'node:crypto';
import type { Permission } from '@guichet/contract/permissions.ts';
import type { Ceilings, Sight } from '@guichet/contract/rights.ts';
import type { Actor } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import type { ApiKey } from './apiKey.ts';
import { hashSecret, last4Of } from './apiKeySecret.ts';
import { insertApiKey } from './apiKeys.store.ts';
import { NO_CEILINGS, SEES_ALL } from './rights.rules.ts';

/**
 * Making keys stays with people, and so does saying who works here, how they sign in, where the money and the card numbers go, and what is
 * known of whom. Approving does too: a second pair of eyes is somebody's.
 */
const PEOPLE_ONLY: ReadonlySet<Permission> = new Set([
  'api_keys.write',
  'approvals.write',
  'bank_accounts.write',
  'privacy.manage',
  'providers.write',
  'sign_in.manage',
  'team.write',
]);

export interface KeyMaking {
  readonly makeId: MakeId;
  readonly hashKey: KeyObject;
  readonly record: RecordActivity;
}

export interface NewKey {
  readonly tenantId: number;
  readonly name: string;
  readonly secret: string;
  readonly actor: Actor;
  /** What its maker may do. Making keys stays with people: who finds a key must not be able to make others that outlive it. */
  readonly makerPermissions: Iterable<Permission>;
  /** What its maker sees, where that is not all. */
  readonly sight?: Sight | undefined;
  /** None, unless it was given some; never above its maker's. */
  readonly ceilings?: Ceilings | undefined;
  readonly ip: string | null;
  readonly now: Date;
}

/** Stores a secret key and notes who made it; answers null, having changed nothing, when this secret is stored already. */
export async function makeApiKey(
  tx: Transaction,
  { makeId, hashKey, record }: KeyMaking,
  { tenantId, name, secret, actor, makerPermissions, sight = SEES_ALL, ceilings = NO_CEILINGS, ip, now }: NewKey,
): Promise<ApiKey | null> {
  const key: ApiKey = {
    tenantId,
    id: makeId('key'),
    name,
    type: 'secret',
    shown: null,
    hash: hashSecret(hashKey, secret),
    last4: last4Of(secret),
    permissions: [...makerPermissions].filter((permission) => !PEOPLE_ONLY.has(permission)),
    sight,
    ceilings,
    created: now,
    createdBy: actor.kind === 'person' ? { id: actor.id, name: actor.name } : null,
    lastUsedAt: null,
    revokedAt: null,
  };
  if (!(await insertApiKey(tx, key))) return null;
  await record(tx, { tenantId, at: now, actor, action: 'api_key.create', target: key.id, ip, details: { name, last4: key.last4 } });
  return key;
}
