import { wireBrand } from '@guichet/contract/cards.ts';
import type { DisputeStatus } from '@guichet/contract/wire/dispute.ts';
import { z } from 'zod';
import { Changes, previousAttributes } from '../../events/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { type Notice, type NoticeHandler, NoticeRefused, wasRefused } from '../notices/index.ts';
import {
  type Charge,
  findChargeOfAuthorisation,
  type PaymentParts,
  requireLockedCharge,
  requireLockedPaymentIntent,
} from '../payments/index.ts';
import { returnReason, submittedStatus } from './dispute.rules.ts';
import type { Dispute } from './dispute.ts';
import { type Moving, noteOnCharge, reinstate, shownDispute, withdraw } from './disputedCharge.ts';
import { findByProvider, insertDispute, lockDispute, updateDisputeRow } from './disputes.store.ts';

type Parts = Pick<PaymentParts, 'makeId' | 'attempts'>;

const opened = z.object({
  dispute: z.string(),
  reason: z.string(),
  network_reason_code: z.string().nullish(),
  amount: z.number().int().positive(),
  currency: z.string(),
  due_by: z.number().int().nullish(),
  inquiry: z.boolean(),
});
const submitted = z.object({ dispute: z.string() });
const closed = z.object({ dispute: z.string(), outcome: z.enum(['won', 'lost', 'closed']) });
const returned = z.object({ code: z.string().optional() });

/** What a notice says, or that it cannot be read: it would say no more if it were read again. */
function said<T>(schema: z.ZodType<T>, { data }: Notice): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  throw new NoticeRefused(
    `The notice cannot be read: ${read.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')}.`,
  );
}

/**
 * A charge is disputed in its own currency: the books take back what they have of it, and convert as the sale was converted. An amount in another
 * currency says nothing of how much that is, so it is nobody's to guess: staff see to it with the provider.
 */
function assertItsCurrency({ charge }: Moving, dispute: string, currency: string): void {
  if (currency.toLowerCase() === charge.currency) return;
  throw new NoticeRefused(
    `The dispute ${dispute} is in the currency ${currency} and the charge ${charge.id} in ${charge.currency}: nothing was booked. See the dispute at the provider.`,
  );
}

/** The charge that a notice is about, locked after its intent; `later` while its own answer has not been applied. */
async function movingFor(tx: Transaction, { makeId }: Parts, { tenantId, reference }: Notice, now: Date): Promise<Moving | 'later'> {
  const found = await findChargeOfAuthorisation(tx, tenantId, reference);
  if (found === undefined) return 'later';
  const intent = await requireLockedPaymentIntent(tx, tenantId, found.paymentIntentId);
  const charge = await requireLockedCharge(tx, tenantId, found.id);
  // The money cannot have been taken back before it was taken: that capture's answer, or that debit's notice, comes first.
  if (intent.status === 'processing' || !charge.captured) return 'later';
  const { livemode } = await readTenant(tx, tenantId);
  return { makeId, changes: new Changes({ tenantId, now, requestId: null, idempotencyKey: null }, makeId), charge, livemode, now };
}

const timeOf = (unixSeconds: number | null | undefined): Date | null => (unixSeconds == null ? null : new Date(unixSeconds * 1000));

const feesOf = async (tx: Transaction, { attempts }: Parts, charge: Charge) =>
  (await attempts.provider(charge, tx)).account.disputeFees ?? {};

interface Opening {
  readonly providerReference: string;
  readonly status: DisputeStatus;
  /** In the charge's currency. */
  readonly amount: bigint;
  readonly reason: string;
  readonly networkReasonCode: string | null;
  readonly cardBrand: string | null;
  readonly cardNetwork: string | null;
  readonly dueBy: Date | null;
}

/** Stores a dispute, once, with what it takes back, and tells of it. */
async function open(tx: Transaction, parts: Parts, moving: Moving, opening: Opening): Promise<void> {
  const { charge, changes, now } = moving;
  const { tenantId, connector } = charge;
  if ((await findByProvider(tx, tenantId, connector, opening.providerReference)) !== undefined) return;
  const { id: chargeId, paymentIntentId, direct } = charge;
  const begun = { version: 1, evidence: {}, metadata: {}, submissionCount: 0, answering: false, created: now };
  const dispute: Dispute = {
    ...{ ...begun, ...opening, tenantId, connector, chargeId, paymentIntentId, direct, currency: charge.currency },
    id: parts.makeId('dp'),
  };
  await insertDispute(tx, dispute);
  const takes = !opening.status.startsWith('warning_');
  if (takes) await withdraw(tx, moving, dispute, await feesOf(tx, parts, charge));
  await noteOnCharge(tx, moving, dispute);
  const types = ['charge.dispute.created', ...(takes ? ['charge.dispute.funds_withdrawn'] : [])];
  const ended = opening.status === 'lost' ? ['charge.dispute.closed'] : [];
  changes.add(await shownDispute(tx, dispute, moving), dispute.version, [...types, ...ended]);
  await changes.store(tx);
}

