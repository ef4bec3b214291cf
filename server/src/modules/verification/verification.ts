/** Something that is not as it must be. */
export interface Problem {
  /** Whose, as the wire calls the account, with its mode: `acct_… (test)`. */
  readonly place: string;
  /** What it is about: the id of an object, an account of the ledger, a line of a log. */
  readonly subject: string;
  readonly says: string;
}

/** What one check has found in all places. */
export interface CheckReport {
  readonly check: string;
  readonly about: string;
  /** How many things were looked at. */
  readonly looked: number;
  readonly tookMs: number;
  readonly problems: readonly Problem[];
  /** There are more of one kind than are listed. */
  readonly more: boolean;
}

export interface VerificationReport {
  readonly at: string;
  readonly checks: readonly CheckReport[];
  readonly problems: number;
}

/** What is wrong, before it is known whose it is. */
export interface Finding {
  readonly subject: string;
  readonly says: string;
}

/** Of one kind of problem so many are told per place; who has more knows enough. */
export const MOST_FINDINGS = 200;
