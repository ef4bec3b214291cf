import type { PaymentView } from '@guichet/contract/terminal.ts';

const MOST = 3;
const first = <T>(found: Iterable<T>): T[] => [...found].slice(0, MOST);

/** The last different amounts in a currency, and the last different customers with a name, newest first. */
export function lastOnes(payments: readonly PaymentView[], currency: string) {
  const amounts = new Set(payments.filter((one) => one.currency === currency).map(({ amount }) => amount));
  const customers = new Map(
    payments.flatMap(({ customer }) => (customer?.name ? [[customer.id, { id: customer.id, name: customer.name }] as const] : [])),
  );
  return { amounts: first(amounts), customers: first(customers.values()) };
}
