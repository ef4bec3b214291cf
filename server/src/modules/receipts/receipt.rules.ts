import type { Language } from '@guichet/contract/terminal.ts';
import type { ReceiptFacts } from './receiptFacts.ts';

const APPROVED: ReadonlySet<string> = new Set(['succeeded', 'requires_capture']);

/** A receipt says that the card was accepted, so only a payment that was approved, and not cancelled since, gets one. */
export const mayHaveReceipt = ({ status }: Pick<ReceiptFacts, 'status'>): boolean => APPROVED.has(status);

const BY_COUNTRY: Readonly<Record<string, Language>> = { FR: 'fr', BE: 'fr', LU: 'fr', MC: 'fr', IT: 'it', SM: 'it', VA: 'it' };

/** The language asked for, else the payer's own, else the one most spoken where the place is. */
export const receiptLanguage = (asked: Language | undefined, facts: Pick<ReceiptFacts, 'customerLanguage' | 'country'>): Language =>
  asked ?? facts.customerLanguage ?? BY_COUNTRY[facts.country] ?? 'en';
