import { ApiError } from '@guichet/contract/errors.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import type { NamedRef } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WorkList } from '@guichet/contract/workViews.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { RequestContext } from '../../platform/context.ts';
import { once } from '../../platform/once.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { actorNames } from '../people/index.ts';
import { doubtfulBefore, dueOf, kindOf, slowDownsSince } from './workItem.rules.ts';
import { listDone, listWaiting, lockMark, type WorkItem, type WorkMark, writeDone, writeTaken } from './workItems.store.ts';

export interface WorkItemParts extends Pick<UseCaseParts, 'recordActivity'> {
  readonly database: Database;
}

const { object, text } = fields;

const LOOK = 'payments.read';
const WORK = 'disputes.write';
/** As many of those that are done as a page shows. */
const SHOWN_DONE = 50;

const waiting = (sql: Database | Transaction, tenantId: number, now: Date): Promise<WorkItem[]> =>
  listWaiting(sql, tenantId, { doubtfulBefore: doubtfulBefore(now), slowDownsSince: slowDownsSince(now) });

async function view(sql: Database | Transaction, { caller: { tenantId }, now }: Pick<RequestContext, 'caller' | 'now'>) {
  const items = await waiting(sql, tenantId, now);
  const done = await listDone(sql, tenantId, SHOWN_DONE);
  const names = await actorNames(sql, tenantId, [...items.flatMap(({ takenBy }) => takenBy ?? []), ...done.map(({ doneBy }) => doneBy)]);
  const named = (id: string): NamedRef => ({ id, name: names.get(id) ?? id });
  const list: WorkList = {
    object: 'work_list',
    open: items.map(({ paymentIntent, amount, since, takenBy, ...item }) => ({
      ...{ id: item.id, object: 'work_item', kind: item.kind, since: unixSeconds(since), due: unixSeconds(dueOf(item.kind, since)) },
      ...{
        payment_intent: paymentIntent,
        amount: amount === null ? null : wireAmount(amount),
        currency: item.currency,
        detail: item.detail,
      },
      taken_by: takenBy === null ? null : named(takenBy),
    })),
    done: done.flatMap(({ item, doneBy, done: at, note }) => {
      const kind = kindOf(item);
      return kind === null ? [] : [{ id: item, kind, done: unixSeconds(at), done_by: named(doneBy), note }];
    }),
  };
  return ok(list);
}

/** The item that waits under this id, with its mark locked. It is looked for once more behind the lock: somebody may have done it meanwhile. */
async function requireOpen(tx: Transaction, { caller: { tenantId }, now }: RequestContext, id: string) {
  const isThere = kindOf(id) !== null && (await waiting(tx, tenantId, now)).some((item) => item.id === id);
  const mark = isThere ? await lockMark(tx, tenantId, id) : null;
  if (mark === null || mark.isDone)
    throw new ApiError('resource_missing', { param: 'id', message: `Nothing waits under '${id}': it is done, or has settled by itself.` });
  return mark;
}

/** Throws `work_item_taken` where somebody else looks after it than the caller knows: nobody takes it from them unawares. */
function assertTakenBy({ takenBy }: WorkMark, allowed: readonly (string | undefined)[]): void {
  if (takenBy !== null && !allowed.includes(takenBy)) throw new ApiError('work_item_taken');
}

/** What waits for somebody's look: taken by one person, done with a note. */
export function workItemRoutes(parts: WorkItemParts): AnyRoute[] {
  const { database, recordActivity } = parts;
  const change = (context: RequestContext, body: (tx: Transaction) => Promise<void>) =>
    once(database, context, async (tx) => {
      await body(tx);
      return view(tx, context);
    });
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/work_items',
      permission: LOOK,
      answers: 'work_list',
      handler: ({ context }) => view(database, context),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/work_items/:id/take',
      permission: WORK,
      answers: 'work_list',
      body: object({ from: text({ max: 255 }).optional() }),
      handler: ({ context, params: { id }, body: { from } }) =>
        change(context, async (tx) => {
          const { tenantId, actor } = context.caller;
          assertTakenBy(await requireOpen(tx, context, id), [actor.id, from]);
          await writeTaken(tx, tenantId, id, actor.id, context.now);
          await recordActivity(tx, activityOrigin(context), { action: 'work_item.take', target: id });
        }),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/work_items/:id/release',
      permission: WORK,
      answers: 'work_list',
      handler: ({ context, params: { id } }) =>
        change(context, async (tx) => {
          assertTakenBy(await requireOpen(tx, context, id), [context.caller.actor.id]);
          await writeTaken(tx, context.caller.tenantId, id, null, context.now);
          await recordActivity(tx, activityOrigin(context), { action: 'work_item.release', target: id });
        }),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/work_items/:id/done',
      permission: WORK,
      answers: 'work_list',
      body: object({ note: text({ max: 2000 }) }),
      handler: ({ context, params: { id }, body: { note } }) =>
        change(context, async (tx) => {
          const { tenantId, actor } = context.caller;
          await requireOpen(tx, context, id);
          await writeDone(tx, tenantId, id, { doneBy: actor.id, done: context.now, note });
          await recordActivity(tx, activityOrigin(context), { action: 'work_item.done', target: id, personal: { note } });
        }),
    }),
  ];
}
