import { APPROVAL_KINDS, type ApprovalsToDecideView } from '@guichet/contract/approvalViews.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { countToDecide, listApprovals } from './approvals.store.ts';
import { approvalView, approvalViews, requireVisible } from './approvalViews.ts';
import { type ApprovalParts, approve } from './approve.ts';
import { approvalLimitsView, changeApprovalLimits } from './changeApprovalLimits.ts';
import { closeUnapproved } from './closeUnapproved.ts';

const { amount, boolean, enumOf, nullable, object, text } = fields;

const DECIDE = 'approvals.write';
const SETTLE = 'business.write';

const limit = () => nullable(amount()).optional();

/** What waits for another person, and above which amounts. */
export function approvalRoutes(parts: ApprovalParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/approvals',
      permission: 'any',
      answers: { listOf: 'approval_view' },
      query: listQuery({
        waiting: boolean().optional(),
        kind: enumOf(APPROVAL_KINDS).optional(),
        subject: text({ max: 255 }).optional(),
      }),
      handler: async ({ context, query, path }) => {
        const { caller, now } = context;
        const { waiting, kind, subject } = query;
        const filter = { waiting, kind, subject, now, ...(!caller.permissions.has(DECIDE) && { ownOf: caller.actor.id }) };
        const { rows, hasMore } = await readPage(query, (page) => listApprovals(database, caller.tenantId, filter, page));
        return ok(listBody(path, await approvalViews(database, context, rows), hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/approvals/:id',
      permission: 'any',
      answers: 'approval_view',
      handler: async ({ context, params: { id } }) =>
        ok(await approvalView(database, context, await requireVisible(database, context, id))),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/approvals/:id/approve',
      permission: DECIDE,
      answers: 'approval_view',
      handler: ({ context, params: { id } }) => approve(parts, context, id),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/approvals/:id/decline',
      permission: DECIDE,
      answers: 'approval_view',
      body: object({ note: text({ max: 500 }).optional() }),
      handler: ({ context, params: { id }, body: { note } }) => closeUnapproved(parts, context, id, { status: 'declined', note }),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/approvals/:id/withdraw',
      permission: 'any',
      answers: 'approval_view',
      handler: async ({ context, params: { id } }) => {
        await requireVisible(database, context, id);
        return closeUnapproved(parts, context, id, { status: 'withdrawn' });
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/approvals_to_decide',
      permission: DECIDE,
      answers: 'approvals_to_decide_view',
      handler: async ({ context: { caller, now } }) => {
        const count = await countToDecide(database, caller.tenantId, caller.actor.id, now);
        return ok({ object: 'approvals_to_decide', count } satisfies ApprovalsToDecideView);
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/approval_limits',
      permission: SETTLE,
      answers: 'approval_limits_view',
      handler: async ({ context }) => ok(await approvalLimitsView(database, context)),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/approval_limits',
      permission: SETTLE,
      stepUp: true,
      answers: 'approval_limits_view',
      body: object({ refund: limit(), payout: limit(), record: limit() }),
      handler: ({ context, body }) => once(database, context, async (tx) => ok(await changeApprovalLimits(tx, parts, context, body))),
    }),
  ];
}
