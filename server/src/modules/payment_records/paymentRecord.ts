import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { MetadataChange } from '@guichet/contract/metadata.ts';
import type { RecordedMethod } from '@guichet/contract/recordViews.ts';
import type { Channel } from '@guichet/contract/terminal.ts';
import type { Metadata, WireAddress } from '@guichet/contract/wire/common.ts';
import type { WireRecordBilling } from '@guichet/contract/wire/paymentRecord.ts';

export interface ShippingDetails {
  readonly address: WireAddress;
  readonly name: string | null;
  readonly phone: string | null;
}

/** What a report says about a person; it can be erased, and the report stays. */
export interface PersonFacts {
  readonly payer?: { readonly email: string | null; readonly name: string | null; readonly phone: string | null };
  readonly shipping?: ShippingDetails | null;
  readonly billing?: WireRecordBilling;
  /** Whose signature stands on the cheque. */
  readonly drawer?: string;
}

/** What a report says besides its columns. What is absent stays as the report before had it. */
export interface ReportFacts {
  readonly displayName?: string;
  /** The method's name as it was given, for methods of the business's own. */
  readonly customType?: string | null;
  readonly description?: string | null;
  readonly metadata?: MetadataChange;
  readonly customer?: Id<'cus'> | null;
  readonly chequeBank?: string;
  readonly note?: string;
}

export type ReportKind = 'attempt' | 'guaranteed' | 'failed' | 'canceled' | 'refunded' | 'informational';

/** One thing that was said about a record. Reports are added, never changed: the record is what they sum up to. */
export interface Report {
  readonly sequence: number;
  readonly kind: ReportKind;
  readonly attemptId: Id<'par'>;
  readonly method: RecordedMethod;
  /** Of the debt that is settled or taken up again, and 0 where no money moves. */
  readonly amount: bigint;
  /** What changed hands: in cash, what coins make up. */
  readonly moved: bigint;
  readonly tendered: bigint | null;
  readonly reference: string | null;
  readonly reason: string | null;
  /** When it happened; `created` is when it was reported. */
  readonly at: Date;
  readonly created: Date;
  readonly createdBy: string;
  readonly channel: Channel;
  /** The place's day of `created`. */
  readonly day: string;
  readonly facts: ReportFacts;
  readonly person: PersonFacts | null;
}

/** A record as it is stored, without its reports. */
export interface RecordRow {
  readonly tenantId: number;
  readonly id: Id<'pr'>;
  readonly amount: bigint;
  readonly currency: Currency;
  readonly customerPresence: 'on_session' | 'off_session' | null;
  readonly method: RecordedMethod;
  readonly channel: Channel;
  readonly created: Date;
  readonly createdBy: string;
  readonly day: string;
}

/** One try to pay: open until it is guaranteed, failed or cancelled; only what is guaranteed can be given back. */
export interface Attempt {
  readonly id: Id<'par'>;
  readonly state: 'open' | 'guaranteed' | 'failed' | 'canceled';
  readonly created: Date;
  readonly method: RecordedMethod;
  readonly displayName: string;
  readonly customType: string | null;
  readonly reference: string | null;
  readonly received: bigint;
  readonly tendered: bigint | null;
  readonly amountRefunded: bigint;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly customerId: Id<'cus'> | null;
  readonly payer: PersonFacts['payer'] | null;
  readonly shipping: ShippingDetails | null;
  readonly billing: WireRecordBilling | null;
  readonly chequeBank: string | null;
  readonly drawer: string | null;
}

/** A record with all that was reported of it. */
export interface PaymentRecord extends RecordRow {
  /** The number of reports. */
  readonly version: number;
  /** Oldest first; never empty. */
  readonly attempts: readonly Attempt[];
  readonly latest: Attempt;
  readonly refunds: readonly Report[];
}
