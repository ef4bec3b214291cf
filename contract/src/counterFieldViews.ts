/** What `/guichet/v1` answers about how a place asks at its counter. */

export const OWN_FIELD_KINDS = ['text', 'order_number', 'purchase_order', 'postcode', 'choice'] as const;
export type OwnFieldKind = (typeof OWN_FIELD_KINDS)[number];

/** Something that the place asks for besides. The answer stands under `key` in the metadata of the payment. */
export interface OwnFieldView {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly kind: OwnFieldKind;
  /** What can be answered to a `choice`. */
  readonly choices: readonly string[];
  /** On which channels it is asked for; none are all. */
  readonly channels: readonly string[];
  readonly required: boolean;
  /** Whether the answer stands on the receipt. */
  readonly printable: boolean;
  readonly position: number;
}

export interface OwnFieldsView {
  readonly data: readonly OwnFieldView[];
}

/** A sale that is made often: what it fills in at the counter. */
export interface PresetView {
  readonly id: string;
  readonly name: string;
  /** Null where it is asked for each time. */
  readonly amount: number | null;
  readonly currency: string;
  readonly channel: string | null;
  readonly reference: string | null;
  readonly taking: 'now' | 'later';
  /** Keys of own fields that are asked for with it, wherever they would not be. */
  readonly fields: readonly string[];
  readonly uses: number;
}

export interface PresetsView {
  readonly data: readonly PresetView[];
}
