import type { BusinessView, ReceiptTemplates, ReceiptTemplateView, ReceiptView } from '@guichet/contract/businessViews.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, withQuery } from './client.ts';
import { orThrow } from './outcome.ts';

/** What the place says of itself. */
export const businessQuery = queryOptions({
  queryKey: ['business'],
  queryFn: async ({ signal }) => orThrow(await get<BusinessView>('/guichet/v1/business', { signal })),
});

/** How the place wants its receipts. */
export const receiptTemplateQuery = queryOptions({
  queryKey: ['receipt-template'],
  queryFn: async ({ signal }) => orThrow(await get<ReceiptTemplateView>('/guichet/v1/receipt_template', { signal })),
});

export const receiptVersionsQuery = queryOptions({
  queryKey: ['receipt-template', 'versions'],
  queryFn: async ({ signal }) => orThrow(await get<ReceiptTemplates>('/guichet/v1/receipt_template/versions', { signal })).data,
});

/** The receipt of a payment as it stands. */
export const receiptQuery = (paymentIntent: string, language: Language | undefined) =>
  queryOptions({
    queryKey: ['payments', paymentIntent, 'receipt', language ?? 'own'],
    queryFn: async ({ signal }) =>
      orThrow(await get<ReceiptView>(withQuery('/guichet/v1/receipt', { payment_intent: paymentIntent, language }), { signal })),
  });

/** The receipt that a message brought, as it was. */
export const sentReceiptQuery = (message: string) =>
  queryOptions({
    queryKey: ['messages', message, 'receipt'],
    queryFn: async ({ signal }) =>
      orThrow(await get<ReceiptView>(`/guichet/v1/messages/${encodeURIComponent(message)}/receipt`, { signal })),
  });
