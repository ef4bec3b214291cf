import { startDeadline } from '../platform/deadline.ts';
import { type HttpClient, NotReached } from '../platform/httpClient.ts';
import type { Logger } from '../platform/log.ts';
import {
  type CardAddress,
  type CardRef,
  revealAccount,
  revealCard,
  revealText,
  type SealedText,
  type TextPlace,
  type VaultAccess,
} from '../vault/reveal.ts';
import { formBody } from './formBody.ts';
import {
  type AcceptanceRequest,
  type AuthenticationAnswer,
  type AuthoriseOutcome,
  type AuthoriseRequest,
  type CaptureRequest,
  type DebitOutcome,
  type DebitRequest,
  type EvidenceRequest,
  type FollowUpOutcome,
  type FollowUpRequest,
  type HeldCard,
  type HeldCardAnswer,
  type HttpAnswer,
  type HttpCall,
  type IncrementRequest,
  isNextStep,
  type KeepAnswer,
  type KeepRequest,
  type LookUpAnswer,
  type LookUpRequest,
  type NextStep,
  type NoticesAnswer,
  type NoticesRequest,
  type Operation,
  type PayoutDestination,
  type PayoutRequest,
  type ProviderAccount,
  type RecordsAnswer,
  type RecordsRequest,
  type RefundCancellationRequest,
  type ReverseAnswer,
  type TestAnswer,
  type VerifyOutcome,
  type VerifyRequest,
} from './port.ts';

/** A provider account, ready to be asked. What it cannot do it refuses with an error, which is a bug of the caller. */
export interface Provider {
  readonly account: ProviderAccount;
  authorise(request: AuthoriseRequest, card: CardSource): Promise<AuthoriseOutcome>;
  debit(request: DebitRequest, account: CardAddress): Promise<DebitOutcome>;
  verify(request: VerifyRequest, card: CardRef): Promise<VerifyOutcome>;
  /** Whether payers can be sent to their issuer. */
  readonly authenticates: boolean;
  authentication(reference: string): Promise<AuthenticationAnswer>;
  /** Whether holds can be raised. */
  readonly raisesHolds: boolean;
  increment(request: IncrementRequest): Promise<FollowUpOutcome>;
  capture(request: CaptureRequest): Promise<FollowUpOutcome>;
  void(request: FollowUpRequest): Promise<FollowUpOutcome>;
  refund(request: FollowUpRequest): Promise<FollowUpOutcome>;
  /** Whether a refund that is still pending can be called back. */
  readonly cancelsRefunds: boolean;
  cancelRefund(request: RefundCancellationRequest): Promise<FollowUpOutcome>;
  /** Whether evidence is given with the files themselves. */
  readonly takesFiles: boolean;
  submitEvidence(request: EvidenceRequest): Promise<FollowUpOutcome>;
  acceptDispute(request: AcceptanceRequest): Promise<FollowUpOutcome>;
  lookUp(request: LookUpRequest): Promise<LookUpAnswer>;
  reverse(request: LookUpRequest): Promise<ReverseAnswer>;
  payOut(request: PayoutRequest, to: SealedDestination): Promise<FollowUpOutcome>;
  lookUpPayout(reference: string): Promise<LookUpAnswer>;
  /** Whether the provider tells of itself at all. */
  readonly tellsNotices: boolean;
  notices(request: NoticesRequest): Promise<NoticesAnswer>;
  /** Whether the provider shows its books. */
  readonly showsRecords: boolean;
  records(request: RecordsRequest): Promise<RecordsAnswer>;
  /** Whether the account works; moves nothing. */
  test(): Promise<TestAnswer>;
  /** Whether this payment is one of the account's, by the provider's own name for it; moves nothing. */
  holds(payment: string): Promise<TestAnswer>;
  /** What the provider says of a card that was entered in its own fields. */
  readHeldCard(token: string): Promise<HeldCardAnswer>;
  keep(request: KeepRequest): Promise<KeepAnswer>;
  /** Whether the provider opens its own fields with this key. */
  checkFields(publishableKey: string): Promise<TestAnswer>;
}

/** Where a card's number is: in our vault, or with the provider. */
export type CardSource = CardRef | HeldCard;

/** A bank account whose number is sealed. */
export interface SealedDestination {
  readonly place: TextPlace;
  readonly number: SealedText;
  /** Null for an IBAN, which says it itself. */
  readonly routingNumber: string | null;
}

export interface ShellParts {
  readonly http: HttpClient;
  readonly vault: VaultAccess;
  readonly log: Logger;
  readonly deadlineMs: number;
  /** Told whether the provider answers, each time that it is asked. */
  readonly heard?: (answers: boolean) => void;
}

const SERVER_ERROR = 500;

/** Questions about what was done must not take as long as doing it may. */
const questionDeadlineMs = (deadlineMs: number): number => Math.min(deadlineMs, 5_000);

/** How long a caller waits for a provider at most: it is asked to act, asked what became of that, and asked to undo it. */
export const longestAnswerMs = (deadlineMs: number): number => deadlineMs + 2 * questionDeadlineMs(deadlineMs);

/**
 * Sends what a connector builds and hands its answer back to it. Whatever goes wrong on the way is `unknown`, except a connection that
 * was never made: then nothing was done, and the outcome is `failed`. Card data is opened here, at the last moment, and never logged.
 */
