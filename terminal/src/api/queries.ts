import type {
  ApiKeyView,
  CustomerView,
  DisputeView,
  ListOf,
  MessageSummary,
  MessageView,
  PaymentDetail,
  PaymentStatus,
  PaymentView,
  PayoutScheduleView,
  PublishableKey,
  SavedCardView,
  SessionView,
  SettlementTermsView,
  SetupState,
  StaffMember,
} from '@guichet/contract/terminal.ts';
import type { WireBalance } from '@guichet/contract/wire/balance.ts';
import type { WireDeleted, WireList } from '@guichet/contract/wire/common.ts';
import type { WireCustomer } from '@guichet/contract/wire/customer.ts';
import type { WireDispute } from '@guichet/contract/wire/dispute.ts';
import type { WirePaymentMethod } from '@guichet/contract/wire/paymentMethod.ts';
import type { WireBankAccount, WirePayout } from '@guichet/contract/wire/payout.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, type Query, withQuery } from './client.ts';
import { ApiFailure, type Failure, isRefusal, orThrow } from './outcome.ts';

/** Every read of the pages, with the key that it is kept under. Screens invalidate by the first word of the key. */
const PAGE_SIZE = 25;

/** Signed out is an answer here, not a failure: null. So is a place without an owner yet. */
async function readSession(signal: AbortSignal): Promise<SessionView | null> {
  const outcome = await get<SessionView>('/guichet/v1/session', { signal });
  const refusal = !outcome.ok && outcome.failure.kind === 'refused' ? outcome.failure : null;
  if (refusal?.status === 401 || refusal?.code === 'not_set_up') return null;
  return orThrow(outcome);
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => readSession(signal),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: async ({ signal }) => orThrow(await get<SetupState>('/guichet/v1/setup', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The cursor of a list: the page after one id or before another; neither means the newest. */
export interface Cursor {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** A page of a list, newest first. */
export const list = <T>(kind: string, path: string, query: Query, cursor: Cursor, limit = PAGE_SIZE) =>
  queryOptions({
    queryKey: [kind, 'list', query, cursor, limit],
    queryFn: async ({ signal }) =>
      orThrow(
        await get<ListOf<T>>(withQuery(path, { ...query, limit, starting_after: cursor.after, ending_before: cursor.before }), { signal }),
      ),
  });

export const paymentsQuery = (filters: Query, cursor: Cursor = {}, limit = PAGE_SIZE) =>
  list<PaymentView>('payments', '/guichet/v1/payments', filters, cursor, limit);

/** What was taken last, as it stands beside the counter. */
export const latestPaymentsQuery = paymentsQuery({}, {}, 5);

/** What the bank or the payer still has to say. */
const isAwaited = (status: PaymentStatus | undefined): boolean => status === 'processing' || status === 'requires_action';

export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['payments', id],
    queryFn: async ({ signal }) => orThrow(await get<PaymentDetail>(`/guichet/v1/payments/${encodeURIComponent(id)}`, { signal })),
    // The bank's answer comes by itself: whoever waits for it on the page need not reload.
    refetchInterval: ({ state }) => (isAwaited(state.data?.payment.status) ? 3_000 : false),
  });

export const customersQuery = (query: string, cursor: Cursor = {}, limit = PAGE_SIZE) =>
  list<CustomerView>('customers', '/guichet/v1/customers', { query }, cursor, limit);

export const messagesQuery = (cursor: Cursor = {}) => list<MessageSummary>('messages', '/guichet/v1/messages', {}, cursor);

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', id],
    queryFn: async ({ signal }) => orThrow(await get<MessageView>(`/guichet/v1/messages/${encodeURIComponent(id)}`, { signal })),
  });

export const staffQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: async ({ signal }) => orThrow(await get<{ data: readonly StaffMember[] }>('/guichet/v1/staff', { signal })).data,
  staleTime: 300_000,
});

