import { inspect } from 'node:util';
import type { CardBrand } from '@guichet/contract/cards.ts';
import { type CardData, describeCard } from './cardData.ts';

let dataOfEntered: (entered: EnteredCard) => CardData;

/** A card that was just entered and passed the checks: what everybody outside of the vault holds of it. It shows no number and no code. */
export class EnteredCard {
  readonly brand: CardBrand;
  readonly last4: string;
  readonly bin: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly hasCode: boolean;
  readonly #data: CardData;

  static {
    dataOfEntered = (entered) => entered.#data;
  }

  constructor(data: CardData) {
    const { brand, last4, bin } = describeCard(data.number);
    this.brand = brand;
    this.last4 = last4;
    this.bin = bin;
    this.expMonth = data.expMonth;
    this.expYear = data.expYear;
    this.hasCode = data.cvc !== null;
    this.#data = data;
  }

  [inspect.custom](): string {
    return `Entered card ending in ${this.last4}`;
  }
}

/** The card itself; for files of the vault only, which `index.ts` therefore leaves out. */
export const dataOf = (entered: EnteredCard): CardData => dataOfEntered(entered);
