/**
 * The JSON that crosses the wire between the sandbox bank and whoever talks to it.
 * Amounts are integers in minor units; every time is in unix seconds.
 */

export type Entry =
  | 'moto_phone'
  | 'moto_mail'
  | 'moto'
  | 'ecommerce'
  | 'keyed_in_person'
  | 'saved_cit'
  | 'mit_recurring'
  | 'mit_unscheduled';

export type Brand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'maestro';
export type Funding = 'credit' | 'debit' | 'prepaid';
export type Network = Brand | 'cartes_bancaires';

/** Letters as in Visa's table, for every brand. Null: no address was given, so nothing was compared. */
export type AvsResult = 'Y' | 'A' | 'Z' | 'N' | 'U' | 'S';
/** M match, N no match. Null: no code was given, so nothing was compared. */
export type CvcResult = 'M' | 'N';

export type Advice = 'do_not_retry' | 'retry_later' | 'correct_data' | 'authenticate';

export interface Merchant {
  name: string;
  country: string;
  /** The merchant's own name for itself: notices carry it back. Without one there are none. */
  account?: string;
}

/** What issuers are told of a card and of how its holder acts, with money or without. */
export interface CardRequest {
  reference: string;
  card: { number: string; exp_month: number; exp_year: number; cvc?: string };
  address?: { line1?: string; postal_code?: string; country?: string };
  entry: Entry;
  merchant: Merchant;
  stored_credential?: { first: boolean; network_transaction_id?: string };
  /** Which of a co-badged card's networks to take; one that the card does not have is passed over. */
  network?: Network;
  /** The payer can be sent to the issuer, who sends them back to `return_url`. `demanded` asks for it although the issuer may not. */
  authentication?: { return_url: string; demanded?: boolean };
  /** What an earlier authentication of this card brought. */
  authenticated?: { authentication: string; eci: string; cavv: string };
}

export interface AuthorisationRequest extends CardRequest {
  amount: number;
  currency: string;
  capture: boolean;
  /** The merchant may want to raise the hold later. */
  incremental?: boolean;
  /** What the holder reads on the statement. */
  descriptor?: string;
}

/** Asks the issuer whether the card is good, for nothing. */
export type VerificationRequest = CardRequest;

export interface CaptureRequest {
  reference: string;
  authorisation: string;
  amount: number;
  /** What the holder reads on the statement from now on. */
  descriptor?: string;
}

/** Raises what is held to a new total. */
export interface IncrementRequest {
  reference: string;
  authorisation: string;
  amount: number;
  /** What the holder reads on the statement from now on. */
  descriptor?: string;
}

export interface VoidRequest {
  reference: string;
  authorisation: string;
}

export interface RefundRequest {
  reference: string;
  authorisation: string;
  amount: number;
}

export interface RefundCancellationRequest {
  reference: string;
  /** The reference of the refund. */
  refund: string;
}

export interface EvidenceRequest {
  reference: string;
  dispute: string;
  /** What the merchant writes, by the name of the field. */
  texts: Record<string, string>;
  /** What the merchant encloses, by the name of the field. */
  files: { field: string; name: string; type: string; size: number; sha256: string }[];
}

export interface AcceptanceRequest {
  reference: string;
  dispute: string;
}

export interface ReversalRequest {
  /** The reference of the operation to undo; a reversal has none of its own. */
  reference: string;
}

export interface DebitRequest {
  reference: string;
  amount: number;
  currency: string;
  scheme: 'sepa' | 'ach';
  account: { iban: string } | { routing_number: string; account_number: string; type: 'checking' | 'savings' };
  holder: string;
  /** The payer's agreement, as the merchant knows it. */
  mandate: { reference: string; accepted_at: number };
  merchant: Merchant;
  /** What the holder reads on the statement. */
  descriptor?: string;
}

export type DebitState = 'pending' | 'settled' | 'failed' | 'returned' | 'reversed';

export interface DebitAnswer {
  reference: string;
  /** Taken in; whether the payer's bank pays is known later. Declined only when a tombstone bars the reference. */
  result: 'pending' | 'declined';
  reason?: 'tombstone';
  amount: number;
  currency: string;
  /** When it will be known; null when the bank can't say. */
  expected_at: number | null;
}

/** A debit as the book lists it. */
export interface DebitEntry {
  seq: number;
  reference: string;
  at: number;
  scheme: 'sepa' | 'ach';
  amount: number;
  currency: string;
  last4: string;
  mandate: string;
  state: DebitState;
  code: string | null;
  settled_at: number | null;
  refunded_amount: number;
}

export interface DebitPage {
  debits: DebitEntry[];
  has_more: boolean;
  /** Pass as `after` for the next page. */
  next_after: number;
}

type Result = 'approved' | 'declined';

