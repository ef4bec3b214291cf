import type { Role } from './permissions.ts';

/** How a person proves who they are beside the password. Times are unix seconds. */
export interface SecondFactorsView {
  readonly object: 'second_factors';
  /** Whether sign-in asks for a code of the person's app. */
  readonly code: boolean;
  readonly passkeys: readonly PasskeyView[];
}

export interface PasskeyView {
  readonly id: string;
  readonly name: string | null;
  readonly created: number | null;
}

/** Shown once: `uri` is what the person's app reads from a QR code, and `recovery_codes` are for the day when the app is lost. */
export interface SecondFactorSetup {
  readonly object: 'second_factor_setup';
  readonly uri: string;
  readonly recovery_codes: readonly string[];
}

/** Shown once. */
export interface RecoveryCodes {
  readonly object: 'recovery_codes';
  readonly recovery_codes: readonly string[];
}

/** What the browser hands to the passkey's device, as JSON. */
export interface PasskeyChallenge {
  readonly object: 'passkey_challenge';
  readonly options: string;
}

/** Where a person is signed in. */
export interface OwnSessionView {
  readonly id: string;
  readonly object: 'session';
  readonly started: number;
  readonly last_active: number;
  readonly ip: string | null;
  readonly user_agent: string | null;
  /** The session that asks. */
  readonly current: boolean;
}

export interface OwnSessions {
  readonly data: readonly OwnSessionView[];
}

export interface EndedSessions {
  readonly object: 'ended_sessions';
  readonly count: number;
}

/** Which roles must have a second factor in test mode; in live mode owners, admins and managers always must. */
export interface SignInRulesView {
  readonly object: 'sign_in_rules';
  readonly second_factor_roles: readonly Role[];
}
