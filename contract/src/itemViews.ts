/** What `/guichet/v1` answers about what is sold at the counter. Times are unix seconds, amounts minor units. */

export interface ItemPriceView {
  readonly id: string;
  readonly currency: string;
  readonly unit_amount: number;
}

export interface ItemTaxView {
  readonly id: string;
  readonly display_name: string;
  /** Ten-thousandths of a percent: 19.6 % are 196000. */
  readonly rate: number;
  /** Whether the price holds the tax already. */
  readonly inclusive: boolean;
}

/** A product with its default price, and the tax that the counter works with. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly created: number;
  readonly price: ItemPriceView | null;
  readonly tax_rate: ItemTaxView | null;
}

export interface NewItemRequest {
  readonly name: string;
  readonly currency: string;
  readonly unit_amount: number;
  readonly tax_rate?: string;
}

export interface ItemChangeRequest {
  readonly name?: string;
  readonly active?: boolean;
  /** A new price: amount and currency come together. */
  readonly currency?: string;
  readonly unit_amount?: number;
  readonly tax_rate?: string | null;
}