export const apiKeysQuery = queryOptions({
  queryKey: ['api_keys'],
  queryFn: async ({ signal }) => orThrow(await get<{ data: readonly ApiKeyView[] }>('/guichet/v1/api_keys', { signal })).data,
});

export const balanceQuery = queryOptions({
  queryKey: ['balance'],
  queryFn: async ({ signal }) => orThrow(await get<WireBalance>('/v1/balance', { signal })),
});

export const payoutsQuery = (cursor: Cursor = {}) => ({
  ...list<WirePayout>('payouts', '/v1/payouts', {}, cursor),
  // The bank tells by itself what becomes of a payout: whoever waits for it on the page need not reload.
  refetchInterval: ({ state }: { state: { data?: ListOf<WirePayout> | undefined } }) =>
    state.data?.data.some(({ status }) => status === 'pending' || status === 'in_transit') ? 3_000 : (false as const),
});

export const bankAccountsQuery = queryOptions({
  queryKey: ['bank_accounts'],
  queryFn: async ({ signal }) => orThrow(await get<ListOf<WireBankAccount>>('/guichet/v1/bank_accounts?limit=100', { signal })).data,
});

export const payoutScheduleQuery = queryOptions({
  queryKey: ['payout_schedule'],
  queryFn: async ({ signal }) => orThrow(await get<PayoutScheduleView>('/guichet/v1/payout_schedule', { signal })),
});

export const settlementTermsQuery = queryOptions({
  queryKey: ['settlement_terms'],
  queryFn: async ({ signal }) => orThrow(await get<SettlementTermsView>('/guichet/v1/settlement_terms', { signal })),
});

export const publishableKeyQuery = queryOptions({
  queryKey: ['publishable_key'],
  queryFn: async ({ signal }) => orThrow(await get<PublishableKey>('/guichet/v1/publishable_key', { signal })),
});

/** Refusals are answers; only what got lost or broke is asked again. */
export const shouldAskAgain = (failures: number, error: unknown): boolean => failures < 2 && !isRefusal(error);

const cardViews = ({ id, card }: WirePaymentMethod): SavedCardView[] =>
  card === undefined ? [] : [{ id, brand: card.brand, last4: card.last4, exp_month: card.exp_month, exp_year: card.exp_year }];

/** One customer with their cards, newest first, from Stripe's own resources. */
async function readCustomer(id: string, signal: AbortSignal): Promise<CustomerView> {
  const path = `/v1/customers/${encodeURIComponent(id)}`;
  const [customer, methods] = await Promise.all([
    get<WireCustomer | WireDeleted<'customer'>>(path, { signal }),
    get<WireList<WirePaymentMethod>>(withQuery('/v1/payment_methods', { customer: id, type: 'card', limit: 100 }), { signal }),
  ]);
  const found = orThrow(customer);
  if ('deleted' in found) throw new ApiFailure(CUSTOMER_DELETED);
  const { name, email, phone, created } = found;
  return { id, name, email, phone, created, cards: orThrow(methods).data.flatMap(cardViews) };
}

const CUSTOMER_DELETED: Failure = {
  kind: 'refused',
  status: 404,
  code: 'customer_deleted',
  declineCode: null,
  param: null,
  message: 'This customer has been deleted.',
  paymentIntent: null,
};

export const customerQuery = (id: string) =>
  queryOptions({ queryKey: ['customers', id], queryFn: ({ signal }) => readCustomer(id, signal) });

export const disputesQuery = (cursor: Cursor = {}) => list<DisputeView>('disputes', '/guichet/v1/disputes', {}, cursor);

export const disputesToAnswerQuery = queryOptions({
  queryKey: ['disputes', 'to answer'],
  queryFn: async ({ signal }) => orThrow(await get<ListOf<DisputeView>>('/guichet/v1/disputes_to_answer', { signal })),
});

export const disputeQuery = (id: string) =>
  queryOptions({
    queryKey: ['disputes', id],
    queryFn: async ({ signal }) => orThrow(await get<WireDispute>(`/v1/disputes/${encodeURIComponent(id)}`, { signal })),
  });
