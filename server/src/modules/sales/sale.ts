import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { RecordedMethod } from '@guichet/contract/recordViews.ts';
import type { SaleLineView, SaleTaxView } from '@guichet/contract/saleViews.ts';
import type { PaymentStatus } from '@guichet/contract/terminal.ts';
import type { Channel } from '../../platform/context.ts';

/** Lines, taxes and tip as they were worked out when the sale was made, in the form of the wire. */
export interface SaleContent {
  readonly lines: readonly SaleLineView[];
  readonly listed: number;
  readonly discount: number;
  readonly taxes: readonly SaleTaxView[];
  readonly tip: number;
}

/** What was sold together. */
export interface Sale {
  readonly tenantId: number;
  readonly id: Id<'sale'>;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly content: SaleContent;
  readonly parts: number | null;
  readonly customerId: Id<'cus'> | null;
  readonly description: string | null;
  readonly channel: Channel;
  readonly created: Date;
  readonly createdBy: string;
  readonly canceled: Date | null;
}

export interface SaleRefund {
  readonly amount: bigint;
  readonly created: Date;
}

/** A payment that names a sale. */
export interface SalePayment {
  readonly saleId: string;
  readonly id: string;
  readonly amount: bigint;
  readonly refunded: bigint;
  /** What `refunded` sums up. */
  readonly refunds: readonly SaleRefund[];
  readonly created: Date;
  /** When its money came; null while none has. */
  readonly came: Date | null;
  readonly through:
    | { readonly kind: 'payment'; readonly status: PaymentStatus }
    | { readonly kind: 'record'; readonly state: string; readonly method: RecordedMethod };
}
