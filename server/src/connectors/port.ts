import type { Money } from '@guichet/contract/money.ts';
import type { CheckResult } from '@guichet/contract/wire/common.ts';
import type { AccountNumber, CardData } from '../vault/index.ts';

/** How the card came to us, as the issuer is told. MOTO (mail order, telephone order) is outside strong customer authentication. */
export type EntryMode = 'moto_phone' | 'moto_mail' | 'moto' | 'keyed_in_person' | 'ecommerce' | 'saved_cit' | EntryWithoutPayer;

/** The merchant charges a card on file while its holder is not there: as agreed at regular times, or when there is cause. */
export type EntryWithoutPayer = 'mit_recurring' | 'mit_unscheduled';

/** What proves that the payer holds the card: what 3-D Secure calls the electronic commerce indicator and the authentication value. */
export interface Proof {
  /** The provider's name for the authentication. */
  readonly authentication: string;
  readonly eci: string;
  readonly cavv: string;
  readonly version: string;
  readonly transactionId: string;
}

/** Where the payer proves it: below the provider's address, which may change while they are on their way. */
export interface Challenge {
  readonly authentication: string;
  readonly path: string;
}

/** What an issuer is told of a card, whether money is asked for or not. */
export interface CardRequest {
  readonly reference: string;
  readonly entry: EntryMode;
  readonly address: { readonly line1: string | null; readonly postalCode: string | null; readonly country: string | null };
  /** `account` comes back in notices. */
  readonly merchant: { readonly name: string; readonly country: string; readonly account: string };
  /** The network's id of the card's first payment here, when the card is one on file. */
  readonly networkTransactionId: string | null;
  /** This is the first use of a card that will be kept: later ones refer to it. */
  readonly firstOfMany: boolean;
  /** The network that a co-badged card's holder chose, or the merchant where they did not. */
  readonly network: string | null;
  /** Where the payer comes back to, if they can be sent to the issuer; `demanded` when the merchant wants it in any case. */
  readonly authentication: { readonly returnUrl: string; readonly demanded: boolean } | null;
  readonly proof: Proof | null;
}

export interface AuthoriseRequest extends CardRequest {
  readonly amount: Money;
  /** Whether the money is taken in the same step. */
  readonly capture: boolean;
  /** Whether the hold should be such that it can be raised later. */
  readonly incremental: boolean;
  /** What the payer finds on the statement, 22 characters of ASCII at most; null leaves it to the provider. */
  readonly descriptor: string | null;
}

/** Asks whether a card is good, for nothing. */
export type VerifyRequest = CardRequest;

/** A card that was entered in the provider's own fields. The number lies there; what we have is the provider's name for it. */
export interface HeldCard {
  readonly token: string;
  /** On whose file it is there, by the provider's name of them; null while it is on nobody's. */
  readonly customer: string | null;
}

/** What the provider says of a card that it holds. */
export interface HeldCardFacts {
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  /** The same for the same number at this provider; null where it does not say. */
  readonly fingerprint: string | null;
  /** It is on a customer's file there, and charged with that customer alone. */
  readonly onFile: boolean;
}

/** `wrong`: the provider does not know it, or will not, in its words. */
export type HeldCardAnswer =
  | { readonly answer: 'card'; readonly card: HeldCardFacts }
  | { readonly answer: 'wrong'; readonly reason: string }
  | { readonly answer: 'unknown'; readonly reason: string };

/** Puts a card on the file of somebody whom the provider may not know yet. */
export interface KeepRequest {
  /** Null where only the customer is to be there. */
  readonly token: string | null;
  /** The provider's name for them; null where they are new there. */
  readonly customer: string | null;
  /** Ours for the two of them: asking again under it makes nobody a second time. */
  readonly reference: string;
}

export type KeepAnswer =
  | { readonly answer: 'kept'; readonly customer: string }
  | { readonly answer: 'wrong'; readonly reason: string }
  | { readonly answer: 'unknown'; readonly reason: string };

