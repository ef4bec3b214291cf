import type { Id } from '@guichet/contract/ids.ts';
import type { MakeId } from '../platform/ids.ts';
import type { Sql } from '../platform/transaction.ts';
import { type EventRecord, storeEvents } from './events.store.ts';
import { type ObjectVersion, storeObjectVersions, type WireObject } from './objectVersions.store.ts';

/** For whom and because of which request objects change. */
export interface ChangeOrigin {
  readonly tenantId: number;
  readonly now: Date;
  readonly requestId: Id<'req'> | null;
  readonly idempotencyKey: string | null;
}

/** Top-level values that an update replaced. */
export function previousAttributes(before: WireObject, after: WireObject): Record<string, unknown> {
  const old = before as unknown as Record<string, unknown>;
  const now = after as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(old)
      .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]))
      .map((key) => [key, old[key]]),
  );
}

/**
 * Collects the object versions and events of one transaction, in order, and stores them with it: an event exists exactly when what it
 * tells has been committed.
 */
export class Changes {
  readonly #origin: ChangeOrigin;
  readonly #makeId: MakeId;
  readonly #versions: ObjectVersion[] = [];
  readonly #events: EventRecord[] = [];

  constructor(origin: ChangeOrigin, makeId: MakeId) {
    this.#origin = origin;
    this.#makeId = makeId;
  }

  /** Notes that an object came to a version, and what listeners are told of it; no event type means nobody is told. */
  add(
    body: WireObject,
    version: number,
    types: readonly string[],
    previous: Readonly<Record<string, unknown>> | null = null,
  ): ObjectVersion {
    const { tenantId, now, requestId, idempotencyKey } = this.#origin;
    const stored = { tenantId, id: body.id, version, body, created: now };
    this.#versions.push(stored);
    for (const type of types) {
      this.#events.push({
        tenantId,
        id: this.#makeId('evt'),
        type,
        objectId: body.id,
        objectVersion: version,
        previousAttributes: type.endsWith('.updated') ? previous : null,
        requestId,
        idempotencyKey,
        created: now,
      });
    }
    return stored;
  }

  async store(sql: Sql): Promise<void> {
    await storeObjectVersions(sql, this.#versions);
    await storeEvents(sql, this.#events);
  }
}
