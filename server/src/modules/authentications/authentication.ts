import type { Id } from '@guichet/contract/ids.ts';
import type { Proof } from '../../connectors/index.ts';

/**
 * A payer who was sent to their issuer, to prove that the card is theirs.
 *
 *   open ──notice──▶ answered ──┬─▶ used          its result was applied to the intent, once
 *   open ──payer comes back─────┘
 *   open, answered ──▶ superseded                 the intent was confirmed anew, or given up
 *
 * What came of it is never stored here: whoever applies it asks the provider, and locks the intent before.
 */
export interface Authentication {
  readonly tenantId: number;
  readonly id: Id<'authn'>;
  /** What the payer's way back is found by; nobody can guess it. */
  readonly token: string;
  readonly attemptId: Id<'att'>;
  readonly paymentIntentId: Id<'pi'> | null;
  readonly setupIntentId: Id<'seti'> | null;
  readonly connector: string;
  /** The provider's name for it. */
  readonly reference: string;
  /** Below the provider's address, which may change while the payer is on their way. */
  readonly challengePath: string;
  /** The merchant's address for the payer afterwards; null where a program in the page waits for them. */
  readonly returnUrl: string | null;
  readonly status: 'open' | 'answered' | 'used' | 'superseded';
  readonly created: Date;
}

/** What came of it, once there is something to apply. */
export type Proven = { readonly result: 'authenticated'; readonly proof: Proof } | { readonly result: 'failed' };

/** What the payer is told when they come back, and the merchant by the address that they come back to. */
export interface PayerOutcome {
  readonly clientSecret: string;
  readonly status: 'succeeded' | 'failed' | 'pending';
}