/** A debit of an account on a mandate. The account's number is added by the shell, at the last moment. */
export interface DebitRequest {
  readonly reference: string;
  readonly amount: Money;
  readonly holder: string;
  /** What ACH wants to know of the account besides its number. */
  readonly accountType: 'checking' | 'savings';
  readonly mandate: { readonly reference: string; readonly acceptedAt: Date };
  readonly merchant: AuthoriseRequest['merchant'];
  readonly descriptor: AuthoriseRequest['descriptor'];
}

/** A later step on an authorisation: all of it or a part. */
export interface FollowUpRequest {
  readonly reference: string;
  readonly authorisation: string;
  /** The provider's own name for the authorisation, where it gave one. */
  readonly providerReference: string | null;
  readonly amount: Money;
}

/** Takes what is held, all of it or a part. */
export interface CaptureRequest extends FollowUpRequest {
  /** What the payer finds on the statement from now on; without one it stays as it was. */
  readonly descriptor?: string | null;
}

/** Raises a hold: `amount` is the new total. */
export interface IncrementRequest extends FollowUpRequest {
  /** What the payer finds on the statement from now on; null leaves it as it was. */
  readonly descriptor: string | null;
}

/** Where a payout goes, in the open: only the shell and the connector see it so. */
export type PayoutDestination =
  | { readonly kind: 'iban'; readonly iban: string }
  | { readonly kind: 'us'; readonly routingNumber: string; readonly accountNumber: string };

export interface PayoutRequest {
  readonly reference: string;
  readonly amount: Money;
  readonly merchant: { readonly name: string; readonly country: string; readonly account: string };
  /** The reference of a paid payout that this one takes back. */
  readonly reverses: string | null;
}

/** Calls a refund back that has not reached the payer yet. */
export interface RefundCancellationRequest {
  readonly reference: string;
  /** The reference of the refund. */
  readonly refund: string;
}

/** The merchant's side of a dispute: texts and files by the wire's names of their fields. */
export interface EvidenceRequest {
  readonly reference: string;
  /** The provider's own name for the dispute. */
  readonly dispute: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly files: readonly EvidenceFile[];
}

export interface EvidenceFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** What is in it, for a provider that is given files. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** Gives in: the dispute is lost, an inquiry closed. */
export interface AcceptanceRequest {
  readonly reference: string;
  readonly dispute: string;
}

/** What the provider says of the card that it saw. */
export interface CardAnswer {
  readonly checks: { readonly line1: CheckResult | null; readonly postalCode: CheckResult | null; readonly cvc: CheckResult | null };
  readonly country: string | null;
  readonly funding: string | null;
  /** The network that this went over, and all that the card has. */
  readonly network: string | null;
  readonly networks: readonly string[];
}

export interface Approval {
  readonly authorisationCode: string;
  readonly networkTransactionId: string;
  readonly captured: boolean;
  /** Unix seconds until which the hold can be captured. */
  readonly captureBefore: number | null;
  /** What the provider makes of it; where it is the highest it refuses. */
  readonly riskLevel: 'normal' | 'elevated' | 'highest';
  readonly card: CardAnswer;
  /** The hold can be raised. */
  readonly incremental?: boolean;
  /** The provider's own name for the authorisation, where later steps need it. */
  readonly providerReference?: string;
  /** The provider pays this one out of turn: what is captured with it is available at once. */
  readonly availableAtOnce?: boolean;
}

export interface Decline {
  /** The wire's code and, where it says more, its decline code. */
  readonly code: 'authentication_required' | 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'incorrect_number' | 'processing_error';
  readonly declineCode: string;
  readonly networkCode: string;
  /** The network's own advice on this refusal, such as Mastercard's merchant advice code. */
  readonly networkAdvice?: string;
  readonly advice: 'do_not_try_again' | 'try_again_later' | 'confirm_card_data' | null;
  /** True when the provider's own rules refused, before the issuer was asked. */
  readonly blocked: boolean;
  readonly card: CardAnswer;
  /** The issuer will say yes once the payer has proved themselves here. */
  readonly challenge?: Challenge;
}

/** What is known of a card that is good. */
export interface Verified {
  readonly networkTransactionId: string;
  readonly card: CardAnswer;
}

/**
 * What came of an operation. A time-out is `unknown`, never a failure. `failed` means that it certainly was not done and never will be:
 * the provider was not reached at all, turned us away before doing anything, or holds a tombstone for the reference.
 */
