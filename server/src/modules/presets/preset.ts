import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { StaffChannel } from '@guichet/contract/terminal.ts';

/** What a preset fills in at the counter, as it is stored. */
export interface PresetContent {
  /** In minor units; null where it is asked for each time. A whole number below 2^53, as on the wire. */
  readonly amount: number | null;
  readonly currency: Currency;
  readonly channel: StaffChannel | null;
  readonly reference: string | null;
  readonly taking: 'now' | 'later';
  readonly fields: readonly string[];
}

/** A sale that is made often, prepared. */
export interface Preset {
  readonly tenantId: number;
  readonly id: Id<'pset'>;
  readonly name: string;
  readonly content: PresetContent;
  readonly uses: bigint;
  readonly deleted: boolean;
  readonly created: Date;
}
