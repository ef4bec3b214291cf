import type { Actor } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Random } from '../../platform/random.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { storeLines } from './activity.store.ts';
import { personalDigest } from './activityDigests.ts';
import { ACTOR, type ActivityLine, type JsonValue, type PersonalValue, type StoredLine } from './activityLine.ts';

/** Writes lines in the transaction that does what they tell, so that neither is there without the other. One statement for all of them. */
export type RecordActivity = (tx: Transaction, ...lines: readonly ActivityLine[]) => Promise<void>;

const SALT_BYTES = 16;

/** What is personal about the actor: a person's name, and the address that the request came from. */
function actorValues(actor: Actor, ip: string | null): Record<string, JsonValue> {
  const values = { ...(actor.kind === 'person' ? { name: actor.name } : {}), ...(ip === null ? {} : { ip }) };
  return Object.keys(values).length === 0 ? {} : { [ACTOR]: values };
}

export function activityRecorder(makeId: MakeId, random: Random): RecordActivity {
  return async (tx, ...lines) => {
    const stored: StoredLine[] = [];
    const beside: PersonalValue[] = [];
    for (const { tenantId, at, actor, action, target, ip, details = {}, personal = {} } of lines) {
      const id = makeId('alog');
      const values = Object.entries({ ...personal, ...actorValues(actor, ip) }).map(
        ([name, value]): PersonalValue => ({ tenantId, lineId: id, name, salt: random.bytes(SALT_BYTES), value: JSON.stringify(value) }),
      );
      const digests = Object.fromEntries(values.map(({ name, salt, value }) => [name, personalDigest(salt, value)]));
      const actorName = actor.kind === 'person' ? null : actor.name;
      stored.push({ tenantId, id, at, actorKind: actor.kind, actorId: actor.id, actorName, action, target, details, personal: digests });
      beside.push(...values);
    }
    await storeLines(tx, stored, beside);
  };
}
