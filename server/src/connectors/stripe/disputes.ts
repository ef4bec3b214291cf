import type Stripe from 'stripe';
import type {
  EvidenceFile,
  EvidenceRequest,
  FollowUpOutcome,
  HttpAnswer,
  HttpCall,
  LookUpAnswer,
  LookUpRequest,
  NextStep,
} from '../port.ts';
import { disputeAnswer, fileAnswer } from './answers.ts';
import { refused } from './followUps.ts';
import { isUnknown, read, unknown } from './outcomes.ts';

/** Where a dispute says which answer of ours it has been given. */
const ANSWER = 'guichet_answer';
const at = (dispute: string): string => `/v1/disputes/${encodeURIComponent(dispute)}`;
const keyed = (reference: string) => ({ 'idempotency-key': reference });

type Step = FollowUpOutcome | NextStep<FollowUpOutcome>;
/** Under which field of the evidence which of the provider's files stands. */
type Uploaded = Readonly<Record<string, string>>;

function giveEvidence({ reference, dispute, texts }: EvidenceRequest, uploaded: Uploaded): HttpCall {
  const form = {
    evidence: { ...texts, ...uploaded },
    submit: true,
    metadata: { [ANSWER]: reference },
  } satisfies Stripe.DisputeUpdateParams;
  return { method: 'POST', path: at(dispute), form, headers: keyed(reference) };
}

const MIME_TYPES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', pdf: 'application/pdf' };

function uploadFile({ field, name, type, bytes }: EvidenceFile, { reference }: EvidenceRequest): HttpCall {
  const file = { name, mimeType: MIME_TYPES[type] ?? 'application/octet-stream', bytes: bytes ?? new Uint8Array() };
  const upload = { fields: { purpose: 'dispute_evidence' satisfies Stripe.FileCreateParams.Purpose }, file };
  return { method: 'POST', path: '/v1/files', upload, headers: keyed(`${reference}_${field}`) };
}

/** Stripe takes files at an address of their own; another Guichet takes them where it takes everything. */
export const filesUrl = (baseUrl: string): string => (baseUrl === 'https://api.stripe.com' ? 'https://files.stripe.com' : baseUrl);

/** First the files one after the other, then the evidence that names them: only this is an answer to the dispute. */
export const submitEvidence = (request: EvidenceRequest): HttpCall => {
  const [first] = request.files;
  return first === undefined ? giveEvidence(request, {}) : uploadFile(first, request);
};

export const readSubmitted = (answer: HttpAnswer, request: EvidenceRequest): Step =>
  request.files.length === 0 ? readGiven(answer, request) : readUploaded(answer, request, {});

function readUploaded(answer: HttpAnswer, request: EvidenceRequest, before: Uploaded): Step {
  const { files } = request;
  const at = Object.keys(before).length;
  const refusal = refused(answer);
  if (refusal !== null) return refusal;
  const file = read(fileAnswer, answer);
  if (isUnknown(file)) return file;
  if (file.size !== files[at]?.size) return unknown('the answer belongs to another file');
  const uploaded = { ...before, [files[at].field]: file.id };
  const next = files[at + 1];
  if (next === undefined) return { next: giveEvidence(request, uploaded), read: (given) => readGiven(given, request) };
  return { next: uploadFile(next, request), read: (other) => readUploaded(other, request, uploaded) };
}

const APPROVED: FollowUpOutcome = { result: 'approved', approval: null };
const isOpen = (status: string): boolean => status === 'needs_response' || status === 'warning_needs_response';

/** A dispute that has our answer is not open any more, whatever became of it since. */
function readGiven(answer: HttpAnswer, { reference, dispute }: Pick<EvidenceRequest, 'reference' | 'dispute'>): FollowUpOutcome {
  const refusal = refused(answer);
  if (refusal !== null) return refusal;
  const found = read(disputeAnswer, answer);
  if (isUnknown(found)) return found;
  if (found.id !== dispute || found.metadata[ANSWER] !== reference) return unknown('the answer belongs to another reference');
  return isOpen(found.status) ? unknown('a dispute that was answered is open') : APPROVED;
}

export const closeDispute = ({ reference, dispute }: { readonly reference: string; readonly dispute: string }): HttpCall => ({
  method: 'POST',
  path: `${at(dispute)}/close`,
  form: {} satisfies Stripe.DisputeCloseParams,
  headers: keyed(reference),
});

const CLOSED: ReadonlySet<string> = new Set(['lost', 'warning_closed']);

export function readClosed(answer: HttpAnswer, { dispute }: { readonly dispute: string }): FollowUpOutcome {
  const refusal = refused(answer);
  if (refusal !== null) return refusal;
  const found = read(disputeAnswer, answer);
  if (isUnknown(found)) return found;
  if (found.id !== dispute) return unknown('the answer belongs to another dispute');
  return CLOSED.has(found.status) ? APPROVED : unknown(`a dispute that was closed is ${found.status}`);
}

const open = (reason: string): LookUpAnswer => ({ found: 'unknown', reason });
const asFound = (outcome: FollowUpOutcome): LookUpAnswer =>
  outcome.result === 'unknown' ? open(outcome.reason) : { found: 'operation', outcome };

function disputeOf({ dispute }: LookUpRequest): string {
  if (dispute === undefined) throw new Error('An answer to a dispute names none.');
  return dispute;
}

export const getDispute = (asked: LookUpRequest): HttpCall => ({ method: 'GET', path: at(disputeOf(asked)) });

/** What is on its way has arrived by then, or never will. */
const ARRIVES_WITHIN_MS = 120_000;

/** Evidence that is not there cannot be sent again from here; whoever wrote it can. */
export function readSubmission(answer: HttpAnswer, asked: LookUpRequest): LookUpAnswer {
  const found = read(disputeAnswer, answer);
  if (isUnknown(found)) return open(found.reason);
  if (found.id !== disputeOf(asked)) return open('the answer belongs to another dispute');
  if (found.metadata[ANSWER] === asked.reference && !isOpen(found.status)) return asFound(APPROVED);
  if (!isOpen(found.status)) return asFound({ result: 'declined', decline: { reason: found.status } });
  return asked.ageMs > ARRIVES_WITHIN_MS ? { found: 'tombstone' } : open('the answer has not arrived');
}

/** Giving in is the same however often it is said. */
export function readAcceptance(answer: HttpAnswer, asked: LookUpRequest): LookUpAnswer | NextStep<LookUpAnswer> {
  const dispute = disputeOf(asked);
  const found = read(disputeAnswer, answer);
  if (isUnknown(found)) return open(found.reason);
  if (found.id !== dispute) return open('the answer belongs to another dispute');
  if (CLOSED.has(found.status)) return asFound(APPROVED);
  if (!isOpen(found.status)) return asFound({ result: 'declined', decline: { reason: found.status } });
  const { headers: _key, ...call } = closeDispute({ reference: asked.reference, dispute });
  return { next: call, read: (closed) => asFound(readClosed(closed, { dispute })) };
}
