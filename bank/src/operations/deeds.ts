import type { Deed } from './deed.ts';
import { expireAuthorisation } from './expireAuthorisation.ts';

/** What the bank does by itself, by the kind of plan, which is also the kind of the notice. */
export const deeds: Readonly<Record<string, Deed>> = {
  'authorisation.expired': expireAuthorisation,
};
