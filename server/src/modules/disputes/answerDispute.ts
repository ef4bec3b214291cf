import { ApiError, errorBody } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { EvidenceFile } from '../../connectors/index.ts';
import { Changes, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, replyOf } from '../../platform/useCase.ts';
import type { Attempt, AttemptHandler } from '../attempts/index.ts';
import { holdFiles, readWholeFile, type StoredFile } from '../files/index.ts';
import { carryOutFollowUp, changesOf, type PaymentParts, requireLockedCharge, requireLockedPaymentIntent } from '../payments/index.ts';
import {
  acceptedStatus,
  assertAnswerable,
  changedEvidence,
  type EvidenceChange,
  filesIn,
  isInquiry,
  submittedStatus,
  textsIn,
} from './dispute.rules.ts';
import type { Dispute, Evidence } from './dispute.ts';
import { shownDispute } from './disputedCharge.ts';
import { findDisputes, lockDispute, updateDisputeRow } from './disputes.store.ts';

export interface DisputeChange {
  readonly evidence?: EvidenceChange | undefined;
  readonly metadata?: MetadataChange | undefined;
  /** True where the request says nothing and has evidence. */
  readonly submit?: boolean | undefined;
}

export const unknownDispute = (id: string): ApiError =>
  new ApiError('resource_missing', { param: 'id', message: `No such dispute: '${id}'` });

/** The dispute with its charge, locked in the order that all keep: intent, charge, dispute. */
async function locked(tx: Transaction, tenantId: number, id: string) {
  const [found] = await findDisputes(tx, tenantId, [id]);
  if (found === undefined) throw unknownDispute(id);
  await requireLockedPaymentIntent(tx, tenantId, found.paymentIntentId);
  const charge = await requireLockedCharge(tx, tenantId, found.chargeId);
  return { charge, dispute: (await lockDispute(tx, tenantId, id)) ?? found };
}

type NamedFile = StoredFile & { readonly field: string };

/** The files that evidence names: uploaded here, and as evidence. */
async function requireFiles(tx: Transaction, tenantId: number, evidence: Evidence): Promise<NamedFile[]> {
  const named = filesIn(evidence);
  const byId = new Map(
    (
      await holdFiles(
        tx,
        tenantId,
        named.map(({ id }) => id),
      )
    ).map((file) => [file.id as string, file]),
  );
  return named.map(({ field, id }) => {
    const file = byId.get(id);
    const param = `evidence[${field}]`;
    if (file === undefined) throw new ApiError('resource_missing', { param, message: `No such file: '${id}'` });
    if (file.purpose !== 'dispute_evidence')
      throw new ApiError('parameter_invalid', { param, message: `The file ${id} was not uploaded as dispute_evidence.` });
    if (file.erased) throw new ApiError('parameter_invalid', { param, message: `The file ${id} was erased.` });
    return { ...file, field };
  });
}

/** The files as the provider is told of them, with what is in them where it wants that. */
const enclosed = (sql: Sql, files: readonly NamedFile[], whole: boolean): Promise<EvidenceFile[]> =>
  Promise.all(
    files.map(async (file) => {
      const { field, filename: name, type, size, sha256 } = file;
      const told = { field, name, type, size, sha256 };
      return whole ? { ...told, bytes: await readWholeFile(sql, file) } : told;
    }),
  );

/** A dispute with its draft changed; refused when the draft is not one any more. */
function drafted(dispute: Dispute, { evidence, metadata }: DisputeChange, now: Date): Dispute {
  if (evidence !== undefined) assertAnswerable(dispute, now);
  return {
    ...dispute,
    evidence: changedEvidence(dispute.evidence, evidence ?? {}),
    metadata: applyMetadata(dispute.metadata, metadata),
  };
}

/** Changes the draft of an answer, and with `submit` hands it to the bank: that is done once. */
export function updateDispute(parts: PaymentParts, context: RequestContext, id: string, change: DisputeChange): Promise<OnceReply> {
  return (change.submit ?? change.evidence !== undefined) ? submit(parts, context, id, change) : draft(parts, context, id, change);
}

function draft(parts: PaymentParts, context: RequestContext, id: string, change: DisputeChange): Promise<OnceReply> {
  const { caller, now } = context;
  const shownAt = { livemode: caller.livemode, now };
  return once(parts.database, context, async (tx) => {
    const { dispute } = await locked(tx, caller.tenantId, id);
    const changed = drafted(dispute, change, now);
    // What was enclosed before may have been erased with its customer by now.
    if (change.evidence !== undefined) await requireFiles(tx, caller.tenantId, changed.evidence);
    const next = { ...changed, version: dispute.version + 1 };
    await updateDisputeRow(tx, next);
    const changes = new Changes(changeOrigin(context), parts.makeId);
    const [was, is] = [await shownDispute(tx, dispute, shownAt), await shownDispute(tx, next, shownAt)];
    const stored = changes.add(is, next.version, ['charge.dispute.updated'], previousAttributes(was, is));
    await changes.store(tx);
    await parts.recordActivity(tx, activityOrigin(context), { action: 'dispute.update', target: id });
    return replyOf(stored);
  });
}

