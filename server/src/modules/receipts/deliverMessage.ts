import type { Handler, JobOutcome, JobsLog, QueueRules } from '../../jobs/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/transaction.ts';
import type { Mailer } from './mailer.ts';
import { isLetter, type Message, type MessageContents } from './message.ts';
import { messageFiles } from './messageFiles.ts';
import { findMessage, noteTry } from './messages.store.ts';

/** Tries come after about 1, 2, 3, 6, 12, 24, 48 and 96 minutes, then every 3 to 4 hours: fifteen of them over about a day. */
export const DELIVERY: QueueRules = {
  name: 'messages',
  tries: 15,
  firstWaitSeconds: 30,
  longestWaitSeconds: 4 * 3600,
  timeoutSeconds: 300,
};

/** What the queue carries: only the name of the message, which stays the one record of what is sent. */
export interface DeliveryJob {
  readonly tenant_id: number;
  readonly message: string;
}

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailer: Mailer | null;
  readonly log: JobsLog;
  /** Puts what is not stored, the secret of a link, into a letter of ours. */
  readonly fillIn?: (text: string) => string;
}

const asStored = (text: string): string => text;

const DONE: JobOutcome = { kind: 'done' };

async function attempt(
  { database, clock, mailer, log, fillIn = asStored }: Deps,
  tenantId: number,
  message: Message & MessageContents,
): Promise<JobOutcome> {
  const note = (status: Message['status'], sentAt: Date | null, error: string | null) =>
    noteTry(database, tenantId, message.id, { status, sentAt, error });
  if (mailer === null) {
    await note('kept', null, null);
    return DONE;
  }
  const files = await messageFiles(database, tenantId, message);
  // A receipt repeats what people typed: a link that somebody copied from the outbox into it must stay without its secret.
  const put = isLetter(message) ? fillIn : asStored;
  const delivery = await mailer.deliver({ ...message, files, html: put(message.html), text: put(message.text) });
  // A crash here, between the server's yes and our note of it, sends the message once more, under the same Message-ID. The other order
  // could lose it: of the two, a receipt that comes twice is the better.
  if (delivery.kind === 'sent') {
    await note('sent', clock.now(), null);
    return DONE;
  }
  log.error({ message: message.id, reason: delivery.reason }, 'A message could not be sent.');
  await note(delivery.kind === 'refused' ? 'failed' : 'queued', null, delivery.reason);
  return delivery.kind === 'refused' ? DONE : { kind: 'later', reason: delivery.reason };
}

/** Sends a queued message, at least once, and notes what came of it. Without a mail server the message is kept in the outbox. */
export function deliverMessage(deps: Deps): Handler<DeliveryJob> {
  return {
    async handle({ tenant_id: tenantId, message: id }) {
      const message = await findMessage(deps.database, tenantId, id);
      return message?.status === 'queued' ? attempt(deps, tenantId, message) : DONE;
    },
    async abandoned({ tenant_id: tenantId, message: id }) {
      const message = await findMessage(deps.database, tenantId, id);
      const reason = message?.error ?? 'The server stopped each time while it was being sent.';
      await noteTry(deps.database, tenantId, id, {
        status: 'failed',
        sentAt: null,
        error: `Given up after ${DELIVERY.tries} tries. ${reason}`,
      });
    },
  };
}
