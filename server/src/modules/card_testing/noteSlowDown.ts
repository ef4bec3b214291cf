import type { Logger } from '../../platform/log.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { SlowedDown } from './cardTesting.ts';

export interface NoteSlowDownParts extends Pick<UseCaseParts, 'recordActivity'> {
  readonly database: Database;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** Writes into the log and the activity log that somebody is slowed down. The request that met it is answered meanwhile. */
export function noteSlowDown({ database, log, recordActivity }: NoteSlowDownParts): (slowed: SlowedDown) => void {
  return ({ context, subject: { kind }, declined }) => {
    const { account, actor } = context.caller;
    log.warn({ account, actor: actor.id, by: kind, declined }, 'tries of cards are slowed down');
    const activity = { action: 'payments.slow_down', target: actor.id, details: { by: kind, declined } } as const;
    withTransaction(database, (tx) => recordActivity(tx, activityOrigin(context), activity)).catch((error: unknown) =>
      log.error({ err: error }, 'A slow-down could not be noted in the activity log.'),
    );
  };
}
