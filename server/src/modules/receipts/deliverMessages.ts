import type { Jobs, JobsLog } from '../../jobs/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Database } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { DELIVERY, deliverMessage } from './deliverMessage.ts';
import type { Mailer } from './mailer.ts';
import type { FindReceiptFacts } from './receiptFacts.ts';

export interface ReceiptsDeps {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly makeId: MakeId;
  /** Null while no mail server is set up: messages are then kept in the outbox. */
  readonly mailer: Mailer | null;
  readonly log: JobsLog;
  readonly receiptFacts: FindReceiptFacts;
  readonly recordActivity: RecordActivity;
  /** Puts into a message what is not stored, when it goes out. */
  readonly fillIn?: (text: string) => string;
  /** How long to wait between tries; the usual is about a day of them. */
  readonly waits?: { readonly firstWaitSeconds: number; readonly longestWaitSeconds: number };
}

/** Gives the queue its handler for messages; call it before the jobs are started. */
export function deliverMessages(deps: ReceiptsDeps): void {
  deps.jobs.work({ ...DELIVERY, ...deps.waits }, deliverMessage(deps));
}
