import type { CustomerNoteView } from '@guichet/contract/customerViews.ts';
import type { SavedAccounts } from '@guichet/contract/mandateRequestViews.ts';
import type { CustomerView, ListOf, MandateView } from '@guichet/contract/terminal.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, withQuery } from './client.ts';
import { orThrow } from './outcome.ts';
import { type Cursor, list } from './queries.ts';

const CALLERS_SHOWN = 20;
const MANDATES_SHOWN = 100;

/** Who has this phone number, however it is written. */
export const callersQuery = (phone: string) =>
  queryOptions({
    queryKey: ['customers', 'callers', phone],
    queryFn: async ({ signal }) =>
      orThrow(await get<ListOf<CustomerView>>(withQuery('/guichet/v1/customers', { phone, limit: CALLERS_SHOWN }), { signal })).data,
  });

/** Adding and removing invalidate `customer_notes`. */
export const customerNotesQuery = (customer: string, cursor: Cursor) =>
  list<CustomerNoteView>('customer_notes', '/guichet/v1/customer_notes', { customer }, cursor);

export const customerMandatesQuery = (customer: string) =>
  list<MandateView>('mandates', '/guichet/v1/mandates', { customer }, {}, MANDATES_SHOWN);

/** The bank accounts on a customer's file; asking, withdrawing and debiting invalidate `accounts`. */
export const savedAccountsQuery = (customer: string) =>
  queryOptions({
    queryKey: ['accounts', customer],
    queryFn: async ({ signal }) =>
      orThrow(await get<SavedAccounts>(`/guichet/v1/customers/${encodeURIComponent(customer)}/accounts`, { signal })).data,
  });
