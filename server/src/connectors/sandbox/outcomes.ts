import type { z } from 'zod';
import type {
  AuthenticationAnswer,
  AuthoriseOutcome,
  CardAnswer,
  DebitOutcome,
  Decline,
  FollowUpOutcome,
  HttpAnswer,
  LookUpAnswer,
  NoticesAnswer,
  ReverseAnswer,
  TestAnswer,
  VerifyOutcome,
} from '../port.ts';
import {
  type AuthorisationAnswer,
  authenticationAnswer,
  authorisationAnswer,
  type DebitView,
  debitAnswer,
  followUpAnswer,
  noticesAnswer,
  operationAnswer,
  payoutAnswer,
  reversalAnswer,
  unknownReference,
  type VerificationAnswer,
  verificationAnswer,
} from './answers.ts';
import { addressChecksOf, cvcCheckOf, meaningOf } from './responseCodes.ts';

const TOMBSTONE = 'tombstone';
/** Of a hold that was to be raised. All other reasons of a later step are the bank's own. */
const ISSUER_REFUSES = 'limit_exceeded';

interface Unknown {
  readonly result: 'unknown';
  readonly reason: string;
}

interface Asked {
  readonly reference: string;
}

const unknown = (reason: string): { readonly unknown: Unknown } => ({ unknown: { result: 'unknown', reason } });

/**
 * Reads an answer of status 200; anything else leaves open what the bank did. So does an answer with another reference: a connection on
 * which one answer came twice may hand the second to the next question.
 */
function read<T extends Asked>(
  schema: z.ZodType<T>,
  answer: HttpAnswer,
  asked: Asked,
): { readonly value: T } | { readonly unknown: Unknown } {
  if (answer.status !== 200) return unknown(`status ${answer.status}`);
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success) return unknown('unreadable answer');
  return parsed.data.reference === asked.reference ? { value: parsed.data } : unknown('the answer belongs to another reference');
}

function cardAnswer(answer: VerificationAnswer): CardAnswer {
  return {
    checks: { ...addressChecksOf(answer.avs), cvc: cvcCheckOf(answer.cvc) },
    country: answer.card?.country ?? null,
    funding: answer.card?.funding ?? null,
    network: answer.network ?? answer.card?.networks[0] ?? null,
    networks: answer.card?.networks ?? [],
  };
}

function declineOf(answer: VerificationAnswer): Decline {
  const { code, declineCode, advice, blocked } = meaningOf(answer.response_code);
  const { challenge } = answer;
  const decline = { code, declineCode, advice, networkCode: answer.response_code, blocked: blocked === true, card: cardAnswer(answer) };
  return challenge === undefined ? decline : { ...decline, challenge };
}

function authoriseOutcome(answer: AuthorisationAnswer): AuthoriseOutcome {
  if (answer.reversed === true) return { result: 'failed', reason: 'reversed' };
  if (answer.reason === TOMBSTONE) return { result: 'failed', reason: TOMBSTONE };
  const card = cardAnswer(answer);
  if (answer.result === 'declined') return { result: 'declined', decline: declineOf(answer) };
  const { authorisation_code: authorisationCode, network_transaction_id: networkTransactionId } = answer;
  if (authorisationCode === null || networkTransactionId === null) return { result: 'unknown', reason: 'an approval without its codes' };
  const { captured, expires_at: captureBefore } = answer;
  const approval = { authorisationCode, networkTransactionId, captured, captureBefore, riskLevel: answer.risk ?? 'normal', card } as const;
  const more = {
    ...(answer.available_at_once === true && { availableAtOnce: true }),
    ...(answer.incremental === true && { incremental: true }),
  };
  return { result: 'approved', approval: { ...approval, ...more } };
}

function verifyOutcome(answer: VerificationAnswer): VerifyOutcome {
  if (answer.reason === TOMBSTONE) return { result: 'failed', reason: TOMBSTONE };
  if (answer.result === 'declined') return { result: 'declined', decline: declineOf(answer) };
  const { network_transaction_id: networkTransactionId } = answer;
  if (networkTransactionId === null) return { result: 'unknown', reason: 'an approval without its number' };
  return { result: 'approved', approval: { networkTransactionId, card: cardAnswer(answer) } };
}

function followUpOutcome(answer: z.infer<typeof followUpAnswer>): FollowUpOutcome {
  if (answer.reason === TOMBSTONE) return { result: 'failed', reason: TOMBSTONE };
  if (answer.result === 'approved') return { result: 'approved', approval: answer.pending === true ? { pending: true } : null };
  const decline = { reason: answer.reason ?? answer.response_code };
  if (answer.reason !== ISSUER_REFUSES) return { result: 'declined', decline };
  const { code, declineCode, advice } = meaningOf(answer.response_code);
  return { result: 'declined', decline: { ...decline, issuer: { code, declineCode, advice, networkCode: answer.response_code } } };
}

function takenIn(answer: z.infer<typeof debitAnswer>): DebitOutcome {
  if (answer.reversed === true) return { result: 'failed', reason: 'reversed' };
  if (answer.reason === TOMBSTONE) return { result: 'failed', reason: TOMBSTONE };
  if (answer.result === 'declined') return { result: 'declined', decline: { reason: answer.reason ?? 'unknown' } };
  return { result: 'pending', pending: { expectedAt: answer.expected_at } };
}

