import { isMoney } from '@guichet/contract/currencies.ts';
import { PAYMENT_STATUSES, STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { PAYMENT_METHOD_TYPES } from '@guichet/contract/wire/paymentMethod.ts';

/** What the list of payments is narrowed to; it stands in the address, so that a list can be kept, shared and gone back to. */
export interface PaymentSearch {
  readonly query?: string;
  readonly from?: string;
  readonly to?: string;
  readonly status?: string;
  readonly channel?: string;
  readonly staff?: string;
  readonly method?: string;
  readonly currency?: string;
  /** The key of a field of the place's own, and what was answered; one makes no sense without the other. */
  readonly field?: string;
  readonly answer?: string;
  readonly after?: string;
  readonly before?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CHANNELS: readonly string[] = [...STAFF_CHANNELS, 'api'];

const RULES: Readonly<Record<keyof PaymentSearch, (text: string) => boolean>> = {
  query: (text) => text !== '',
  from: (text) => DAY.test(text),
  to: (text) => DAY.test(text),
  status: (text) => PAYMENT_STATUSES.some((status) => status === text),
  channel: (text) => CHANNELS.includes(text),
  staff: (text) => text !== '',
  method: (text) => PAYMENT_METHOD_TYPES.some((type) => type === text),
  currency: isMoney,
  field: (text) => text !== '',
  answer: (text) => text !== '',
  after: (text) => text.startsWith('pi_'),
  before: (text) => text.startsWith('pi_'),
};

/** Reads an address: what doesn't make sense is left out, so that an old or mistyped one still shows a list. */
export function readPaymentSearch(search: Record<string, unknown>): PaymentSearch {
  const read = fitting(search);
  if ((read.field === undefined) === (read.answer === undefined)) return read;
  const { field: _field, answer: _answer, ...rest } = read;
  return rest;
}

function fitting(search: Record<string, unknown>): PaymentSearch {
  const entries = Object.entries(RULES).flatMap(([name, fits]) => {
    const value = search[name];
    // A query of digits alone arrives as a number.
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && fits(text) ? [[name, text]] : [];
  });
  return Object.fromEntries(entries);
}

/** A changed filter starts at the newest again. An empty value takes the filter away. */
export function narrow(search: PaymentSearch, change: PaymentSearch): PaymentSearch {
  const { after: _after, before: _before, ...filters } = search;
  return readPaymentSearch({ ...filters, ...change });
}

/** The filters alone, without the place in the list. */
export function filtersOf(search: PaymentSearch): Omit<PaymentSearch, 'after' | 'before'> {
  const { after: _after, before: _before, ...filters } = search;
  return filters;
}