export type DeclineReason =
  | 'tombstone'
  | 'unknown_authorisation'
  | 'authorisation_declined'
  | 'voided'
  | 'reversed'
  | 'expired'
  | 'already_captured'
  | 'not_captured'
  | 'amount_exceeds_authorised'
  | 'amount_exceeds_captured'
  | 'not_incremental'
  | 'amount_not_raised'
  | 'limit_exceeded'
  | 'unknown_refund'
  | 'refund_ended'
  | 'unknown_dispute'
  | 'dispute_ended'
  | 'evidence_given'
  | 'too_late';

export interface AnsweredCard {
  brand: Brand;
  funding: Funding;
  country: string;
  issuer: string;
  /** More than one where the card is co-badged. */
  networks: Network[];
}

/** Where the payer proves to the issuer that they hold the card. */
export interface ChallengeOffer {
  authentication: string;
  /** Below the bank's address; it can't be guessed. */
  path: string;
}

export interface VerificationAnswer {
  reference: string;
  result: Result;
  response_code: string;
  reason?: DeclineReason;
  avs: AvsResult | null;
  cvc: CvcResult | null;
  network_transaction_id: string | null;
  advice: Advice | null;
  card: AnsweredCard | null;
  /** Over which of the card's networks it went. */
  network: Network | null;
  /** With 1A, where the request said that the payer can be sent here. */
  challenge?: ChallengeOffer;
}

export type AuthenticationStatus = 'open' | 'authenticated' | 'failed';

export interface AuthenticationView {
  authentication: string;
  /** The operation that asked for it. */
  reference: string;
  status: AuthenticationStatus;
  version: string;
  /** The following are null unless authenticated. */
  eci: string | null;
  cavv: string | null;
  transaction_id: string | null;
}

export interface AuthorisationAnswer {
  reference: string;
  result: Result;
  response_code: string;
  reason?: DeclineReason;
  avs: AvsResult | null;
  cvc: CvcResult | null;
  /** Six characters, null unless approved. */
  authorisation_code: string | null;
  /** Fifteen digits, null when no issuer was reached (14, 15, TB). */
  network_transaction_id: string | null;
  amount: number;
  currency: string;
  captured: boolean;
  /** Null unless approved. */
  expires_at: number | null;
  advice: Advice | null;
  /** Null when no issuer was reached (14, 15, TB). */
  card: AnsweredCard | null;
  /** The hold can be raised, as the merchant asked. */
  incremental?: true;
  /** What the bank makes of it, where that is not the ordinary. */
  risk?: 'elevated';
  /** The funds are paid out at once, without the usual days. */
  available_at_once?: true;
  /** Over which of the card's networks it went. */
  network: Network | null;
  /** With 1A, where the request said that the payer can be sent here. */
  challenge?: ChallengeOffer;
}

export interface FollowUpAnswer {
  reference: string;
  authorisation: string;
  result: Result;
  response_code: string;
  reason?: DeclineReason;
  /** Null for a void that was declined. */
  amount: number | null;
  /** Null when no authorisation was looked at: it is unknown, or a tombstone came first. */
  currency: string | null;
  /** Accepted, but not done yet: a notice tells its end. */
  pending?: true;
}

export type KeptAnswer = AuthorisationAnswer | FollowUpAnswer;

/** Stands on an answer that had been given before; `reversed` when the authorisation has been undone since. */
export interface RepeatMarks {
  repeated?: true;
  reversed?: true;
}

export type KeptKind = 'authorise' | 'increment' | 'capture' | 'void' | 'refund' | 'cancel_refund' | 'evidence' | 'accept';

export type FollowUpKind = Exclude<KeptKind, 'authorise'>;

interface AuthorisationState {
  /** With what increments added. */
  authorised_amount: number;
  captured_amount: number;
  refunded_amount: number;
  disputed_amount: number;
  voided: boolean;
  reversed: boolean;
  expired: boolean;
}

export type OperationView =
  | ({ kind: 'authorise'; at: number; descriptor: string | null; reversed?: true; state: AuthorisationState } & AuthorisationAnswer)
  | ({ kind: FollowUpKind; at: number } & FollowUpAnswer)
  | ({
      kind: 'debit';
      at: number;
      state: DebitState;
      code: string | null;
      settled_at: number | null;
      refunded_amount: number;
      descriptor: string | null;
    } & DebitAnswer)
  | ({ kind: 'verify'; at: number } & VerificationAnswer)
  | TombstoneView;

interface TombstoneView {
  kind: 'tombstone';
  reference: string;
  at: number;
  /** How many operations arrived later and were refused. */
  refused: number;
}

export type ReversalAnswer =
  | { reference: string; result: 'reversed'; found: boolean; repeated?: true }
  | {
      reference: string;
      result: 'not_reversible';
      found: true;
      reason: 'not_pending' | 'not_an_authorisation' | 'already_cleared' | 'captured_separately' | 'refunded' | 'disputed' | 'voided';
      operation: OperationView;
    };

