import type { Id } from '@guichet/contract/ids.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import type { SoldFacts } from './soldLines.ts';

/** What a receipt says about a payment. */
export interface ReceiptFacts {
  readonly businessName: string;
  /** ISO 3166, two capital letters. */
  readonly country: string;
  /** IANA name of the place's zone. */
  readonly timeZone: string;
  readonly charge: Id<'ch'>;
  /** The payment intent's, as on the wire. */
  readonly status: string;
  /** False while the amount is only held on the card. */
  readonly captured: boolean;
  /** What was captured, or what is held while nothing is captured. */
  readonly amount: Money;
  /** What has gone back so far. */
  readonly refunded: Money;
  /** What the staff typed to recognise the sale by. */
  readonly reference: string | null;
  /** What was answered to the fields of the place that it prints. */
  readonly answers?: readonly { readonly label: string; readonly value: string }[];
  /** The sale that it pays, or a part of which it pays. */
  readonly sold?: SoldFacts | null;
  /** A card by its brand, or an account by the kind of debit. */
  readonly paidWith: { readonly kind: string; readonly last4: string } | null;
  readonly createdAt: Date;
  /** As the cardholder will find it on the bank statement. */
  readonly statementDescriptor: string | null;
  readonly customerName: string | null;
  readonly customerLanguage: Language | null;
}

/** The port to the payments: null when there is no such payment, or none with a charge. */
export type FindReceiptFacts = (tx: Database | Transaction, tenantId: number, paymentIntent: string) => Promise<ReceiptFacts | null>;
