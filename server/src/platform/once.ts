import type { RequestContext } from './context.ts';
import { claimKey, type Reply, storeReply } from './idempotency.store.ts';
import type { Database, Transaction } from './sql.ts';
import { withTransaction } from './transaction.ts';

/** An answer, and whose it is when an earlier request with the same key was answered so. */
export interface OnceReply extends Reply {
  readonly replayedFrom?: string;
}

/**
 * Runs a request that needs nothing from outside in one transaction, together with the claim of its Idempotency-Key and the storing of its
 * answer: it has happened once, with its answer kept, or not at all. A refusal that `body` throws undoes the claim too.
 */
export function once(database: Database, context: RequestContext, body: (tx: Transaction) => Promise<Reply>): Promise<OnceReply> {
  const { caller, idempotency, requestId, now } = context;
  return withTransaction(database, async (tx) => {
    if (idempotency === null) return body(tx);
    const before = await claimKey(tx, caller.tenantId, idempotency, requestId, now);
    if (before !== null) return { ...before.reply, replayedFrom: before.requestId };
    const reply = await body(tx);
    await storeReply(tx, caller.tenantId, idempotency.key, reply);
    return reply;
  });
}
