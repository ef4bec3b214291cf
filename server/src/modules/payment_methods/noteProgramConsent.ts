import type { MakeId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { insertConsent } from './consents.store.ts';
import type { PaymentMethod } from './paymentMethod.ts';

interface ProgramConsent {
  readonly method: PaymentMethod;
  readonly customerId: string;
  /** The intent with which the cardholder agreed. */
  readonly source: { readonly id: string; readonly channel: string; readonly createdBy: string };
  readonly usage: 'off_session' | 'on_session';
  readonly now: Date;
}

/**
 * Keeps that a program says its payer agreed to keep the card, for which use and with which intent. The words that the payer saw are the
 * program's own; `und` is the language of a text that is not known (ISO 639-2).
 */
export function noteProgramConsent(
  tx: Transaction,
  { makeId }: { readonly makeId: MakeId },
  { method, customerId, source, usage, now }: ProgramConsent,
): Promise<void> {
  return insertConsent(tx, {
    tenantId: method.tenantId,
    id: makeId('cns'),
    paymentMethodId: method.id,
    customerId,
    channel: source.channel,
    language: 'und',
    wording: `${usage}, ${source.id}`,
    notedBy: source.createdBy,
    created: now,
  });
}
