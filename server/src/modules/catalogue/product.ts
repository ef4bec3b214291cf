import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';

/** Something that is sold. */
export interface Product {
  readonly tenantId: number;
  readonly id: Id<'prod'>;
  readonly version: number;
  readonly active: boolean;
  readonly name: string;
  readonly description: string | null;
  readonly images: readonly string[];
  readonly shippable: boolean | null;
  readonly statementDescriptor: string | null;
  readonly unitLabel: string | null;
  readonly url: string | null;
  readonly defaultPriceId: Id<'price'> | null;
  /** The tax that the counter works with; Stripe's product has no field for it. */
  readonly taxRateId: Id<'txr'> | null;
  readonly metadata: Metadata;
  readonly deleted: boolean;
  readonly created: Date;
  readonly updated: Date;
}