export interface BookEntry {
  seq: number;
  kind: KeptKind | 'reverse' | 'tombstone';
  at: number;
  /** Null for a reversal, which has no reference of its own: `authorisation` says what it undid. */
  reference: string | null;
  authorisation: string | null;
  amount: number | null;
  currency: string | null;
  result: Result | null;
  response_code: string | null;
  /** Of a refund that did not end when it was answered: where it stands. */
  state: 'pending' | 'succeeded' | 'failed' | 'cancelled' | null;
  /** What is kept of a card number. Null where the entry isn't an authorisation, or the number wasn't one. */
  number: { bin: string; last4: string } | null;
}

export interface BookPage {
  operations: BookEntry[];
  has_more: boolean;
  /** Pass as `after` for the next page. */
  next_after: number;
}

export interface CurrencySummary {
  /** Everything that was ever approved, whatever became of it. */
  authorised: number;
  /** Reversals taken off. */
  captured: number;
  /** Refunds that failed later, or were called back, taken off. */
  refunded: number;
  /** Taken back by disputes; what was returned is taken off. */
  disputed: number;
  voided: number;
  reversed: number;
  counts: {
    authorisations: number;
    approved: number;
    declined: number;
    captures: number;
    refunds: number;
    voids: number;
    reversals: number;
  };
}

export interface DebitSummary {
  /** All that came in, whatever became of it. */
  debited: number;
  /** What the payers' banks have paid, with what came back later. */
  settled: number;
  returned: number;
  refunded: number;
  counts: { pending: number; settled: number; failed: number; returned: number; reversed: number };
}

export interface BookSummary {
  currencies: Record<string, CurrencySummary>;
  /** Direct debits, apart from cards. */
  debits: Record<string, DebitSummary>;
  tombstones: number;
}

export type RecordKind = 'authorisation' | 'debit' | 'refund' | 'payout';

/** Something that a merchant began, and where it stands now. */
export interface MerchantRecord {
  seq: number;
  kind: RecordKind;
  reference: string;
  /** Of a refund: what it gives back of. */
  authorisation: string | null;
  at: number;
  amount: number;
  currency: string;
  captured_amount: number;
  state: 'declined' | 'held' | 'captured' | 'voided' | 'reversed' | 'expired' | 'succeeded' | 'cancelled' | DebitState | PayoutState;
}

export interface RecordPage {
  records: MerchantRecord[];
  has_more: boolean;
  /** Pass as `after` for the next page. */
  next_after: number;
}

/** Where a payout goes: an IBAN, or an account in the United States. */
export type PayoutDestination = { iban: string } | { routing_number: string; account_number: string };

export interface PayoutRequest {
  reference: string;
  amount: number;
  currency: string;
  destination: PayoutDestination;
  merchant: Merchant;
  /** The reference of a paid payout that this one takes back from the account. */
  reverses?: string;
}

export type PayoutFailure =
  | 'account_closed'
  | 'could_not_process'
  | 'debit_not_authorized'
  | 'insufficient_funds'
  | 'invalid_currency'
  | 'no_account';

/** Approved means taken on; a notice tells whether the money arrived. */
export interface PayoutAnswer {
  reference: string;
  result: Result;
  response_code: string;
  reason?: 'not_reversible';
  amount: number;
  currency: string;
}

export type PayoutState = 'refused' | 'sent' | 'paid' | 'failed' | 'returned';

export type PayoutView = PayoutAnswer & { at: number; state: PayoutState; failure?: PayoutFailure };

export type FaultKind =
  | 'slow'
  | 'slow_answer'
  | 'no_answer_before'
  | 'no_answer_after'
  | 'cut_before'
  | 'cut_after'
  | 'error_500_before'
  | 'error_500_after'
  | 'duplicate_answer';

export type FaultyOperation = KeptKind | 'verify' | 'debit' | 'reverse' | 'lookup' | 'payout';

export interface FaultRequest {
  kind: FaultKind;
  operation?: FaultyOperation | 'any';
  times?: number;
  delay_ms?: number;
  card_last4?: string;
}

export interface Fault {
  id: number;
  kind: FaultKind;
  operation: FaultyOperation | 'any';
  /** How many requests it will still strike. */
  times: number;
  delay_ms: number;
  card_last4: string | null;
}

export interface FaultList {
  faults: Fault[];
  /** Requests that a fault delays or holds at this moment. */
  waiting: number;
}

/** Something that became true without having been asked for. */
export interface Notice {
  sequence: number;
  /** When it became true. */
  at: number;
  kind: string;
  account: string;
  /** The operation that it is about. */
  reference: string;
  data: Record<string, unknown>;
}

export interface NoticePage {
  notices: Notice[];
  has_more: boolean;
}

export type ErrorCode = 'invalid_request' | 'unauthorised' | 'not_found' | 'unknown_reference' | 'reference_reused' | 'internal_error';

export interface ErrorAnswer {
  error: { code: ErrorCode; message: string };
}
