import type { Permission, Role } from './permissions.ts';
import type { CeilingsView, SightView } from './rightsViews.ts';
import type { Language, NamedRef } from './terminal.ts';

/** A role: one of the six that there always are, under its name, or one of the place's own, under an id. */
export interface TeamRoleView extends SightView {
  readonly id: string;
  /** Null where it is one of the six: pages have a word for it in each language. */
  readonly name: string | null;
  readonly permissions: readonly Permission[];
  readonly ceilings: CeilingsView;
  /** How many members have it. */
  readonly members: number;
  /** Whether the caller may give it to somebody, change it and delete it. */
  readonly may_give: boolean;
}

export interface TeamRoles {
  readonly data: readonly TeamRoleView[];
}

/** Somebody who works here. */
export interface TeamMemberView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** One of the six, or the id of an own one. */
  readonly role: Role | string;
  readonly role_name: string | null;
  readonly joined: number;
  readonly is_you: boolean;
  /** Whether the caller may change this person's role, and take the person off the list. */
  readonly may_change: boolean;
  readonly may_remove: boolean;
}

export interface TeamMembers {
  readonly data: readonly TeamMemberView[];
}

/** Somebody who was asked to join and has not done so yet. */
export interface InvitationView {
  readonly id: string;
  readonly email: string;
  readonly role: Role | string;
  readonly role_name: string | null;
  readonly language: Language;
  readonly status: 'open' | 'expired';
  readonly invited_by: NamedRef | null;
  readonly created: number;
  readonly expires: number;
}

export interface Invitations {
  readonly data: readonly InvitationView[];
}

/** An invitation that was just sent. */
export interface SentInvitationView extends InvitationView {
  /** The link, where no mail server is set up that could carry it: to be passed on by hand, and shown this once. */
  readonly url: string | null;
}

/** What the page behind the link says before anybody has joined. */
export interface OpenInvitationView {
  readonly business_name: string;
  readonly email: string;
  readonly language: Language;
  readonly role: Role | string;
  readonly role_name: string | null;
  readonly invited_by: string | null;
  /** Somebody has an account with this address already, and joins by signing in with it. */
  readonly has_account: boolean;
}

export interface JoinedView {
  readonly joined: true;
}
