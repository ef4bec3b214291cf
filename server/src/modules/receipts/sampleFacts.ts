import { asCurrency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import type { Tenant } from '../../platform/tenants.store.ts';
import type { ReceiptFacts } from './receiptFacts.ts';

const SAMPLE_AMOUNT = 4990n;

/** An invented payment at this place, to try a template on. */
export const sampleFacts = (
  { businessName, country, timeZone, defaultCurrency }: Tenant,
  statementDescriptor: string,
  now: Date,
): ReceiptFacts => ({
  businessName,
  country,
  timeZone,
  charge: 'ch_sample',
  status: 'succeeded',
  captured: true,
  amount: money(SAMPLE_AMOUNT, asCurrency(defaultCurrency)),
  refunded: money(0n, asCurrency(defaultCurrency)),
  reference: 'A-1042',
  paidWith: { kind: 'visa', last4: '4242' },
  createdAt: now,
  statementDescriptor,
  customerName: 'Camille Rossi',
  customerLanguage: null,
});