/** One that came back has settled before: the notice of its return says the rest. */
function debitOutcome(answer: DebitView): DebitOutcome {
  switch (answer.state) {
    case 'settled':
    case 'returned':
      return { result: 'approved', approval: null };
    case 'failed':
      return { result: 'declined', decline: { reason: answer.code ?? 'unknown' } };
    case 'reversed':
      return { result: 'failed', reason: 'reversed' };
    default:
      return takenIn(answer);
  }
}

/** A repeat is given the first answer again, so `pending` may be history: a look-up or a notice tells. */
export function readDebit(answer: HttpAnswer, asked: Asked): DebitOutcome {
  const parsed = read(debitAnswer, answer, asked);
  return 'unknown' in parsed ? parsed.unknown : takenIn(parsed.value);
}

export function readAuthorisation(answer: HttpAnswer, asked: Asked): AuthoriseOutcome {
  const parsed = read(authorisationAnswer, answer, asked);
  return 'unknown' in parsed ? parsed.unknown : authoriseOutcome(parsed.value);
}

export function readVerification(answer: HttpAnswer, asked: Asked): VerifyOutcome {
  const parsed = read(verificationAnswer, answer, asked);
  return 'unknown' in parsed ? parsed.unknown : verifyOutcome(parsed.value);
}

export function readAuthentication(answer: HttpAnswer, asked: Asked): AuthenticationAnswer {
  if (answer.status !== 200) return { answer: 'unknown', reason: `status ${answer.status}` };
  const parsed = authenticationAnswer.safeParse(answer.body);
  if (!parsed.success) return { answer: 'unknown', reason: 'unreadable answer' };
  const { data } = parsed;
  if (data.authentication !== asked.reference) return { answer: 'unknown', reason: 'the answer belongs to another authentication' };
  if (data.status !== 'authenticated') return { answer: data.status };
  const { authentication, eci, cavv, version, transaction_id: transactionId } = data;
  return { answer: 'authenticated', proof: { authentication, eci, cavv, version, transactionId } };
}

export function readFollowUp(answer: HttpAnswer, asked: Asked): FollowUpOutcome {
  const parsed = read(followUpAnswer, answer, asked);
  return 'unknown' in parsed ? parsed.unknown : followUpOutcome(parsed.value);
}

export function readLookUp(answer: HttpAnswer, asked: Asked): LookUpAnswer {
  if (answer.status === 404 && unknownReference.safeParse(answer.body).success) return { found: 'nothing' };
  const parsed = read(operationAnswer, answer, asked);
  if ('unknown' in parsed) return { found: 'unknown', reason: parsed.unknown.reason };
  const operation = parsed.value;
  if (operation.kind === 'tombstone') return { found: 'tombstone' };
  if (operation.kind === 'debit') return { found: 'operation', outcome: debitOutcome(operation) };
  if (operation.kind === 'authorise') return { found: 'operation', outcome: authoriseOutcome(operation) };
  return { found: 'operation', outcome: operation.kind === 'verify' ? verifyOutcome(operation) : followUpOutcome(operation) };
}

export function readPayout(answer: HttpAnswer, asked: Asked): FollowUpOutcome {
  const parsed = read(payoutAnswer, answer, asked);
  return 'unknown' in parsed ? parsed.unknown : followUpOutcome(parsed.value);
}

export function readPayoutLookUp(answer: HttpAnswer, asked: Asked): LookUpAnswer {
  if (answer.status === 404 && unknownReference.safeParse(answer.body).success) return { found: 'nothing' };
  const parsed = read(payoutAnswer, answer, asked);
  if ('unknown' in parsed) return { found: 'unknown', reason: parsed.unknown.reason };
  return { found: 'operation', outcome: followUpOutcome(parsed.value) };
}

export function readReversal(answer: HttpAnswer, asked: Asked): ReverseAnswer {
  const parsed = read(reversalAnswer, answer, asked);
  if ('unknown' in parsed) return { answer: 'unknown', reason: parsed.unknown.reason };
  return { answer: parsed.value.result === 'reversed' ? 'undone' : 'stands' };
}

export function readNotices(answer: HttpAnswer): NoticesAnswer {
  if (answer.status !== 200) return { answer: 'unknown', reason: `status ${answer.status}` };
  const parsed = noticesAnswer.safeParse(answer.body);
  if (!parsed.success) return { answer: 'unknown', reason: 'unreadable answer' };
  return { answer: 'notices', notices: parsed.data.notices, hasMore: parsed.data.has_more };
}

/** The bank gives its notices only to who has its token. */
export function readTest(answer: HttpAnswer): TestAnswer {
  if (answer.status === 401) return { answer: 'wrong', reason: 'The bank does not know this token.' };
  const known = answer.status === 200 && noticesAnswer.safeParse(answer.body).success;
  return known ? { answer: 'works' } : { answer: 'unknown', reason: `status ${answer.status}` };
}
