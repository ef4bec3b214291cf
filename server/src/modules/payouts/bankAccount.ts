import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { SealedText } from '../../vault/index.ts';

/** Where a place is paid to. Its number is sealed; what is shown of it is its end. */
export interface BankAccount {
  readonly tenantId: number;
  readonly id: Id<'ba'>;
  readonly kind: 'iban' | 'us';
  readonly currency: Currency;
  readonly country: string;
  readonly holderName: string;
  /** Null for an IBAN. */
  readonly routingNumber: string | null;
  readonly last4: string;
  readonly number: SealedText;
  readonly fingerprint: string;
  /** Payouts in its currency go here when they name no other. */
  readonly defaultForCurrency: boolean;
  readonly createdBy: string;
  readonly created: Date;
  readonly deleted: Date | null;
}
