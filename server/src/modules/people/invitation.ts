import type { Id } from '@guichet/contract/ids.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import type { HeldRole } from './rights.rules.ts';

/** PCI DSS has nothing to say of it; a week is long enough for a holiday's end and short for a mail that lies about. */
export const INVITATION_LIFE_MS = 7 * 86_400_000;

/** Somebody who was asked to work here. */
export interface Invitation extends HeldRole {
  readonly account: Id<'acct'>;
  readonly id: Id<'invt'>;
  /** Lower case, as persons are found by it. */
  readonly email: string;
  readonly language: Language;
  /** How often it was sent; only the newest link is good. */
  readonly serial: number;
  readonly invitedBy: { readonly id: string; readonly name: string } | null;
  readonly created: Date;
  readonly expires: Date;
  readonly accepted: Date | null;
  readonly revoked: Date | null;
}

/** Whether the link still leads in. */
export const isOpen = ({ accepted, revoked, expires }: Invitation, now: Date): boolean =>
  accepted === null && revoked === null && expires.getTime() > now.getTime();
