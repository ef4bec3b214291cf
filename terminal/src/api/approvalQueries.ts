import type { ApprovalLimitsView, ApprovalsToDecideView, ApprovalView } from '@guichet/contract/approvalViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, type Query } from './client.ts';
import { ApiFailure, orThrow } from './outcome.ts';
import { type Cursor, list } from './queries.ts';

/** What waits for another person's approval since a request was refused so; null for any other failure. */
export function approvalIn(error: unknown): string | null {
  if (!(error instanceof ApiFailure) || error.failure.kind !== 'refused') return null;
  return error.failure.code === 'approval_required' ? (error.failure.approval ?? null) : null;
}

/** What is decided, and what becomes of it elsewhere, invalidates `approvals`; what is asked for does so where it says that it waits. */
export const approvalsQuery = (filters: Query, cursor: Cursor = {}, limit?: number) =>
  list<ApprovalView>('approvals', '/guichet/v1/approvals', filters, cursor, limit);

const MOST_WAITING = 100;

/** What waits now, the newest first; of one payment, where it is named. */
export const waitingQuery = ({ subject }: { readonly subject?: string }, cursor: Cursor = {}) =>
  approvalsQuery({ waiting: 'true', subject }, cursor, MOST_WAITING);

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['approvals', id],
    queryFn: async ({ signal }) => orThrow(await get<ApprovalView>(`/guichet/v1/approvals/${encodeURIComponent(id)}`, { signal })),
  });

const LOOK_AGAIN_MS = 60_000;

/** How many wait for this person's decision. */
export const approvalsToDecideQuery = queryOptions({
  queryKey: ['approvals', 'to_decide'],
  queryFn: async ({ signal }) => orThrow(await get<ApprovalsToDecideView>('/guichet/v1/approvals_to_decide', { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

export const approvalLimitsQuery = queryOptions({
  queryKey: ['approval_limits'],
  queryFn: async ({ signal }) => orThrow(await get<ApprovalLimitsView>('/guichet/v1/approval_limits', { signal })),
});
