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
import type {
  AcceptanceRequest,
  AuthenticationAnswer,
  AuthoriseOutcome,
  AuthoriseRequest,
  DebitOutcome,
  DebitRequest,
  EvidenceRequest,
  FollowUpOutcome,
  FollowUpRequest,
  IncrementRequest,
  LookUpAnswer,
  NoticesAnswer,
  NoticesRequest,
  Operation,
  PayoutDestination,
  PayoutRequest,
  ProviderAccount,
  RefundCancellationRequest,
  ReverseAnswer,
  VerifyOutcome,
  VerifyRequest,
} from './port.ts';

/** A provider account, ready to be asked. What it cannot do it refuses with an error, which is a bug of the caller. */
export interface Provider {
  readonly account: ProviderAccount;
  authorise(request: AuthoriseRequest, card: CardRef): Promise<AuthoriseOutcome>;
  debit(request: DebitRequest, account: CardAddress): Promise<DebitOutcome>;
  verify(request: VerifyRequest, card: CardRef): Promise<VerifyOutcome>;
  /** Whether payers can be sent to their issuer. */
  readonly authenticates: boolean;
  authentication(reference: string): Promise<AuthenticationAnswer>;
  /** Whether holds can be raised. */
  readonly raisesHolds: boolean;
  increment(request: IncrementRequest): Promise<FollowUpOutcome>;
  capture(request: FollowUpRequest): Promise<FollowUpOutcome>;
  void(request: FollowUpRequest): Promise<FollowUpOutcome>;
  refund(request: FollowUpRequest): Promise<FollowUpOutcome>;
  /** Whether a refund that is still pending can be called back. */
  readonly cancelsRefunds: boolean;
  cancelRefund(request: RefundCancellationRequest): Promise<FollowUpOutcome>;
  submitEvidence(request: EvidenceRequest): Promise<FollowUpOutcome>;
  acceptDispute(request: AcceptanceRequest): Promise<FollowUpOutcome>;
  lookUp(reference: string): Promise<LookUpAnswer>;
  reverse(reference: string): Promise<ReverseAnswer>;
  payOut(request: PayoutRequest, to: SealedDestination): Promise<FollowUpOutcome>;
  lookUpPayout(reference: string): Promise<LookUpAnswer>;
  /** Whether the provider tells of itself at all. */
  readonly tellsNotices: boolean;
  notices(request: NoticesRequest): Promise<NoticesAnswer>;
}

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
}

/** Questions about what was done must not take as long as doing it may. */
const questionDeadlineMs = (deadlineMs: number): number => Math.min(deadlineMs, 5_000);

/** How long a caller waits for a provider at most: it is asked to act, asked what became of that, and asked to undo it. */
export const longestAnswerMs = (deadlineMs: number): number => deadlineMs + 2 * questionDeadlineMs(deadlineMs);

/**
 * Sends what a connector builds and hands its answer back to it. Whatever goes wrong on the way is `unknown`, except a connection that
 * was never made: then nothing was done, and the outcome is `failed`. Card data is opened here, at the last moment, and never logged.
 */
export function openProvider(account: ProviderAccount, { http, vault, log, deadlineMs }: ShellParts): Provider {
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
    const call = operation.request(input);
    try {
      const answer = await http.send({ method: call.method, url: baseUrl + call.path, headers, body: call.body, deadlineMs: ms });
      return operation.response(answer, input);
    } catch (error) {
      const reached = !(error instanceof NotReached);
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ connector: connector.name, operation: name, reached, reason }, 'provider gave no answer');
      return otherwise(reason, reached);
    }
  }

  const openOutcome = (reason: string, reached: boolean): { result: 'unknown' | 'failed'; reason: string } => ({
    result: reached ? 'unknown' : 'failed',
    reason,
  });
  const { authorise, debit, capture, refund, cancelRefund, submitEvidence, acceptDispute, lookUp, reverse, payOut, lookUpPayout, notices } =
    connector;
  return {
    account,
    authorise: async (request, cardRef) => {
      const card = await revealCard(vault, cardRef);
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
    submitEvidence: (request) => carryOut('submit evidence', submitEvidence, request, deadlineMs, openOutcome),
    acceptDispute: (request) => carryOut('accept a dispute', acceptDispute, request, deadlineMs, openOutcome),
    lookUp: (reference) => carryOut('look up', lookUp, { reference }, questionMs, (reason) => ({ found: 'unknown', reason })),
    reverse: (reference) => carryOut('reverse', reverse, { reference }, questionMs, (reason) => ({ answer: 'unknown', reason })),
    payOut: async (request, { place, number, routingNumber }) => {
      const text = await revealText(vault, place, number);
      const destination: PayoutDestination =
        routingNumber === null ? { kind: 'iban', iban: text } : { kind: 'us', routingNumber, accountNumber: text };
      return carryOut('pay out', payOut, { ...request, destination }, deadlineMs, openOutcome);
    },
    lookUpPayout: (reference) =>
      carryOut('look up a payout', lookUpPayout, { reference }, questionMs, (reason) => ({ found: 'unknown', reason })),
    tellsNotices: notices !== undefined,
    notices: (request) => carryOut('tell notices', notices, request, questionMs, (reason) => ({ answer: 'unknown', reason })),
  };
}