export type Outcome<Approved, Declined> =
  | { readonly result: 'approved'; readonly approval: Approved }
  | { readonly result: 'declined'; readonly decline: Declined }
  | { readonly result: 'failed'; readonly reason: string; readonly unreached?: true }
  | { readonly result: 'unknown'; readonly reason: string };

export type AuthoriseOutcome = Outcome<Approval, Decline>;
export type VerifyOutcome = Outcome<Verified, Decline>;
/** Captures, voids and refunds are done or refused with the provider's reason. A pending one is accepted, and a notice tells its end. */
export type FollowUpOutcome = Outcome<{ readonly pending: true } | null, FollowUpDecline>;

export interface FollowUpDecline {
  readonly reason: string;
  /** What the issuer said, where it was asked and refused: a hold that was to be raised. */
  readonly issuer?: Pick<Decline, 'code' | 'declineCode' | 'networkCode' | 'advice'>;
}

/** The provider has taken a debit in; days later it will be known whether the payer's bank pays. */
export interface PendingDebit {
  /** Unix seconds; null when the provider does not say. */
  readonly expectedAt: number | null;
}

/** A debit settled, failed with the bank's reason (`AC04`, `R02`), or is under way. */
export type DebitOutcome = Outcome<null, { readonly reason: string }> | { readonly result: 'pending'; readonly pending: PendingDebit };

/** What the provider knows under a reference. */
export type LookUpAnswer =
  | { readonly found: 'operation'; readonly outcome: AuthoriseOutcome | VerifyOutcome | FollowUpOutcome | DebitOutcome }
  | { readonly found: 'tombstone' }
  | { readonly found: 'nothing' }
  | { readonly found: 'unknown'; readonly reason: string };

/** How far the payer has come. */
export type AuthenticationAnswer =
  | { readonly answer: 'open' }
  | { readonly answer: 'authenticated'; readonly proof: Proof }
  | { readonly answer: 'failed' }
  | { readonly answer: 'unknown'; readonly reason: string };

/** `undone`: the operation does not stand and cannot come later any more. `stands`: it was done and cannot be undone this way. */
export type ReverseAnswer =
  | { readonly answer: 'undone' }
  | { readonly answer: 'stands' }
  | { readonly answer: 'unknown'; readonly reason: string };

/** Something that became true at the provider without having been asked for. */
export interface ProviderNotice {
  /**
   * In the order in which things became true; goes on from the last one that was taken over. A provider that has no such numbers gives its
   * notices in that order and tells them apart by `id`; the same may be told twice then.
   */
  readonly sequence: number | null;
  readonly id?: string;
  readonly kind: string;
  /** The account that we named in the operation; null where the provider tells each account of its own operations alone. */
  readonly account: string | null;
  /** Our reference of the operation that it is about. */
  readonly reference: string;
  /** Unix seconds. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface NoticesRequest {
  readonly after: number;
  readonly limit: number;
  /** Where a provider without numbers said that we are, and when its account came to us, for the first time. Unix seconds. */
  readonly position: string | null;
  readonly since: number;
  readonly now: number;
}

export type NoticesAnswer =
  | {
      readonly answer: 'notices';
      readonly notices: readonly ProviderNotice[];
      readonly hasMore: boolean;
      /** From where to go on, with a provider that has no numbers. */
      readonly position?: string | null;
    }
  | { readonly answer: 'unknown'; readonly reason: string };

/** What the provider has in its own books of something that was begun there. */
export interface ProviderRecord {
  readonly kind: 'payment' | 'debit' | 'refund' | 'payout';
  /** Our reference of the operation; null where it was not begun by us. */
  readonly reference: string | null;
  /** By what name the provider itself finds it. */
  readonly name: string;
  /** Unix seconds. */
  readonly at: number;
  readonly amount: bigint;
  readonly currency: string;
  /** Of a payment or a debit: what was taken of it. */
  readonly taken: bigint;
  /** `approved`: it stands. `undone`: it stood, and does no more. */
  readonly state: 'approved' | 'declined' | 'pending' | 'undone';
}

