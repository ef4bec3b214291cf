import { eachPacked } from './customerPack.rules.ts';

/** A customer by the number that packs call them by, or by their id where they have none yet. */
export type CalledBy = number | string;

/** What a customer bought and was given back, in one currency. */
export interface CustomerTotal {
  readonly customer: CalledBy;
  readonly currency: string;
  readonly count: number;
  readonly amount: number;
  readonly refunded: number;
}

/** Side by side, as there are hundreds of thousands of them to add: an object for each would be most of the work. */
class OfCurrency {
  readonly #slots = new Map<CalledBy, number>();
  readonly customers: CalledBy[] = [];
  readonly counts: number[] = [];
  readonly amounts: number[] = [];
  readonly refunds: number[] = [];

  add(customer: CalledBy, count: number, amount: number, refunded: number): void {
    const slot = this.#slots.get(customer);
    if (slot === undefined) {
      this.#slots.set(customer, this.customers.length);
      this.customers.push(customer);
      this.counts.push(count);
      this.amounts.push(amount);
      this.refunds.push(refunded);
      return;
    }
    this.counts[slot] = (this.counts[slot] as number) + count;
    this.amounts[slot] = (this.amounts[slot] as number) + amount;
    this.refunds[slot] = (this.refunds[slot] as number) + refunded;
  }

  /** What is left of each, of whom there is something to tell. */
  *nets(): Generator<readonly [slot: number, net: number]> {
    for (let slot = 0; slot < this.customers.length; slot += 1)
      if (this.counts[slot] !== 0 || this.refunds[slot] !== 0)
        yield [slot, (this.amounts[slot] as number) - (this.refunds[slot] as number)];
  }

  total(currency: string, slot: number): CustomerTotal {
    return {
      ...{ customer: this.customers[slot] as CalledBy, currency },
      ...{ count: this.counts[slot] as number, amount: this.amounts[slot] as number, refunded: this.refunds[slot] as number },
    };
  }
}

/** Sums of customers added up, to find those who spent most. */
export class CustomerTotals {
  readonly #currencies = new Map<string, OfCurrency>();

  #of(currency: string): OfCurrency {
    const found = this.#currencies.get(currency) ?? new OfCurrency();
    this.#currencies.set(currency, found);
    return found;
  }

  addPack(currency: string, body: Uint8Array): void {
    const totals = this.#of(currency);
    eachPacked(body, (number, count, amount, refunded) => totals.add(number, count, amount, refunded));
  }

  add(currency: string, customer: CalledBy, count: number, amount: number, refunded: number): void {
    this.#of(currency).add(customer, count, amount, refunded);
  }

  /** The `limit` with the largest nets in `own`, then in other currencies as far as there is room; all that are level with the last of them as well. */
  top(own: string, limit: number): CustomerTotal[] {
    const ours = this.#largest([own], limit);
    const others = [...this.#currencies.keys()].filter((currency) => currency !== own);
    return ours.length >= limit ? ours : [...ours, ...this.#largest(others, limit - ours.length)];
  }

  #largest(currencies: readonly string[], limit: number): CustomerTotal[] {
    const found = currencies.flatMap((currency) => {
      const totals = this.#currencies.get(currency);
      return totals === undefined ? [] : [{ currency, totals, nets: [...totals.nets()] }];
    });
    const all = Float64Array.from(found.flatMap(({ nets }) => nets.map(([, net]) => net))).sort();
    const least = all.at(-limit) ?? Number.NEGATIVE_INFINITY;
    return found.flatMap(({ currency, totals, nets }) =>
      nets.filter(([, net]) => net >= least).map(([slot]) => totals.total(currency, slot)),
    );
  }
}