/** A payer disputes a payment, or asks about it. */
export const disputeOpenedHandler =
  (parts: Parts): NoticeHandler =>
  async (tx, notice, now) => {
    const moving = await movingFor(tx, parts, notice, now);
    if (moving === 'later') return 'later';
    const { dispute, reason, network_reason_code: networkReasonCode, amount, currency, due_by: dueBy, inquiry } = said(opened, notice);
    assertItsCurrency(moving, dispute, currency);
    const { details } = moving.charge;
    const card =
      details.type === 'card'
        ? { cardBrand: wireBrand(details.brand), cardNetwork: details.network }
        : { cardBrand: null, cardNetwork: null };
    await open(tx, parts, moving, {
      ...{
        providerReference: dispute,
        reason,
        networkReasonCode: networkReasonCode ?? null,
        ...card,
        amount: BigInt(amount),
      },
      status: inquiry ? 'warning_needs_response' : 'needs_response',
      dueBy: timeOf(dueBy),
    });
    return 'applied';
  };

/** A debit that had settled came back: nobody can be asked, so it is a dispute that is lost as soon as it begins. */
export const debitReturnedHandler =
  (parts: Parts): NoticeHandler =>
  async (tx, notice, now) => {
    const moving = await movingFor(tx, parts, notice, now);
    if (moving === 'later') return 'later';
    const { code = null } = said(returned, notice);
    const { amountCaptured, amountRefunded, disputedAmount } = moving.charge;
    const amount = amountCaptured - amountRefunded - disputedAmount;
    if (amount <= 0n) return 'applied';
    await open(tx, parts, moving, {
      ...{
        providerReference: `return ${notice.reference}`,
        status: 'lost',
        amount,
        cardBrand: null,
        cardNetwork: null,
        dueBy: null,
      },
      ...{ reason: returnReason(code ?? ''), networkReasonCode: code },
    });
    return 'applied';
  };

/** A known dispute, locked behind its charge. An answer of ours that is on its way is applied before what the bank says of it. */
async function lockedByNotice(tx: Transaction, parts: Parts, notice: Notice, reference: string, now: Date) {
  const moving = await movingFor(tx, parts, notice, now);
  if (moving === 'later') return 'later';
  const found = await findByProvider(tx, notice.tenantId, moving.charge.connector, reference);
  const dispute = found && (await lockDispute(tx, notice.tenantId, found.id));
  if (dispute === undefined && (await wasRefused(tx, notice, { kind: 'dispute.opened', part: { dispute: reference } }))) {
    throw new NoticeRefused(`The notice by which the dispute ${reference} began was refused.`);
  }
  if (dispute === undefined || dispute.answering) return 'later';
  return { moving, dispute };
}

/** Stores what became of a dispute and tells it. */
async function tell(tx: Transaction, moving: Moving, before: Dispute, after: Dispute, types: readonly string[]): Promise<void> {
  await updateDisputeRow(tx, after);
  const [was, is] = [await shownDispute(tx, before, moving), await shownDispute(tx, after, moving)];
  moving.changes.add(is, after.version, types, previousAttributes(was, is));
  await moving.changes.store(tx);
}

/** An inquiry has become a dispute, which can be answered again. */
export const disputeEscalatedHandler =
  (parts: Parts): NoticeHandler =>
  async (tx, notice, now) => {
    const { dispute: reference, amount, currency, due_by: dueBy } = said(opened, notice);
    const found = await lockedByNotice(tx, parts, notice, reference, now);
    if (found === 'later') return 'later';
    const { moving, dispute } = found;
    if (!dispute.status.startsWith('warning_')) return 'applied';
    assertItsCurrency(moving, reference, currency);
    const change = { status: 'needs_response', amount: BigInt(amount), dueBy: timeOf(dueBy) } as const;
    const escalated: Dispute = { ...dispute, ...change, version: dispute.version + 1 };
    await withdraw(tx, moving, escalated, await feesOf(tx, parts, moving.charge));
    await noteOnCharge(tx, moving, escalated);
    await tell(tx, moving, dispute, escalated, ['charge.dispute.updated', 'charge.dispute.funds_withdrawn']);
    return 'applied';
  };

/** Somebody has answered a dispute at the provider and not here. */
export const disputeSubmittedHandler =
  (parts: Parts): NoticeHandler =>
  async (tx, notice, now) => {
    const found = await lockedByNotice(tx, parts, notice, said(submitted, notice).dispute, now);
    if (found === 'later') return 'later';
    const { moving, dispute } = found;
    if (dispute.status !== 'needs_response' && dispute.status !== 'warning_needs_response') return 'applied';
    const answered = { status: submittedStatus(dispute), submissionCount: dispute.submissionCount + 1, version: dispute.version + 1 };
    await tell(tx, moving, dispute, { ...dispute, ...answered }, ['charge.dispute.updated']);
    return 'applied';
  };

const ENDS = { won: 'won', lost: 'lost', closed: 'warning_closed' } as const;
const ENDED: ReadonlySet<DisputeStatus> = new Set(Object.values(ENDS));

/** A dispute was decided, or its time ran out. What was won comes back. */
export const disputeClosedHandler =
  (parts: Parts): NoticeHandler =>
  async (tx, notice, now) => {
    const { dispute: reference, outcome } = said(closed, notice);
    const found = await lockedByNotice(tx, parts, notice, reference, now);
    if (found === 'later') return 'later';
    const { moving, dispute } = found;
    if (ENDED.has(dispute.status)) return 'applied';
    const ended: Dispute = { ...dispute, status: ENDS[outcome], version: dispute.version + 1 };
    if (outcome === 'won') {
      await reinstate(tx, moving, ended);
      await noteOnCharge(tx, moving, ended);
    }
    await tell(tx, moving, dispute, ended, ['charge.dispute.closed', ...(outcome === 'won' ? ['charge.dispute.funds_reinstated'] : [])]);
    return 'applied';
  };
