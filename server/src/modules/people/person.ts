import type { Id } from '@guichet/contract/ids.ts';
import type { Role } from '@guichet/contract/permissions.ts';
import type { Language } from '@guichet/contract/terminal.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
}

/** A merchant account in one mode. */
export interface Place {
  readonly tenantId: number;
  readonly account: Id<'acct'>;
  readonly livemode: boolean;
  readonly businessName: string;
  readonly country: string;
  readonly defaultCurrency: string;
  readonly timeZone: string;
}

/** A person's place at a counter: where, and in which role. */
export interface Seat extends Place {
  readonly role: Role;
}

/** A person who is signed in, with every place where they may act: the one that they opened with first. */
export interface Session {
  readonly id: string;
  readonly startedAt: Date;
  readonly lastActiveAt: Date;
  readonly person: Person;
  readonly seats: readonly Seat[];
}