export interface RecordsRequest {
  /** What was begun from a moment until before another, in unix seconds. */
  readonly fromS: number;
  readonly untilS: number;
  /** The account that we named in the operations; a provider that tells each account of its own alone does not need it. */
  readonly account: string;
  /** Where the page before said that there is more; null at first. */
  readonly position: string | null;
  readonly limit: number;
}

export type RecordsAnswer =
  | { readonly answer: 'records'; readonly records: readonly ProviderRecord[]; readonly position: string | null }
  | { readonly answer: 'unknown'; readonly reason: string };

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form, nested as `a[b]=c`; a call has this or a body. */
  readonly form?: FormFields;
  /** Sent as a form of several parts, with a file among them. */
  readonly upload?: Upload;
  /** Beside those of the account, such as an idempotency key. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A file with the plain fields beside it. It may have to be sent to another address of the provider's. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** A form before it is written out. What is undefined is left out. */
export interface FormFields {
  readonly [name: string]: FormValue;
}
export type FormValue = string | number | boolean | undefined | FormFields | readonly FormValue[];

export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** An answer that leads to another call: what is asked next, and who reads that answer. */
export interface NextStep<Output> {
  readonly next: HttpCall;
  readonly read: (answer: HttpAnswer) => Output | NextStep<Output>;
}

export const isNextStep = <Output>(read: Output | NextStep<Output>): read is NextStep<Output> =>
  typeof read === 'object' && read !== null && 'next' in read;

/**
 * One operation of a connector: two pure functions, and two more for each further step. The shell sends between them, keeps one deadline
 * over all steps and redacts. Only the last step of an operation may move money: when a step is not reached, nothing was done.
 */
export interface Operation<Input, Output> {
  request(input: Input): HttpCall;
  /** Throws nothing: an answer that it cannot read, or that belongs to another question, is `unknown`. */
  response(answer: HttpAnswer, input: Input): Output | NextStep<Output>;
}

/** What was asked for under a reference, for providers that know operations by names of their own. There is no card data in it. */
export interface LookUpRequest {
  readonly reference: string;
  readonly kind: string;
  readonly amount: Money;
  /** Of an authorisation: whether the money was to be taken at once. */
  readonly capture: boolean;
  /** Of a later step: the provider's own name for the authorisation. */
  readonly providerReference: string | null;
  /** Of an answer to a dispute: the provider's own name for the dispute. */
  readonly dispute?: string;
  /** What the payer was to find on the statement, where that was said. */
  readonly descriptor?: string;
  /** How long ago it was sent. */
  readonly ageMs: number;
  /** Of the authorisation of a card that the provider holds: on whose file it is there, or was to go. */
  readonly customer?: string | null;
}

