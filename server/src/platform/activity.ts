import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import type { Actor } from './context.ts';
import type { Transaction } from './sql.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** What a person or a key did, as the activity log keeps it. */
export interface Activity {
  /** `customer.create`: the noun of the wire and the verb. */
  readonly action: ActivityAction;
  /** The id of the object that it was done to. */
  readonly target: string;
  readonly details?: Readonly<Record<string, JsonValue>>;
  /** Values about a person, kept apart so that they can be erased without breaking the log's seals. */
  readonly personal?: Readonly<Record<string, JsonValue>>;
}

/** For whom, when and from where. */
export interface ActivityOrigin {
  readonly tenantId: number;
  readonly now: Date;
  readonly actor: Actor;
  readonly ip: string | null;
}

/** Writes a line of the activity log in the transaction of what it tells. */
export type RecordActivity = (tx: Transaction, origin: ActivityOrigin, activity: Activity) => Promise<void>;
