import { SYSTEM_ACTOR } from '../../platform/context.ts';
import type { Letterbox } from '../../platform/letterbox.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { actorNames, membersWith } from '../people/index.ts';
import { isOwn } from './approval.rules.ts';
import type { Approval } from './approval.ts';
import { approvalLetter } from './approvalLetter.ts';
import { lockUntold, noteTold } from './approvals.store.ts';

export interface TellingParts {
  readonly database: Database;
  readonly letters: Letterbox;
  /** Where browsers reach us; empty until the doors are open, where it is not configured. */
  readonly baseUrl: () => string;
}

async function tell(tx: Transaction, { letters, baseUrl }: TellingParts, approval: Approval, now: Date): Promise<void> {
  const { tenantId, id, askedBy } = approval;
  const { account, businessName: business, livemode } = await readTenant(tx, tenantId);
  const asker = (await actorNames(tx, tenantId, [askedBy])).get(askedBy) ?? askedBy;
  const approvers = (await membersWith(tx, account, 'approvals.write')).filter((member) => !isOwn(approval, member));
  for (const { email, language } of approvers) {
    const url = `${baseUrl()}/approvals?mode=${livemode ? 'live' : 'test'}`;
    const letter = approvalLetter(approval, { language, business, asker, livemode, url });
    await letters.post(tx, { tenantId, kind: 'approval', recipient: email, letter, actor: SYSTEM_ACTOR, now });
  }
  await noteTold(tx, tenantId, id, now);
}

const AT_ONCE = 20;

/**
 * Writes to those who may decide about what waits and of which nobody was told: the mails stand with the moment, so they are written once. It is
 * done apart from the request that asks, which is as quick as it was. Answers how many, so that whoever asks can go on until there are none.
 */
export async function tellApprovers(parts: TellingParts, now: Date): Promise<number> {
  // Mails without a link would help nobody, and are written once.
  if (parts.baseUrl() === '') return 0;
  const told = await withTransaction(parts.database, async (tx) => {
    const untold = await lockUntold(tx, now, AT_ONCE);
    for (const approval of untold) await tell(tx, parts, approval, now);
    return untold.length;
  });
  if (told > 0) parts.letters.wake();
  return told;
}