/** A connector translates between Guichet and one provider. Having an operation is the capability. */
export interface Connector {
  readonly name: string;
  readonly authorise?: Operation<AuthoriseRequest & { readonly card: CardData }, AuthoriseOutcome>;
  /** Charges a card that was entered in the provider's own fields: having this and the others of `fields` is to take such cards. */
  readonly authoriseHeld?: Operation<AuthoriseRequest & { readonly held: HeldCard }, AuthoriseOutcome>;
  readonly fields?: ProviderFields;
  readonly debit?: Operation<DebitRequest & { readonly account: AccountNumber }, DebitOutcome>;
  readonly verify?: Operation<VerifyRequest & { readonly card: CardData }, VerifyOutcome>;
  /** What came of a payer who was sent to a challenge; `reference` is the provider's name for the authentication. */
  readonly authentication?: Operation<{ readonly reference: string }, AuthenticationAnswer>;
  readonly increment?: Operation<IncrementRequest, FollowUpOutcome>;
  readonly capture?: Operation<CaptureRequest, FollowUpOutcome>;
  readonly void?: Operation<FollowUpRequest, FollowUpOutcome>;
  readonly refund?: Operation<FollowUpRequest, FollowUpOutcome>;
  readonly cancelRefund?: Operation<RefundCancellationRequest, FollowUpOutcome>;
  readonly submitEvidence?: Operation<EvidenceRequest, FollowUpOutcome>;
  /** Evidence is given with its files; where they are sent, seen from the address of everything else. */
  readonly filesUrl?: (baseUrl: string) => string;
  readonly acceptDispute?: Operation<AcceptanceRequest, FollowUpOutcome>;
  readonly lookUp?: Operation<LookUpRequest, LookUpAnswer>;
  /** Undoes what stands under a reference, and lays a tombstone when nothing does. */
  readonly reverse?: Operation<LookUpRequest, ReverseAnswer>;
  /**
   * Pays the place out. Approved means taken on; a notice tells what became of it. The provider must do it once per reference however often
   * it is asked: a payout whose answer was lost, and which the provider does not know, is sent again.
   */
  readonly payOut?: Operation<PayoutRequest & { readonly destination: PayoutDestination }, FollowUpOutcome>;
  readonly lookUpPayout?: Operation<{ readonly reference: string }, LookUpAnswer>;
  /** What the provider tells of itself, behind the notice that was dealt with last. */
  readonly notices?: Operation<NoticesRequest, NoticesAnswer>;
  /** What the provider has in its books of a time, page by page: what ours are compared with. */
  readonly records?: Operation<RecordsRequest, RecordsAnswer>;
  /** Asks for something that moves nothing and needs the credentials: whether the account works. */
  readonly test?: Operation<Record<string, never>, TestAnswer>;
  /** Whether the account has a payment, by the provider's own name for it: what tells it from another account at the same address. */
  readonly holds?: Operation<{ readonly payment: string }, TestAnswer>;
  /** How an account's secret is sent, and the mode that it says it is for; null where it says nothing. */
  readonly credentials?: (secret: string) => { readonly headers: Readonly<Record<string, string>>; readonly livemode: boolean | null };
  /** The mode that an answer says it is from: true for live, null where it says nothing. The shell holds it against the account's. */
  readonly modeOf?: (answer: HttpAnswer) => boolean | null;
}

/** The provider's own fields for cards, in a frame of the provider's. */
export interface ProviderFields {
  /** The mode that a publishable key says it is for; null where it is none. */
  readonly modeOf: (publishableKey: string) => boolean | null;
  /** Why an address cannot have such fields, in words for staff; null where it may. */
  readonly refuses: (address: URL) => string | null;
  /** Whether the provider opens its fields with this key. No secret is sent. */
  readonly check: Operation<{ readonly publishableKey: string }, TestAnswer>;
  /** Below the provider's address, for a page of this origin and in this language. */
  readonly framePath: (frame: { readonly publishableKey: string; readonly origin: string; readonly language: string }) => string;
  readonly readCard: Operation<{ readonly token: string }, HeldCardAnswer>;
  readonly keep: Operation<KeepRequest, KeepAnswer>;
}

/** `wrong`: the provider answered and does not accept us, in its words. */
export type TestAnswer =
  | { readonly answer: 'works' }
  | { readonly answer: 'wrong'; readonly reason: string }
  | { readonly answer: 'unknown'; readonly reason: string };

/** A connector with the account that it uses: where its provider answers and what the provider charges for it. */
export interface ProviderAccount {
  readonly connector: Connector;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The mode of the tenant that it belongs to; answers from the other mode are not believed. */
  readonly livemode?: boolean;
  /** How long after a capture the money is available. */
  readonly settlementDelayMs: number;
  readonly fees: FeeSchedule;
  /** What the provider keeps of each dispute, per currency in minor units; none where the currency is missing. */
  readonly disputeFees?: Readonly<Record<string, bigint>>;
}

/** Where a card comes from, as seen from the place: its own country, elsewhere in the European Economic Area, anywhere else. */
export type CardRegion = 'domestic' | 'eea' | 'other';

/**
 * One line of a provider's price list. It applies where everything that it names fits; what it leaves out fits anything. `currencies` are
 * those that payers are charged in.
 */
export interface FeeRow {
  readonly methods?: readonly string[];
  readonly brands?: readonly string[];
  readonly regions?: readonly CardRegion[];
  readonly currencies?: readonly string[];
  /** A share of what is settled, in hundredths of a percent. */
  readonly basisPoints: bigint;
  /** A fixed part per currency of settlement, in its minor units; none where the currency is missing. */
  readonly fixed: Readonly<Record<string, bigint>>;
}

/** A provider's price list: the first row that fits decides, and where none fits nothing is kept. */
export type FeeSchedule = readonly FeeRow[];
