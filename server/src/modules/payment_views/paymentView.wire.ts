import { wireAmount } from '@guichet/contract/money.ts';
import type { NamedRef, PaymentView, PostingView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { LedgerTransaction } from '../../ledger/index.ts';
import type { Customer } from '../customers/index.ts';
import type { Dispute } from '../disputes/index.ts';
import type { PaymentIntent } from '../payments/index.ts';

const bankAccount = ({ methodType, cardLast4 }: PaymentIntent): PaymentView['bank_account'] =>
  methodType === null || methodType === 'card' || cardLast4 === null ? null : { type: methodType, last4: cardLast4 };

interface Beside {
  readonly customer: Customer | undefined;
  /** Null for payments that a key made. */
  readonly staff: NamedRef | null;
  readonly dispute: Dispute | undefined;
}

/** A payment as a line of the terminal's list. */
export function paymentView(intent: PaymentIntent, { customer, staff, dispute }: Beside): PaymentView {
  return {
    id: intent.id,
    amount: wireAmount(intent.amount),
    amount_captured: wireAmount(intent.amountReceived),
    amount_refunded: wireAmount(intent.amountRefunded),
    currency: intent.currency,
    status: intent.viewStatus,
    description: intent.description,
    customer: customer === undefined ? null : { id: customer.id, name: customer.name, email: customer.email },
    card: intent.cardBrand === null || intent.cardLast4 === null ? null : { brand: intent.cardBrand, last4: intent.cardLast4 },
    bank_account: bankAccount(intent),
    channel: intent.channel,
    staff,
    created: unixSeconds(intent.created),
    decline_code: intent.declineCode,
    dispute: dispute === undefined ? null : { id: dispute.id, status: dispute.status },
  };
}

/** A ledger transaction as its postings, one line each. */
export const postingViews = (transaction: LedgerTransaction): PostingView[] =>
  transaction.postings.map(({ debit, credit, amount }) => ({
    ledger_transaction: transaction.id,
    event: transaction.event,
    created: unixSeconds(transaction.created),
    debit,
    credit,
    amount: wireAmount(amount.amount),
    currency: amount.currency,
  }));
