import type { CustomerView, PaymentView } from '@guichet/contract/terminal.ts';
import { useLingui } from '@lingui/react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { customersQuery, paymentsQuery } from '../../api/queries.ts';
import type { PlaceLink } from '../../shell/places.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { type JumpPage, jumpPages } from './jumpPages.ts';
import { pagesMeant } from './pagesMeant.ts';

const FROM_CHARACTERS = 2;
const DEBOUNCE_MS = 150;
const SHOWN = 5;

export type JumpChoice =
  | { readonly kind: 'page'; readonly key: string; readonly page: JumpPage }
  | { readonly kind: 'customer'; readonly key: string; readonly customer: CustomerView }
  | { readonly kind: 'payment'; readonly key: string; readonly payment: PaymentView };

export interface JumpChoices {
  readonly choices: readonly JumpChoice[];
  /** Whether the server has answered for what stands in the field now. */
  readonly settled: boolean;
  readonly failed: boolean;
}

/** What was typed may mean: pages at once, customers and payments as soon as the server has found them. */
export function useJumpChoices(places: readonly PlaceLink[], text: string): JumpChoices {
  const { i18n } = useLingui();
  const { permissions } = useSession();
  const typed = text.trim();
  const [searched] = useDebouncedValue(typed, DEBOUNCE_MS);
  const enough = typed.length >= FROM_CHARACTERS;
  const asks = searched.length >= FROM_CHARACTERS && enough;
  const mayCustomers = permissions.includes('customers.read');
  const mayPayments = permissions.includes('payments.read');
  const customers = useQuery({
    ...customersQuery(searched, {}, SHOWN),
    enabled: asks && mayCustomers,
    placeholderData: keepPreviousData,
  });
  const payments = useQuery({
    ...paymentsQuery({ query: searched }, {}, SHOWN),
    enabled: asks && mayPayments,
    placeholderData: keepPreviousData,
  });
  const pages = pagesMeant(
    jumpPages(places, permissions, (words) => i18n._(words)),
    typed,
  );
  const answered = [...(mayCustomers ? [customers] : []), ...(mayPayments ? [payments] : [])];
  const settled =
    !enough || (searched === typed && answered.every(({ isFetching, isPlaceholderData }) => !isFetching && !isPlaceholderData));
  return {
    choices: [
      ...(enough ? pages.slice(0, SHOWN) : pages).map((page) => ({ kind: 'page', key: page.to, page }) as const),
      ...(enough ? (customers.data?.data ?? []) : []).map((customer) => ({ kind: 'customer', key: customer.id, customer }) as const),
      ...(enough ? (payments.data?.data ?? []) : []).map((payment) => ({ kind: 'payment', key: payment.id, payment }) as const),
    ],
    settled,
    failed: answered.some(({ isError }) => isError),
  };
}
