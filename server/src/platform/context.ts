import type { Id } from '@guichet/contract/ids.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { Permission } from '@guichet/contract/permissions.ts';
import type { Ceilings, Sight } from '@guichet/contract/rights.ts';

/** Who acts: a person with a session, a program with a key, or Guichet itself (recovery, timers). */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string }
  | { readonly kind: 'key'; readonly id: Id<'key'>; readonly name: string }
  | { readonly kind: 'system'; readonly id: 'system'; readonly name: 'Guichet' };

/** For which account, in which mode, and with what rights a request acts. */
export interface Caller {
  readonly tenantId: number;
  readonly account: Id<'acct'>;
  readonly livemode: boolean;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  /** When a person last proved who they are, by signing in or since; keys prove nothing. */
  readonly provedAt?: Date;
  /** A key that stands in pages for everybody to read: it has no permission and reaches only what is made for payers. */
  readonly publishable?: boolean;
  /** Whose log keeps what concerns the whole account, such as its team: live mode's, once that is open. Missing where it is the caller's own. */
  readonly accountTenantId?: number;
  /** They have no second factor, and another mode of the account wants one: nothing that reaches there is theirs to change. */
  readonly owesSecondFactor?: true;
  /** Missing where they see everything. */
  readonly sight?: Sight;
  /** Missing where they have none. */
  readonly ceilings?: Ceilings;
}

/** A claim on an Idempotency-Key, before it is stored. */
export interface IdempotencyClaim {
  readonly key: string;
  /** SHA-256 of method, path and canonical parameters: the same key with another hash is refused. */
  readonly requestHash: Buffer;
  /** The person or key that makes the request. Nobody else may ask what became of it. */
  readonly claimedBy: string | null;
}

/** How the card reached the person at the counter. `api` is a program; what a key sends is never MOTO by itself. */
export type Channel = 'api' | 'phone' | 'email' | 'mail' | 'fax' | 'in_person';

/** What a use case knows about the request that it serves. */
export interface RequestContext {
  readonly requestId: Id<'req'>;
  readonly now: Date;
  readonly caller: Caller;
  readonly idempotency: IdempotencyClaim | null;
  readonly channel: Channel;
  readonly ip: string | null;
  /** Somebody else has approved it, with this amount: the caller asked for it earlier, and it is carried out now. */
  readonly approval?: { readonly id: Id<'appr'>; readonly by: string; readonly amount: Money };
}

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'system', name: 'Guichet' };
