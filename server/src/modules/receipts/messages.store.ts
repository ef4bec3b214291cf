import type { Id } from '@guichet/contract/ids.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import type { Sql, Transaction } from '../../platform/sql.ts';
import type { Message, MessageContents, MessageKind, MessageStatus, NewMessage } from './message.ts';
import type { Receipt } from './receipt.ts';

interface MessageRow {
  id: Id<'msg'>;
  kind: MessageKind;
  status: MessageStatus;
  recipient: string;
  language: Language;
  subject: string;
  payment_intent_id: string | null;
  created: Date;
  created_by: string;
  sent_at: Date | null;
  error: string | null;
}

type FullRow = MessageRow & { sender_name: string; html: string; text: string; receipt: Receipt | null };

const SUMMARY = 'id, kind, status, recipient, language, subject, payment_intent_id, created, created_by, sent_at, error';

const messageOf = (row: MessageRow): Message => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  recipient: row.recipient,
  language: row.language,
  subject: row.subject,
  paymentIntent: row.payment_intent_id,
  created: row.created,
  createdBy: row.created_by,
  sentAt: row.sent_at,
  error: row.error,
});

/** Answers false when its occasion has had a message at this address already. */
export async function insertMessage(tx: Transaction, tenantId: number, message: NewMessage): Promise<boolean> {
  const inserted = await tx.query<{ id: string }>(
    'insert message',
    `INSERT INTO messages (tenant_id, id, kind, status, recipient, language, sender_name, subject, html, text, payment_intent_id, charge_id, created, created_by, occasion, receipt, template_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT (tenant_id, occasion, recipient) WHERE occasion IS NOT NULL DO NOTHING RETURNING id`,
    [
      tenantId,
      message.id,
      message.kind,
      message.status,
      message.recipient,
      message.language,
      message.senderName,
      message.subject,
      message.html,
      message.text,
      message.paymentIntent,
      message.charge,
      message.created,
      message.createdBy,
      message.occasion,
      JSON.stringify(message.receipt),
      message.receipt?.templateVersion ?? null,
    ],
  );
  return inserted.length > 0;
}

export async function findMessage(sql: Sql, tenantId: number, id: string): Promise<(Message & MessageContents) | null> {
  const [row] = await sql.query<FullRow>(
    'find message',
    `SELECT ${SUMMARY}, sender_name, html, text, receipt FROM messages WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
  return row === undefined
    ? null
    : { ...messageOf(row), senderName: row.sender_name, html: row.html, text: row.text, receipt: row.receipt };
}

export interface MessageFilter {
  readonly payment_intent?: string | undefined;
  /** Only about payments that this person took. */
  readonly ownOf?: string | undefined;
  /** Kinds that the reader does not get to see. */
  readonly hidden: readonly MessageKind[];
  readonly created?: TimeRange | undefined;
}

/** One page of the outbox, or of one payment's messages; see `Page` for the order. */
export async function listMessages(sql: Sql, tenantId: number, filter: MessageFilter, page: Page): Promise<Message[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('payment_intent_id = $?', filter.payment_intent)
    .add('payment_intent_id IN (SELECT i.id FROM payment_intents i WHERE i.tenant_id = $? AND i.created_by = $?)', tenantId, filter.ownOf)
    .add('kind <> ALL ($?)', filter.hidden)
    .created('created', filter.created);
  return (await selectPage<MessageRow>(sql, `SELECT ${SUMMARY} FROM messages`, 'id', conditions, page)).map(messageOf);
}

/** All messages about a payment, oldest first. */
export async function messagesOfPayment(sql: Sql, tenantId: number, paymentIntent: string): Promise<Message[]> {
  const rows = await sql.query<MessageRow>(
    'messages of payment',
    `SELECT ${SUMMARY} FROM messages WHERE tenant_id = $1 AND payment_intent_id = $2 ORDER BY id`,
    [tenantId, paymentIntent],
  );
  return rows.map(messageOf);
}

/** Notes what a try came to. Only a queued message changes: what was once sent, failed or kept stays so when a job is repeated. */
export async function noteTry(
  sql: Sql,
  tenantId: number,
  id: string,
  outcome: { readonly status: MessageStatus; readonly sentAt: Date | null; readonly error: string | null },
): Promise<void> {
  await sql.query(
    'note try of message',
    `UPDATE messages SET status = $3, sent_at = $4, error = $5, tries = tries + 1 WHERE tenant_id = $1 AND id = $2 AND status = 'queued'`,
    [tenantId, id, outcome.status, outcome.sentAt, outcome.error],
  );
}
