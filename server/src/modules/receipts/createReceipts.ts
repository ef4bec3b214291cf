import type { AnyRoute } from '../../http/route.ts';
import type { Jobs, JobsLog } from '../../jobs/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Database } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { DELIVERY, deliverMessage } from './deliverMessage.ts';
import type { Mailer } from './mailer.ts';
import type { FindReceiptFacts } from './receiptFacts.ts';
import { receiptRoutes } from './receipts.routes.ts';

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
  /** How long to wait between tries; the usual is about a day of them. */
  readonly waits?: { readonly firstWaitSeconds: number; readonly longestWaitSeconds: number };
}

/** Puts the parts together and gives the queue its handler; call it before the jobs are started. */
export function createReceipts(deps: ReceiptsDeps): { readonly routes: readonly AnyRoute[] } {
  deps.jobs.work({ ...DELIVERY, ...deps.waits }, deliverMessage(deps));
  return { routes: receiptRoutes({ ...deps, sends: deps.mailer !== null }) };
}