function submit(parts: PaymentParts, context: RequestContext, id: string, change: DisputeChange): Promise<OnceReply> {
  return carryOutFollowUp(parts, context, async (tx) => {
    const { caller, now } = context;
    const { charge, dispute } = await locked(tx, caller.tenantId, id);
    assertAnswerable(dispute, now);
    const changed = drafted(dispute, change, now);
    const files = await requireFiles(tx, caller.tenantId, changed.evidence);
    if (Object.keys(changed.evidence).length === 0)
      throw new ApiError('parameter_missing', { param: 'evidence', message: 'There is no evidence to submit.' });
    await updateDisputeRow(tx, { ...changed, answering: true });
    await parts.recordActivity(tx, activityOrigin(context), { action: 'dispute.submit', target: id });
    return {
      ...{
        kind: 'submit_evidence',
        charge,
        amount: dispute.amount,
        refundId: null,
        details: { dispute: id },
        asked: { dispute: dispute.providerReference },
      },
      send: async (provider, attempt) =>
        provider.submitEvidence({
          ...{ reference: attempt.id, dispute: dispute.providerReference, texts: textsIn(changed.evidence) },
          files: await enclosed(parts.database, files, provider.takesFiles),
        }),
    };
  });
}

/** Gives in: the money stays with the payer. */
export function closeDispute(parts: PaymentParts, context: RequestContext, id: string): Promise<OnceReply> {
  return carryOutFollowUp(parts, context, async (tx) => {
    const { caller, now } = context;
    const { charge, dispute } = await locked(tx, caller.tenantId, id);
    assertAnswerable(dispute, now);
    await updateDisputeRow(tx, { ...dispute, answering: true });
    await parts.recordActivity(tx, activityOrigin(context), { action: 'dispute.close', target: id });
    return {
      ...{
        kind: 'accept_dispute',
        charge,
        amount: dispute.amount,
        refundId: null,
        details: { dispute: id },
        asked: { dispute: dispute.providerReference },
      },
      send: (provider, attempt) => provider.acceptDispute({ reference: attempt.id, dispute: dispute.providerReference }),
    };
  });
}

const disputeOf = ({ details }: Attempt): string => String(details.dispute);

/** What the bank says to an answer: it has it, or it does not want it, and the draft stands as before. */
function answerHandler(
  parts: Pick<PaymentParts, 'makeId'>,
  done: (dispute: Dispute) => Partial<Dispute>,
  types: (after: Dispute) => string[],
): AttemptHandler {
  return {
    apply: async (tx, attempt, outcome, now) => {
      const { dispute } = await locked(tx, attempt.tenantId, disputeOf(attempt));
      const { livemode } = await readTenant(tx, attempt.tenantId);
      const approved = outcome.result === 'approved';
      const after: Dispute = { ...dispute, ...(approved ? done(dispute) : {}), answering: false, version: dispute.version + 1 };
      await updateDisputeRow(tx, after);
      const changes = changesOf(attempt, now, parts.makeId);
      const shownAt = { livemode, now };
      const [was, is] = [await shownDispute(tx, dispute, shownAt), await shownDispute(tx, after, shownAt)];
      const stored = changes.add(is, after.version, approved ? types(after) : ['charge.dispute.updated'], previousAttributes(was, is));
      await changes.store(tx);
      return approved ? replyOf(stored) : refusedBy(outcome);
    },
    park: (tx, attempt, now) => current(tx, attempt, now),
    current: (sql, attempt) => current(sql, attempt, attempt.sentAt),
  };
}

function refusedBy(outcome: Parameters<AttemptHandler['apply']>[2]): Reply {
  const code = outcome.result === 'declined' ? 'dispute_unexpected_state' : 'processing_error';
  const reason = outcome.result === 'declined' && 'reason' in outcome.decline ? outcome.decline.reason : 'it was not reached';
  const message = `The bank did not take this answer (${reason}). The draft stands as before.`;
  const error = new ApiError(code, { message });
  return { status: error.status, body: errorBody(error) };
}

async function current(sql: Sql, attempt: Attempt, now: Date): Promise<Reply> {
  const [found] = await findDisputes(sql, attempt.tenantId, [disputeOf(attempt)]);
  if (found === undefined) throw unknownDispute(disputeOf(attempt));
  const { livemode } = await readTenant(sql, attempt.tenantId);
  return { status: 200, body: await shownDispute(sql, found, { livemode, now }) };
}

export const evidenceHandler = (parts: Pick<PaymentParts, 'makeId'>): AttemptHandler =>
  answerHandler(
    parts,
    (dispute) => ({ status: submittedStatus(dispute), submissionCount: dispute.submissionCount + 1 }),
    () => ['charge.dispute.updated'],
  );

export const acceptanceHandler = (parts: Pick<PaymentParts, 'makeId'>): AttemptHandler =>
  answerHandler(
    parts,
    (dispute) => ({ status: acceptedStatus(dispute) }),
    (after) => (isInquiry(after) ? ['charge.dispute.updated', 'charge.dispute.closed'] : ['charge.dispute.closed']),
  );
