import type { MemberRole, Permission } from './permissions.ts';
import type { CeilingsView, SightView } from './rightsViews.ts';
import type { WireBalanceTransaction } from './wire/balance.ts';
import type { WireCharge } from './wire/charge.ts';
import type { DisputeStatus } from './wire/dispute.ts';
import type { WireEarlyFraudWarning } from './wire/earlyFraudWarning.ts';
import type { WirePaymentIntent } from './wire/paymentIntent.ts';
import type { WireRefund } from './wire/refund.ts';

/** What `/guichet/v1` answers: the resources that the terminal needs and Stripe's wire has none for. Times are unix seconds. */

export const LANGUAGES = ['en', 'fr', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How the order reached the staff. A card keyed in person is not mail or telephone order, and is not marked so. */
export const STAFF_CHANNELS = ['phone', 'email', 'mail', 'fax', 'in_person'] as const;
export type StaffChannel = (typeof STAFF_CHANNELS)[number];
export type Channel = StaffChannel | 'api';

export const PAYMENT_STATUSES = [
  'succeeded',
  'refunded',
  'partially_refunded',
  'requires_capture',
  'requires_action',
  'processing',
  'failed',
  'canceled',
  'incomplete',
  'blocked',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export interface ListOf<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

export interface NamedRef {
  readonly id: string;
  readonly name: string;
}

export interface SetupState {
  readonly needed: boolean;
}

export interface SetupRequest {
  readonly code: string;
  readonly business_name: string;
  readonly country: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly owner_name: string;
  readonly email: string;
  readonly password: string;
  readonly language: Language;
}

export const MODES = ['live', 'test'] as const;
export type Mode = (typeof MODES)[number];

export interface SessionView {
  readonly person: NamedRef & { readonly email: string; readonly language: Language };
  readonly account: {
    readonly id: string;
    readonly business_name: string;
    readonly country: string;
    readonly default_currency: string;
    readonly time_zone: string;
  };
  readonly livemode: boolean;
  /** The modes that the account has; what the session shows is about one of them. */
  readonly modes: readonly Mode[];
  readonly role: MemberRole;
  /** What the place calls it, where it is a role of its own. */
  readonly role_name: string | null;
  readonly permissions: readonly Permission[];
  readonly sees: SightView;
  readonly ceilings: CeilingsView;
  readonly idle_timeout_seconds: number;
  readonly mail: { readonly configured: boolean };
  /** `required`: without one the person can do nothing but set one up. */
  readonly second_factor: { readonly enrolled: boolean; readonly required: boolean };
}

/** The public key that card fields are sealed with in the page (JWE compact, ECDH-ES with A256GCM). */
export interface CardKey {
  readonly kid: string;
  readonly jwk: {
    readonly kty: 'EC';
    readonly crv: 'P-256';
    readonly x: string;
    readonly y: string;
    readonly kid: string;
    readonly use: 'enc';
    readonly alg: 'ECDH-ES';
  };
}

export interface CardToken {
  readonly id: string;
  readonly object: 'token';
  readonly type: 'card';
  readonly created: number;
  readonly used: boolean;
  readonly livemode: boolean;
  readonly card: {
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
    readonly country: string | null;
    readonly funding: string;
    readonly fingerprint: string;
  };
}

/** A payment with the same card and amount within ten minutes, approved or still pending. */
export interface PossibleDuplicate {
  readonly payment_intent: string;
  readonly charge: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly brand: string;
  readonly last4: string;
  readonly status: string;
  readonly staff: NamedRef | null;
}

export interface PossibleDuplicates {
  readonly data: readonly PossibleDuplicate[];
}

/** What became of a request, asked for by its Idempotency-Key when its answer was lost. */
export type RequestState =
  | { readonly status: 'running' }
  | { readonly status: 'finished'; readonly http_status: number; readonly body: unknown };

/** How a payer agreed to be debited. */
export const MANDATE_GIVEN = ['written', 'online', 'recorded_phone_call'] as const;
export type MandateGiven = (typeof MANDATE_GIVEN)[number];

/** All that is kept of a mandate. */
export interface MandateView {
  readonly id: string;
  readonly object: 'guichet.mandate';
  readonly payment_method: string;
  readonly scheme: 'sepa_debit' | 'us_bank_account';
  readonly type: 'multi_use' | 'single_use';
  readonly status: 'active' | 'inactive';
  readonly reference: string;
  readonly accepted_at: number;
  readonly given: MandateGiven;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly text: { readonly version: string; readonly language: Language; readonly words: string } | null;
  readonly evidence: string | null;
  readonly noted_by: string;
  readonly amount: number | null;
  readonly currency: string;
  readonly ended_at: number | null;
  readonly end_reason: string | null;
  readonly created: number;
}

/** The wording of a mandate that is in use, to be read out or shown. */
export interface MandateTextView {
  readonly scheme: 'sepa_debit' | 'us_bank_account';
  readonly version: string;
  readonly language: Language;
  readonly words: string;
}

/** As much of a debited account as is shown. */
export interface BankAccountName {
  readonly type: 'sepa_debit' | 'us_bank_account';
  readonly last4: string;
}

export interface PaymentView {
  readonly id: string;
  readonly amount: number;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly currency: string;
  readonly status: PaymentStatus;
  readonly description: string | null;
  readonly customer: { readonly id: string; readonly name: string | null; readonly email: string | null } | null;
  readonly card: { readonly brand: string; readonly last4: string } | null;
  /** The account that was debited, where the payment is a direct debit. */
  readonly bank_account: BankAccountName | null;
  readonly channel: Channel;
  readonly staff: NamedRef | null;
  readonly created: number;
  readonly decline_code: string | null;
  /** Its newest dispute or inquiry. */
  readonly dispute: { readonly id: string; readonly status: DisputeStatus } | null;
}

/** A dispute as the list of them shows it. */
export interface DisputeView {
  readonly id: string;
  readonly payment_intent: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: DisputeStatus;
  readonly reason: string;
  readonly due_by: number | null;
  readonly created: number;
  readonly description: string | null;
  readonly card: { readonly brand: string; readonly last4: string } | null;
  /** The account, where a debit came back. */
  readonly bank_account: BankAccountName | null;
}

export interface TimelineEntry {
  readonly at: number;
  readonly type: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly actor: NamedRef | null;
  readonly code?: string;
}

export interface PostingView {
  readonly ledger_transaction: string;
  readonly event: string;
  readonly created: number;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly currency: string;
}

export interface MessageSummary {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  /** `kept`: no SMTP is set up, so the message lies in the outbox to be read there. */
  readonly status: 'queued' | 'sent' | 'kept' | 'failed';
  readonly language: Language;
  readonly payment_intent: string | null;
  readonly created: number;
  readonly sent_at: number | null;
  readonly error: string | null;
}

export interface MessageView extends MessageSummary {
  readonly html: string;
  readonly text: string;
  /** Whether it can be printed or saved as it was. */
  readonly has_receipt: boolean;
}

/** How one balance transaction came by its amount, where the payer was charged in another currency. Rates are exact text. */
export interface ConversionView {
  readonly balance_transaction: string;
  readonly presented_amount: number;
  readonly presented_currency: string;
  readonly amount: number;
  readonly currency: string;
  readonly rate: string;
  readonly mid: string;
  readonly margin_basis_points: number;
  readonly source: string;
  readonly day: string;
}

/** Who asked for and who approved something that stands on a page. */
export interface ApprovedView {
  /** The refund or the record. */
  readonly result: string;
  readonly approval: string;
  readonly asked_by: NamedRef;
  readonly approved_by: NamedRef;
  readonly approved: number;
}

/** One payment with all that belongs to it. The wire objects are those of `/v1`. */
export interface PaymentDetail {
  readonly payment: PaymentView;
  readonly payment_intent: WirePaymentIntent;
  readonly charges: readonly WireCharge[];
  readonly refunds: readonly WireRefund[];
  /** Which of the refunds somebody else had to approve. */
  readonly approved: readonly ApprovedView[];
  readonly disputes: readonly DisputeView[];
  readonly fraud_warnings: readonly WireEarlyFraudWarning[];
  /** What the debit rests on; null where the payment is none. */
  readonly mandate: MandateView | null;
  readonly balance_transactions: readonly WireBalanceTransaction[];
  readonly conversions: readonly ConversionView[];
  readonly timeline: readonly TimelineEntry[];
  readonly postings: readonly PostingView[];
  readonly messages: readonly MessageSummary[];
}

export interface SavedCardView {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
}

export interface CustomerView {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly created: number;
  readonly cards: readonly SavedCardView[];
}

export interface SaveCardRequest {
  readonly payment_method: string;
  readonly customer: string;
  /** The exact words that the payer agreed to, and how. */
  readonly consent: { readonly channel: StaffChannel; readonly language: Language; readonly text: string };
}

/** That a cardholder agreed to keep a card, in these words. */
export interface ConsentView {
  readonly id: string;
  readonly payment_method: string;
  readonly channel: string;
  readonly language: string;
  readonly text: string;
  readonly noted_by: string;
  readonly created: number;
}

/** A line of the activity log. Null where there was nothing, or it has been erased. */
export interface ActivityView {
  readonly id: string;
  readonly at: number;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string | null };
  readonly action: string;
  readonly target: string | null;
  readonly ip: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ReceiptRequest {
  readonly payment_intent: string;
  readonly email: string;
  readonly language?: Language;
}

export interface StaffMember extends NamedRef {
  readonly role: MemberRole;
  /** What a role of the place's own is called. */
  readonly role_name: string | null;
}

export interface Staff {
  readonly data: readonly StaffMember[];
}

/** The session's token is in a cookie, which scripts cannot read. */
export interface SignedIn {
  readonly redirect: false;
  /** `code`: the password was right, and nobody is signed in before a code follows. */
  readonly second_factor: 'code' | null;
}

export interface SignedOut {
  readonly success: true;
}

export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly last4: string;
  readonly livemode: boolean;
  readonly created: number;
  readonly created_by: NamedRef | null;
  readonly last_used: number | null;
  readonly revoked: number | null;
  readonly ceilings: CeilingsView;
}

/** What pages of payers use; it is no secret. Null before the next start of a place that is older than such keys. */
export interface PublishableKey {
  readonly key: string | null;
}

/** The only answer that carries the secret. */
export interface CreatedApiKey extends ApiKeyView {
  readonly secret: string;
}

/** What one currency is worth in another: the source's rate, and the one that is applied after the place's margin. Rates are exact text. */
export interface ExchangeRateView {
  readonly object: 'exchange_rate';
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly mid: string;
  readonly margin_basis_points: number;
  readonly source: string;
  readonly day: string;
  readonly age_days: number;
  /** Whether the place would refuse to convert by it. */
  readonly too_old: boolean;
  readonly amount: number | null;
  readonly converted: number | null;
}

export interface SettlementTermsView {
  readonly object: 'settlement_terms';
  readonly default_currency: string;
  readonly currencies: readonly string[];
  readonly margin_basis_points: number;
  readonly max_rate_age_days: number | null;
  readonly rates: { readonly day: string; readonly age_days: number; readonly source: string } | null;
}

/** When a place is paid out by itself. */
export interface PayoutScheduleView {
  readonly object: 'payout_schedule';
  readonly frequency: 'manual' | 'daily' | 'weekly' | 'monthly';
  /** 1 is Monday. */
  readonly weekday: number | null;
  readonly month_day: number | null;
  readonly delay_days: number;
}

export interface ApiKeys {
  readonly data: readonly ApiKeyView[];
}
