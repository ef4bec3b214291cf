import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Channel, PaymentStatus } from '@guichet/contract/terminal.ts';
import type { Metadata, WireShipping } from '@guichet/contract/wire/common.ts';
import type { WireNextAction } from '@guichet/contract/wire/nextAction.ts';
import type {
  CancellationReason,
  PaymentIntentStatus,
  WireLastPaymentError,
  WirePaymentIntent,
} from '@guichet/contract/wire/paymentIntent.ts';
import type { PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';

export type CaptureMethod = WirePaymentIntent['capture_method'];

export interface CardOptions {
  readonly moto?: boolean;
  /** Whether the hold should be such that it can be raised. */
  readonly request_incremental_authorization?: 'if_available' | 'never';
  /** Which network a co-badged card goes over. */
  readonly network?: string | null;
  readonly request_three_d_secure?: 'automatic' | 'any' | 'challenge';
}

/**
 * What a business wants to be paid, and how far that has come.
 *
 *   requires_payment_method ──method given──▶ requires_confirmation ──confirm──▶ processing
 *   processing ──approved, captured──▶ succeeded
 *   processing ──approved, held──▶ requires_capture ──capture──▶ processing ──▶ succeeded
 *   processing ──the issuer wants to see the payer──▶ requires_action
 *   requires_action ──they proved themselves──▶ processing
 *   requires_action ──they failed to──▶ requires_payment_method
 *   processing ──declined or certainly not done──▶ requires_payment_method
 *   requires_capture ──raise──▶ processing ──▶ requires_capture, for the new total or as it was
 *   requires_capture ──cancel──▶ processing ──voided──▶ canceled
 *   requires_payment_method, requires_confirmation, requires_action ──cancel──▶ canceled
 *   requires_action ──confirm──▶ processing, and what the payer still does at the issuer counts no more
 *
 * `processing` stands while the provider is asked; what it was asked is in the open attempt.
 */
export interface PaymentIntent {
  readonly tenantId: number;
  readonly id: Id<'pi'>;
  readonly version: number;
  readonly status: PaymentIntentStatus;
  readonly amount: bigint;
  readonly currency: Currency;
  readonly amountCapturable: bigint;
  readonly amountReceived: bigint;
  readonly captureMethod: CaptureMethod;
  readonly confirmationMethod: 'automatic' | 'manual';
  readonly customerId: Id<'cus'> | null;
  readonly paymentMethodId: Id<'pm'> | null;
  readonly latestChargeId: Id<'ch'> | null;
  /** What the request allowed; null when it said nothing of it. */
  readonly allowedPaymentMethodTypes: readonly string[] | null;
  /** What it does not take although it could; null when nothing is excluded. */
  readonly excludedPaymentMethodTypes: readonly string[] | null;
  readonly paymentMethodTypes: readonly string[];
  readonly automaticPaymentMethods: WirePaymentIntent['automatic_payment_methods'];
  readonly cardOptions: CardOptions;
  readonly setupFutureUsage: 'off_session' | 'on_session' | null;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly receiptEmail: string | null;
  readonly shipping: WireShipping | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
  readonly clientSecret: string;
  /** Made by `POST /v1/charges`: the wire shows the charge, and nobody is told of this intent beneath it. */
  readonly direct: boolean;
  /** What the payer has to do; shown while the intent `requires_action`. */
  readonly nextAction: WireNextAction | null;
  readonly lastPaymentError: WireLastPaymentError | null;
  readonly canceledAt: Date | null;
  readonly cancellationReason: CancellationReason | null;
  readonly channel: Channel;
  /** The id of the person or key that made it. */
  readonly createdBy: string;
  readonly created: Date;
  /** Facts of the latest charge that the terminal's list shows. */
  readonly viewStatus: PaymentStatus;
  readonly amountRefunded: bigint;
  readonly methodType: PaymentMethodType | null;
  readonly cardBrand: string | null;
  /** Of the card or of the account. */
  readonly cardLast4: string | null;
  readonly declineCode: string | null;
}
