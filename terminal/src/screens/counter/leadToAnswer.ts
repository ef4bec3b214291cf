import type { QueryClient } from '@tanstack/react-query';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';
import { answerId, NO_EXTRAS, type SaleExtras, unanswered, type WithExtras } from './saleExtras.ts';

/** Leads to the first field of the place's own that must be answered and is not, and marks what is missing; false when there is none. */
export function leadToAnswer(client: QueryClient, draft: WithExtras, onEdit: (change: { extras: SaleExtras }) => void): boolean {
  const open = unanswered(client.getQueryData(ownFieldsQuery.queryKey) ?? [], draft);
  if (open === null) return false;
  onEdit({ extras: { ...(draft.extras ?? NO_EXTRAS), looked: true } });
  document.getElementById(answerId(open.key))?.focus();
  return true;
}
