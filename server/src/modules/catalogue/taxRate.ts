import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';
import type { TaxType } from '@guichet/contract/wire/taxRate.ts';

/** A tax and how much of an amount it takes. */
export interface TaxRate {
  readonly tenantId: number;
  readonly id: Id<'txr'>;
  readonly version: number;
  readonly active: boolean;
  readonly displayName: string;
  /** Ten-thousandths of a percent: 19.6 % are 196000. */
  readonly rate: number;
  readonly inclusive: boolean;
  readonly country: string | null;
  readonly state: string | null;
  readonly jurisdiction: string | null;
  readonly taxType: TaxType | null;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly created: Date;
}
