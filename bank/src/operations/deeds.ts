import { closeDispute } from './closeDispute.ts';
import { failDebit, returnDebit, settleDebit } from './debitDeeds.ts';
import type { Deed } from './deed.ts';
import { refundFails, refundSucceeds } from './endRefund.ts';
import { expireAuthorisation } from './expireAuthorisation.ts';
import { escalateDispute, openDispute } from './openDispute.ts';
import { failPayout, returnPayout, settlePayout } from './settlePayout.ts';
import { tellAuthentication } from './tellAuthentication.ts';
import { warnOfFraud } from './warnOfFraud.ts';

/** What the bank does by itself, by the kind of plan, which is also the kind of the notice. */
export const deeds: Readonly<Record<string, Deed>> = {
  'debit.failed': failDebit,
  'debit.returned': returnDebit,
  'debit.settled': settleDebit,
  'authorisation.expired': expireAuthorisation,
  'payout.failed': failPayout,
  'payout.paid': settlePayout,
  'payout.returned': returnPayout,
  'authentication.completed': tellAuthentication,
  'dispute.closed': closeDispute,
  'dispute.escalated': escalateDispute,
  'dispute.opened': openDispute,
  'fraud.warning': warnOfFraud,
  'refund.failed': refundFails,
  'refund.succeeded': refundSucceeds,
};
