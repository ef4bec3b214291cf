import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Guard } from '../../platform/guard.ts';
import type { Sql } from '../../platform/transaction.ts';
import { ownAmong } from './ownPayments.store.ts';
import { holdsMask, masked, narrowed, paymentIdsIn, searchesHidden, subjectsIn } from './sight.rules.ts';

/** Answers about those who work here, who are no customers. */
const ABOUT_STAFF: ReadonlySet<unknown> = new Set(['session_view', 'signed_in']);

async function assertOwn(sql: Sql, { caller }: RequestContext, named: unknown): Promise<void> {
  const ids = paymentIdsIn(named);
  if (ids.length === 0) return;
  const own = await ownAmong(sql, caller.tenantId, caller.actor.id, ids);
  const other = ids.find((id) => !own.has(id));
  if (other !== undefined) throw new ApiError('resource_missing', { message: `No such object: '${other}'` });
}

/**
 * What a caller does not see, they do not see on any address: it looks at every request and every answer by itself, so that a route that
 * nobody thought of is narrowed and masked like all others. Lists that are long are narrowed where they are read, too.
 */
export const sightGuard = (sql: Sql): Guard => ({
  async before(context, { path, downloads, params, query, body }) {
    const { sight } = context.caller;
    if (sight === undefined) return;
    // A file cannot be narrowed or masked; one about a payment of one's own need not be narrowed.
    if (downloads && (sight.hidesContacts || paymentIdsIn([params, query]).length === 0))
      throw new ApiError('forbidden', { message: 'Who does not see everything cannot take files away.' });
    if (sight.hidesContacts && searchesHidden(path, query)) {
      throw new ApiError('forbidden', { message: 'Contact details are hidden from you, so they cannot be searched by.' });
    }
    if (sight.hidesContacts && holdsMask([params, query, body])) {
      throw new ApiError('parameter_invalid', {
        message: 'A text has the sign that stands for hidden contact details. Leave it out, or type it anew.',
      });
    }
    if (sight.ownPayments) await assertOwn(sql, context, [params, query, body]);
  },
  async after(context, { answers }, body) {
    const { sight, tenantId, actor } = context.caller;
    if (sight === undefined || ABOUT_STAFF.has(answers)) return body;
    const subjects = sight.ownPayments ? subjectsIn(body) : [];
    const own = subjects.length === 0 ? new Set<string>() : await ownAmong(sql, tenantId, actor.id, subjects);
    const seen = sight.ownPayments ? narrowed(body, own, actor.id) : body;
    return sight.hidesContacts ? masked(seen) : seen;
  },
});
