import { ApiError } from '@guichet/contract/errors.ts';
import type { ReceiptRequest } from '@guichet/contract/terminal.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { DELIVERY, type DeliveryJob } from './deliverMessage.ts';
import type { Message, NewMessage } from './message.ts';
import { insertMessage } from './messages.store.ts';
import { mayHaveReceipt, receiptLanguage } from './receipt.rules.ts';
import { writeReceipt } from './receipt.ts';
import { receiptAsHtml } from './receiptAsHtml.ts';
import { receiptAsText } from './receiptAsText.ts';
import type { FindReceiptFacts, ReceiptFacts } from './receiptFacts.ts';

export interface SendReceiptDeps {
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly makeId: MakeId;
  readonly receiptFacts: FindReceiptFacts;
  readonly recordActivity: RecordActivity;
  /** Whether mail goes out; else messages are kept in the outbox. */
  readonly sends: boolean;
}

async function approvedFacts(deps: SendReceiptDeps, tx: Transaction, tenantId: number, paymentIntent: string): Promise<ReceiptFacts> {
  const facts = await deps.receiptFacts(tx, tenantId, paymentIntent);
  if (facts === null) {
    throw new ApiError('resource_missing', { param: 'payment_intent', message: `No such payment with a charge: '${paymentIntent}'.` });
  }
  if (!mayHaveReceipt(facts)) {
    const message = `This payment is ${facts.status}. Only a payment that was approved has a receipt.`;
    throw new ApiError('payment_intent_unexpected_state', { param: 'payment_intent', message });
  }
  return facts;
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
  const receipt = writeReceipt(facts, { id: request.payment_intent, livemode }, receiptLanguage(request.language, facts));
  const message: NewMessage = {
    id: deps.makeId('msg'),
    kind: 'receipt',
    status: deps.sends ? 'queued' : 'kept',
    recipient: request.email,
    language: receipt.language,
    senderName: receipt.businessName,
    subject: receipt.subject,
    html: receiptAsHtml(receipt),
    text: receiptAsText(receipt),
    paymentIntent: request.payment_intent,
    charge: facts.charge,
    created: context.now,
    createdBy: actor.id,
  };
  await insertMessage(tx, tenantId, message);
  if (deps.sends) {
    const job: DeliveryJob = { tenant_id: tenantId, message: message.id };
    await deps.jobs.enqueue(tx, DELIVERY.name, job);
  }
  await deps.recordActivity(tx, {
    tenantId,
    at: context.now,
    actor,
    action: 'receipt.create',
    target: message.paymentIntent,
    ip: context.ip,
    details: { message: message.id, language: message.language },
    personal: { to: message.recipient },
  });
  return { ...message, sentAt: null, error: null };
}
