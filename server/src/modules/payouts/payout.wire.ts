import { wireSum } from '@guichet/contract/money.ts';
import type { PayoutScheduleView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WirePayout } from '@guichet/contract/wire/payout.ts';
import type { Payout } from './payout.ts';
import type { PayoutSchedule } from './schedule.rules.ts';

export function payoutWire(payout: Payout, livemode: boolean): WirePayout {
  return {
    id: payout.id,
    object: 'payout',
    amount: wireSum(payout.originalPayoutId === null ? payout.amount : -payout.amount),
    application_fee: null,
    application_fee_amount: null,
    arrival_date: unixSeconds(payout.arrivalDate),
    automatic: payout.automatic,
    balance_transaction: payout.balanceTransactionId,
    created: unixSeconds(payout.created),
    currency: payout.currency,
    description: payout.description,
    destination: payout.bankAccountId,
    failure_balance_transaction: payout.failureBalanceTransactionId,
    failure_code: payout.failureCode,
    failure_message: payout.failureMessage,
    livemode,
    metadata: payout.metadata,
    method: 'standard',
    original_payout: payout.originalPayoutId,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: payout.reversedById,
    source_type: 'card',
    statement_descriptor: payout.statementDescriptor,
    status: payout.status,
    trace_id: null,
    type: 'bank_account',
  };
}

export const payoutScheduleWire = ({ frequency, weekday, monthDay, delayDays }: PayoutSchedule): PayoutScheduleView => ({
  object: 'payout_schedule',
  frequency,
  weekday,
  month_day: monthDay,
  delay_days: delayDays,
});
