import type { Id } from '@guichet/contract/ids.ts';
import type { Channel } from '@guichet/contract/terminal.ts';
import type { Metadata, WireChecks } from '@guichet/contract/wire/common.ts';
import type { WireNextAction } from '@guichet/contract/wire/nextAction.ts';
import type { SetupCancellationReason, SetupIntentStatus, WireSetupError, WireSetupIntent } from '@guichet/contract/wire/setupIntent.ts';
import type { Proof } from '../../connectors/index.ts';

export interface SetupCardOptions {
  readonly moto?: boolean;
  readonly network?: string | null;
  readonly request_three_d_secure?: 'automatic' | 'any' | 'challenge';
}

/**
 * A card that is to be kept for later, and how far that has come. No money moves: the issuer is asked whether the card is good, and its
 * answer's number is what later payments refer to.
 *
 *   requires_payment_method ──method given──▶ requires_confirmation ──confirm──▶ processing
 *   processing ──the card is good──▶ succeeded          on the customer's file, if there is one
 *   processing ──the issuer wants to see the payer──▶ requires_action
 *   processing ──refused or certainly not asked──▶ requires_payment_method
 *   requires_action ──they proved themselves──▶ processing
 *   requires_action ──they failed to──▶ requires_payment_method
 *   requires_action ──confirm──▶ processing             what the payer still does at the issuer counts no more
 *   requires_payment_method, requires_confirmation, requires_action ──cancel──▶ canceled
 */
export interface SetupIntent {
  readonly tenantId: number;
  readonly id: Id<'seti'>;
  readonly version: number;
  readonly status: SetupIntentStatus;
  /** Whether the card will also be charged in its holder's absence. */
  readonly usage: 'off_session' | 'on_session';
  readonly customerId: Id<'cus'> | null;
  readonly paymentMethodId: Id<'pm'> | null;
  /** What the request allowed; null when it said nothing of it. */
  readonly allowedPaymentMethodTypes: readonly string[] | null;
  readonly paymentMethodTypes: readonly string[];
  readonly automaticPaymentMethods: WireSetupIntent['automatic_payment_methods'];
  readonly cardOptions: SetupCardOptions;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly clientSecret: string;
  readonly nextAction: WireNextAction | null;
  readonly lastSetupError: WireSetupError | null;
  readonly latestAttemptId: Id<'setatt'> | null;
  readonly canceledAt: Date | null;
  readonly cancellationReason: SetupCancellationReason | null;
  readonly channel: Channel;
  readonly createdBy: string;
  readonly created: Date;
}

/** What the issuer said of the card in one try. */
export interface TriedCard {
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly fingerprint: string;
  readonly country: string | null;
  readonly funding: string | null;
  readonly network: string | null;
  readonly checks: WireChecks | null;
  readonly moto: boolean;
  readonly proof: Pick<Proof, 'eci' | 'version' | 'transactionId'> | null;
}

/** One try to set a card up. */
export interface SetupTry {
  readonly tenantId: number;
  readonly id: Id<'setatt'>;
  readonly setupIntentId: Id<'seti'>;
  readonly customerId: Id<'cus'> | null;
  readonly paymentMethodId: Id<'pm'>;
  readonly status: 'requires_action' | 'processing' | 'succeeded' | 'failed' | 'abandoned';
  readonly usage: SetupIntent['usage'];
  readonly card: TriedCard;
  readonly setupError: WireSetupError | null;
  readonly created: Date;
}
