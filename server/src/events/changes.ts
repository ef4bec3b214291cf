import { isDeepStrictEqual } from 'node:util';
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

type Values = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values that an update replaced, down to the single one; a value that was not there before is null. Lists count as one value. */
export function previousAttributes(before: object, after: object): Record<string, unknown> {
  const [old, now] = [before as Values, after as Values];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !isDeepStrictEqual(old[key], now[key]));
  return Object.fromEntries(
    changed.map((key) => {
      const [was, is] = [old[key], now[key]];
      return [key, isObject(was) && isObject(is) ? previousAttributes(was, is) : (was ?? null)];
    }),
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
        previousAttributes: type.endsWith('.created') ? null : previous,
        requestId,
        idempotencyKey,
        created: now,
      });
    }
    return stored;
  }

  /** The same for a thing that has no id of its own on the wire, such as a balance: it is kept under a name that nothing else has. */
  addNameless(name: string, body: { readonly object: string }, types: readonly string[]): void {
    const { tenantId, now, requestId, idempotencyKey } = this.#origin;
    this.#versions.push({ tenantId, id: name, version: 1, body, created: now });
    for (const type of types) {
      const id = this.#makeId('evt');
      this.#events.push({
        ...{ tenantId, id, type, objectId: name, objectVersion: 1, previousAttributes: null },
        ...{ requestId, idempotencyKey, created: now },
      });
    }
  }

  async store(sql: Sql): Promise<void> {
    await storeObjectVersions(sql, this.#versions);
    await storeEvents(sql, this.#events);
  }
}
