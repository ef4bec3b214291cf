/** Whose pages may frame the card fields of this place. */
export interface CardFieldsSettingsView {
  readonly object: 'card_fields_settings';
  readonly livemode: boolean;
  /** Such as `https://shop.example`; none: nobody may. */
  readonly origins: string[];
  /** With what such a page opens the fields; null while the place has none in force. */
  readonly publishable_key: string | null;
}

/** What anybody with a publishable key is told of the card fields that it opens. */
export interface CardFieldsInfo {
  readonly object: 'card_fields';
  readonly livemode: boolean;
}

/** How a card is entered for a payment in a currency: here, or in the fields of the provider who would take it. */
export interface CardEntryView {
  readonly object: 'card_entry';
  readonly cards: 'raw' | 'fields';
  /** The address of the provider's fields; null where the card is entered here. */
  readonly frame_url: string | null;
  readonly livemode: boolean;
  /** The provider account whose fields they are, and its name; null where the card is entered here. */
  readonly provider_account: string | null;
  readonly provider_name: string | null;
}
