import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import type { JsonValue } from '../../platform/activity.ts';
import type { Actor } from '../../platform/context.ts';

export type { JsonValue };

/** That somebody did something: what use cases hand to `recordActivity`. */
export interface ActivityLine {
  readonly tenantId: number;
  readonly at: Date;
  readonly actor: Actor;
  /** Noun and verb: `payment_intent.create`, `sign_in.failed`. */
  readonly action: ActivityAction;
  /** The id of what was acted on. */
  readonly target: string | null;
  readonly ip: string | null;
  /** What isn't about a person: amounts, codes, states. It can never be erased. */
  readonly details?: Readonly<Record<string, JsonValue>>;
  /** What is about a person (an e-mail address, a name), each by a name of its own so that it can be erased alone. */
  readonly personal?: Readonly<Record<string, JsonValue>>;
}

/** A line as it is stored. */
export interface StoredLine {
  readonly tenantId: number;
  readonly id: string;
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  readonly actorId: string;
  /** Null for persons, whose names stand among the personal values. */
  readonly actorName: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly details: Readonly<Record<string, JsonValue>>;
  /** Names of personal values, each with the digest of its salt and value in hex. */
  readonly personal: Readonly<Record<string, string>>;
}

/** A value that stands beside its line until it is erased. */
export interface PersonalValue {
  readonly tenantId: number;
  readonly lineId: string;
  readonly name: string;
  readonly salt: Buffer;
  /** JSON. */
  readonly value: string;
}

/** The name under which the actor's own personal values are kept: `{ name?, ip? }`. */
export const ACTOR = 'actor';
