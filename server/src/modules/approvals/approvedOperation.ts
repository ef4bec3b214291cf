import type { Permission } from '@guichet/contract/permissions.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';

/** What began when a request was carried out. */
export interface Begun<T> {
  /** The refund, the payout or the record that came of it. */
  readonly resultId: string;
  readonly begun: T;
}

/**
 * Closes the approval within the transaction that begins the request: `work` is given what was kept of the request. Answers what began, or a
 * reply where nothing is to begin, because it has begun before.
 */
export type Begin = <T>(tx: Transaction, work: (request: unknown) => Promise<Begun<T>>) => Promise<T | Reply>;

/** How a request is carried out once somebody else has approved it. `context` is that of who asked. */
export interface ApprovedOperation {
  /** What who asked must still be allowed to do. */
  readonly permission: Permission;
  run(context: RequestContext, begin: Begin): Promise<unknown>;
}

export type ApprovedOperations = Readonly<Record<string, ApprovedOperation>>;

/** An operation that asks nothing of the outside: one transaction. */
export const operationWithin = (
  database: Database,
  permission: Permission,
  work: (tx: Transaction, context: RequestContext, request: unknown) => Promise<string>,
): ApprovedOperation => ({
  permission,
  run: (context, begin) =>
    withTransaction(database, (tx) =>
      begin(tx, async (request) => {
        const resultId = await work(tx, context, request);
        return { resultId, begun: null };
      }),
    ),
});
