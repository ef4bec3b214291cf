import { ApiError } from '@guichet/contract/errors.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { Language, ReceiptRequest } from '@guichet/contract/terminal.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { Actor, RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';

import type { Database, Transaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { DELIVERY, type DeliveryJob } from './deliverMessage.ts';
import type { Message, NewMessage } from './message.ts';
import { insertMessage } from './messages.store.ts';
import { mayHaveReceipt, receiptLanguage } from './receipt.rules.ts';
import { writeReceipt } from './receipt.ts';
import { receiptAsHtml } from './receiptAsHtml.ts';
import { receiptAsText } from './receiptAsText.ts';
import type { FindReceiptFacts, ReceiptFacts } from './receiptFacts.ts';
import { receiptLook } from './receiptLook.ts';

export interface SendReceiptDeps {
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly makeId: MakeId;
  readonly receiptFacts: FindReceiptFacts;
  readonly recordActivity: RecordActivity;
  /** Whether mail goes out; else messages are kept in the outbox. */
  readonly sends: boolean;
}

/** What the receipt of an approved payment says. Throws `ApiError` resource_missing or payment_intent_unexpected_state. */
export async function approvedFacts(
  { receiptFacts }: Pick<SendReceiptDeps, 'receiptFacts'>,
  tx: Database | Transaction,
  tenantId: number,
  paymentIntent: string,
): Promise<ReceiptFacts> {
  const facts = await receiptFacts(tx, tenantId, paymentIntent);
  if (facts === null) {
    throw new ApiError('resource_missing', { param: 'payment_intent', message: `No such payment with a charge: '${paymentIntent}'.` });
  }
  if (!mayHaveReceipt(facts)) {
    const message = `This payment is ${facts.status}. Only a payment that was approved has a receipt.`;
    throw new ApiError('payment_intent_unexpected_state', { param: 'payment_intent', message });
  }
  return facts;
}

/** A message to be written: what it is about, to whom, and who is behind it. */
interface ReceiptToStore {
  readonly tenantId: number;
  readonly livemode: boolean;
  readonly paymentIntent: string;
  readonly facts: ReceiptFacts;
  /** What was given back, where the message tells that; null for the receipt of the payment. */
  readonly refunded: Money | null;
  readonly email: string;
  readonly language: Language;
  /** What made it due by itself; null when somebody asked for it. */
  readonly occasion: string | null;
  readonly actor: Actor;
  readonly ip: string | null;
  readonly now: Date;
}

/** Message, job and activity line, all in the caller's transaction. Null when the occasion has had its message at this address. */
export async function storeReceipt(deps: SendReceiptDeps, tx: Transaction, wanted: ReceiptToStore): Promise<NewMessage | null> {
  const { tenantId, livemode, paymentIntent, facts, refunded, actor, now } = wanted;
  const look = await receiptLook(tx, tenantId);
  const receipt = writeReceipt(facts, { id: paymentIntent, livemode }, look, wanted.language, refunded);
  const message: NewMessage = {
    id: deps.makeId('msg'),
    kind: refunded === null ? 'receipt' : 'refund',
    status: deps.sends ? 'queued' : 'kept',
    recipient: wanted.email,
    language: receipt.language,
    senderName: receipt.businessName,
    subject: receipt.subject,
    html: receiptAsHtml(receipt),
    text: receiptAsText(receipt),
    receipt,
    paymentIntent,
    charge: facts.charge,
    occasion: wanted.occasion,
    created: now,
    createdBy: actor.id,
  };
  if (!(await insertMessage(tx, tenantId, message))) return null;
  if (deps.sends) {
    const job: DeliveryJob = { tenant_id: tenantId, message: message.id };
    await deps.jobs.enqueue(tx, DELIVERY.name, job);
  }
  await deps.recordActivity(tx, {
    tenantId,
    at: now,
    actor,
    action: 'receipt.create',
    target: paymentIntent,
    ip: wanted.ip,
    details: { message: message.id, language: message.language, ...(wanted.occasion !== null && { occasion: wanted.occasion }) },
    personal: { to: message.recipient },
  });
  return message;
}

/**
 * Writes the receipt of an approved payment and leaves it to be sent: message, job and activity line stand in the caller's transaction.
 * What is stored now is what the payer gets, however much later the mail goes out. Throws `ApiError` resource_missing or
 * payment_intent_unexpected_state.
 */
export async function sendReceipt(
  deps: SendReceiptDeps,
  tx: Transaction,
  context: RequestContext,
  request: ReceiptRequest,
): Promise<Message> {
  const { tenantId, livemode, actor } = context.caller;
  const facts = await approvedFacts(deps, tx, tenantId, request.payment_intent);
  const message = await storeReceipt(deps, tx, {
    ...{ tenantId, livemode, paymentIntent: request.payment_intent, facts, refunded: null, email: request.email },
    ...{ language: receiptLanguage(request.language, facts), occasion: null, actor, ip: context.ip, now: context.now },
  });
  if (message === null) throw new Error('A message that somebody asked for was not stored.');
  return { ...message, sentAt: null, error: null };
}
