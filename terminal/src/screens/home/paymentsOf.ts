import type { ReportDimension, ReportPeriod } from '@guichet/contract/reportViews.ts';
import { PAYMENT_METHOD_TYPES } from '@guichet/contract/wire/paymentMethod.ts';
import type { PaymentSearch } from '../payments/paymentSearch.ts';

const lastOfMonth = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);

/** The list of payments that a line of a report is about; null where the list cannot be narrowed to it. */
export function paymentsOf(by: ReportDimension, key: string, { from, to }: ReportPeriod, field?: string): PaymentSearch | null {
  if (by === 'day') return { from: key, to: key };
  if (by === 'month') return { from: later(from, `${key}-01`), to: earlier(to, lastOfMonth(key)) };
  if (by === 'channel') return { from, to, channel: key };
  if (by === 'staff') return { from, to, staff: key === '' ? 'api' : key };
  if (by === 'currency') return { from, to, currency: key };
  if (by === 'method' && PAYMENT_METHOD_TYPES.some((type) => type === key)) return { from, to, method: key };
  if (by === 'field' && key !== '' && field !== undefined) return { from, to, field, answer: key };
  return null;
}
