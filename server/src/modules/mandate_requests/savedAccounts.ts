import type { SavedAccountView } from '@guichet/contract/mandateRequestViews.ts';
import type { Sql } from '../../platform/transaction.ts';
import { lastingMandates } from '../mandates/index.ts';
import { type DebitMethod, listPaymentMethods } from '../payment_methods/index.ts';
import { savedAccountView } from './mandateRequest.wire.ts';
import { newestRequests } from './mandateRequests.store.ts';

const MOST = 100;

/** The bank accounts on a customer's file, the newest first, with what each of them waits for. */
export async function savedAccounts(sql: Sql, tenantId: number, customer: string, now: Date): Promise<SavedAccountView[]> {
  const methods = await listPaymentMethods(sql, tenantId, { customer }, { take: MOST });
  const accounts = methods.filter((method): method is DebitMethod => method.type !== 'card');
  const ids = accounts.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [mandated, requests] = await Promise.all([lastingMandates(sql, tenantId, ids), newestRequests(sql, tenantId, ids)]);
  return accounts.map((account) =>
    savedAccountView(
      account,
      mandated.has(account.id),
      requests.find(({ paymentMethodId }) => paymentMethodId === account.id),
      now,
    ),
  );
}