export function openProvider(account: ProviderAccount, { http, vault, log, deadlineMs, heard }: ShellParts): Provider {
  const { connector, baseUrl, headers } = account;
  const questionMs = questionDeadlineMs(deadlineMs);

  async function carryOut<I, O>(
    name: string,
    operation: Operation<I, O> | undefined,
    input: I,
    ms: number,
    otherwise: (reason: string, reached: boolean) => O,
  ): Promise<O> {
    if (operation === undefined) throw new Error(`The connector ${connector.name} cannot ${name}.`);
    const deadline = startDeadline(ms);
    try {
      let read: O | NextStep<O> = operation.response(await send(operation.request(input), deadline.leftMs()), input);
      while (isNextStep(read)) read = read.read(await send(read.next, deadline.leftMs()));
      return read;
    } catch (error) {
      const reached = !(error instanceof NotReached);
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ connector: connector.name, operation: name, reached, reason }, 'provider gave no answer');
      return otherwise(reason, reached);
    }
  }

  async function send(call: HttpCall, ms: number): Promise<HttpAnswer> {
    const { upload } = call;
    const base = upload === undefined ? baseUrl : (connector.filesUrl?.(baseUrl) ?? baseUrl);
    const sent = http.send({
      ...{ method: call.method, url: base + call.path, headers: { ...headers, ...call.headers }, deadlineMs: ms },
      ...(call.form === undefined ? { body: call.body } : { form: formBody(call.form) }),
      ...(upload !== undefined && { upload }),
    });
    sent.then(
      ({ status }) => heard?.(status < SERVER_ERROR),
      () => heard?.(false),
    );
    const answer = await sent;
    const mode = connector.modeOf?.(answer) ?? null;
    // Whatever it says, it says of other money than this.
    if (mode !== null && account.livemode !== undefined && mode !== account.livemode) throw new Error('The answer is from the other mode.');
    return answer;
  }

  const openOutcome = (
    reason: string,
    reached: boolean,
  ): { result: 'unknown'; reason: string } | { result: 'failed'; reason: string; unreached: true } =>
    reached ? { result: 'unknown', reason } : { result: 'failed', reason, unreached: true };
  const {
    authorise,
    authoriseHeld,
    fields,
    debit,
    capture,
    refund,
    cancelRefund,
    submitEvidence,
    acceptDispute,
    lookUp,
    reverse,
    payOut,
    lookUpPayout,
    notices,
  } = connector;
  return {
    account,
    authorise: async (request, source) => {
      if ('token' in source)
        return carryOut('charge a card that it holds', authoriseHeld, { ...request, held: source }, deadlineMs, openOutcome);
      const card = await revealCard(vault, source);
      return carryOut('authorise', authorise, { ...request, card }, deadlineMs, openOutcome);
    },
    debit: async (request, ref) => {
      const number = await revealAccount(vault, ref);
      return carryOut('debit', debit, { ...request, account: number }, deadlineMs, openOutcome);
    },
    verify: async (request, cardRef) => {
      const card = await revealCard(vault, cardRef);
      return carryOut('verify', connector.verify, { ...request, card }, deadlineMs, openOutcome);
    },
    authenticates: connector.authentication !== undefined,
    authentication: (reference) =>
      carryOut('authenticate', connector.authentication, { reference }, questionMs, (reason) => ({ answer: 'unknown', reason })),
    raisesHolds: connector.increment !== undefined,
    increment: (request) => carryOut('raise a hold', connector.increment, request, deadlineMs, openOutcome),
    capture: (request) => carryOut('capture', capture, request, deadlineMs, openOutcome),
    void: (request) => carryOut('void', connector.void, request, deadlineMs, openOutcome),
    refund: (request) => carryOut('refund', refund, request, deadlineMs, openOutcome),
    cancelsRefunds: cancelRefund !== undefined,
    cancelRefund: (request) => carryOut('cancel a refund', cancelRefund, request, deadlineMs, openOutcome),
    takesFiles: connector.filesUrl !== undefined,
    submitEvidence: (request) => carryOut('submit evidence', submitEvidence, request, deadlineMs, openOutcome),
    acceptDispute: (request) => carryOut('accept a dispute', acceptDispute, request, deadlineMs, openOutcome),
    lookUp: (request) => carryOut('look up', lookUp, request, questionMs, (reason) => ({ found: 'unknown', reason })),
    reverse: (request) => carryOut('reverse', reverse, request, questionMs, (reason) => ({ answer: 'unknown', reason })),
    payOut: async (request, { place, number, routingNumber }) => {
      const text = await revealText(vault, place, number);
      const destination: PayoutDestination =
        routingNumber === null ? { kind: 'iban', iban: text } : { kind: 'us', routingNumber, accountNumber: text };
      return carryOut('pay out', payOut, { ...request, destination }, deadlineMs, openOutcome);
    },
    lookUpPayout: (reference) =>
      carryOut('look up a payout', lookUpPayout, { reference }, questionMs, (reason) => ({ found: 'unknown', reason })),
    readHeldCard: (token) =>
      carryOut('read a card that it holds', fields?.readCard, { token }, questionMs, (reason) => ({ answer: 'unknown', reason })),
    keep: (request) => carryOut('keep a card', fields?.keep, request, deadlineMs, (reason) => ({ answer: 'unknown', reason })),
    checkFields: (publishableKey) =>
      carryOut('open its fields', fields?.check, { publishableKey }, questionMs, (reason) => ({ answer: 'unknown', reason })),
    showsRecords: connector.records !== undefined,
    records: (request) => carryOut('show its records', connector.records, request, deadlineMs, (reason) => ({ answer: 'unknown', reason })),
    tellsNotices: notices !== undefined,
    test: () => carryOut('test the account', connector.test, {}, questionMs, (reason) => ({ answer: 'unknown', reason })),
    holds: (payment) =>
      carryOut('say whose a payment is', connector.holds, { payment }, questionMs, (reason) => ({ answer: 'unknown', reason })),
    notices: (request) => carryOut('tell notices', notices, request, questionMs, (reason) => ({ answer: 'unknown', reason })),
  };
}
