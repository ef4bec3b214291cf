import { inspect } from 'node:util';
import type { CardBrand } from '@guichet/contract/cards.ts';
import { cardBin, detectBrand } from '@guichet/contract/cards.ts';

/** What may be shown of a card anywhere. */
export interface CardDescription {
  readonly brand: CardBrand;
  readonly last4: string;
  /** The first eight digits, or six of numbers shorter than 16: as much as may stand beside the last four. */
  readonly bin: string;
}

export const describeCard = (number: string): CardDescription => ({
  brand: detectBrand(number),
  last4: number.slice(-4),
  bin: cardBin(number),
});

export interface CardFields {
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
  /** Null when there is none, or none any more. */
  readonly cvc: string | null;
}

/** A card in the open. Only `vault/reveal.ts` hands it out. Number and code are private fields, so that no log or error can print them. */
export class CardData implements CardFields {
  readonly expMonth: number;
  readonly expYear: number;
  readonly #number: string;
  readonly #cvc: string | null;

  constructor({ number, expMonth, expYear, cvc }: CardFields) {
    this.expMonth = expMonth;
    this.expYear = expYear;
    this.#number = number;
    this.#cvc = cvc;
  }

  get number(): string {
    return this.#number;
  }

  get cvc(): string | null {
    return this.#cvc;
  }

  toJSON(): object {
    return { last4: this.#number.slice(-4), expMonth: this.expMonth, expYear: this.expYear };
  }

  [inspect.custom](): string {
    return `Card ending in ${this.#number.slice(-4)}`;
  }
}
