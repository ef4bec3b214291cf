import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Language, MandateGiven } from '@guichet/contract/terminal.ts';

/**
 * That a payer agreed to have an account debited.
 *
 *   active ──the bank says that it is none, or that there is no account──▶ inactive
 *   active, for one payment ──that payment is asked for──▶ inactive
 */
export interface Mandate {
  readonly tenantId: number;
  readonly id: Id<'mandate'>;
  readonly version: number;
  readonly paymentMethodId: Id<'pm'>;
  readonly scheme: 'sepa_debit' | 'us_bank_account';
  readonly type: 'multi_use' | 'single_use';
  readonly status: 'active' | 'inactive';
  /** What payer and bank know it by. */
  readonly reference: string;
  readonly acceptedAt: Date;
  readonly given: MandateGiven;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** Which of our wordings the payer was shown or read; null where the caller showed its own. */
  readonly text: { readonly version: string; readonly language: Language } | null;
  /** Where the paper or the recording is to be found. */
  readonly evidence: string | null;
  /** The id of the person or key that noted it. */
  readonly notedBy: string;
  /** The one amount that a mandate for a single payment is for. */
  readonly amount: bigint | null;
  readonly currency: Currency;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly created: Date;
}
