import type { Id } from '@guichet/contract/ids.ts';
import type { MemberRole } from '@guichet/contract/permissions.ts';
import type { Language, Mode } from '@guichet/contract/terminal.ts';
import type { HeldRole } from './rights.rules.ts';

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

export const modeOf = ({ livemode }: Pick<Place, 'livemode'>): Mode => (livemode ? 'live' : 'test');

/** A person's place at a counter: where, and in which role. */
export interface Seat extends Place, HeldRole {
  /** Which roles must have a second factor, for sessions that began since; null: nobody has decided. */
  readonly secondFactorRule: { readonly roles: readonly MemberRole[]; readonly since: Date } | null;
}

/** A person who is signed in, with every place where they may act: the one where they have been longest first, in live mode if it has that. */
export interface Session {
  readonly id: string;
  readonly startedAt: Date;
  readonly lastActiveAt: Date;
  /** When the person last proved who they are. */
  readonly provedAt: Date;
  readonly secondFactors: { readonly code: boolean; readonly passkeys: number };
  readonly person: Person;
  readonly seats: readonly Seat[];
}
