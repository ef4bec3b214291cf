import type { OwnFieldsView, PresetsView } from '@guichet/contract/counterFieldViews.ts';
import type { ListOf, PaymentView } from '@guichet/contract/terminal.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, withQuery } from './client.ts';
import { orThrow } from './outcome.ts';

const KEPT_MS = 300_000;

/** Nothing is taken before they are known, or known not to come. */
const OWN_FIELDS_WITHIN_MS = 5_000;

/** What the place asks for besides. Kept a while: it changes once a month, and the counter asks for it with each sale. */
export const ownFieldsQuery = queryOptions({
  queryKey: ['own_fields'],
  queryFn: async ({ signal }) =>
    orThrow(await get<OwnFieldsView>('/guichet/v1/own_fields', { signal, timeoutMs: OWN_FIELDS_WITHIN_MS })).data,
  staleTime: KEPT_MS,
});

/** The presets, the most used first. The order holds while the page is open, so that keys stay where they were. */
export const presetsQuery = queryOptions({
  queryKey: ['presets'],
  queryFn: async ({ signal }) => orThrow(await get<PresetsView>('/guichet/v1/presets', { signal })).data,
  staleTime: KEPT_MS,
});

const LOOKED_AT = 20;

/** The last payments that this person took. */
export const ownPaymentsQuery = (staff: string) =>
  queryOptions({
    queryKey: ['payments', 'own', staff],
    queryFn: async ({ signal }) =>
      orThrow(await get<ListOf<PaymentView>>(withQuery('/guichet/v1/payments', { staff, limit: LOOKED_AT }), { signal })).data,
  });
