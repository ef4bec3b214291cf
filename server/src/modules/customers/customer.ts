import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata, WireAddress } from '@guichet/contract/wire/common.ts';
import type { WireCustomerShipping } from '@guichet/contract/wire/customer.ts';

/** Somebody who pays here. */
export interface Customer {
  readonly tenantId: number;
  readonly id: Id<'cus'>;
  readonly version: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** The same in international form, as `+33612345678`; null where it is no number that can be called. */
  readonly phoneE164: string | null;
  readonly description: string | null;
  readonly address: WireAddress | null;
  readonly shipping: WireCustomerShipping | null;
  readonly preferredLocales: readonly string[];
  readonly defaultPaymentMethod: Id<'pm'> | null;
  readonly metadata: Metadata;
  readonly deleted: boolean;
  readonly created: Date;
}
