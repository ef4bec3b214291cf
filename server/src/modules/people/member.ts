import type { Language } from '@guichet/contract/terminal.ts';
import type { HeldRole } from './rights.rules.ts';

/** Somebody who works in an account. */
export interface Member extends HeldRole {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly joined: Date;
}
