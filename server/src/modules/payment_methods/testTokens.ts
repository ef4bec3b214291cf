import type { CardInput } from '../../vault/index.ts';

// Names that clients of the API use in test mode in place of card numbers, with the published test cards that they stand for.
const NUMBERS: Readonly<Record<string, string>> = {
  visa: '4242424242424242',
  visa_debit: '4000056655665556',
  mastercard: '5555555555554444',
  mastercard_debit: '5200828282828210',
  mastercard_prepaid: '5105105105105100',
  amex: '378282246310005',
  discover: '6011111111111117',
  diners: '3056930009020004',
  jcb: '3566002020360505',
  unionpay: '6200000000000005',
  chargeCustomerFail: '4000000000000341',
  chargeDeclined: '4000000000000002',
  visa_chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedLostCard: '4000000000009987',
  visa_chargeDeclinedStolenCard: '4000000000009979',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  visa_chargeDeclinedVelocityLimitExceeded: '4000000000006975',
  chargeDeclinedProcessingError: '4000000000000119',
  radarBlock: '4100000000000019',
  riskLevelElevated: '4000000000009235',
  avsFail: '4000000000000010',
  avsLine1Fail: '4000000000000028',
  avsZipFail: '4000000000000036',
  avsUnchecked: '4000000000000044',
  cvcCheckFail: '4000000000000101',
  authenticationRequiredOnSetup: '4000002500003155',
  authenticationRequired: '4000002760003184',
  threeDSecure2Required: '4000002760003184',
  createDispute: '4000000000000259',
  createDisputeProductNotReceived: '4000000000002685',
  createIssuerFraudRecord: '4000000000005423',
  createDisputeInquiry: '4000000000001976',
  bypassPending: '4000000000000077',
  refundFail: '4000000000005126',
  pendingRefund: '4000000000007726',
};

/** What stands behind `tok_` or `pm_card_`. */
export const TEST_TOKENS: readonly string[] = Object.keys(NUMBERS);

/** The card behind `pm_card_visa` or `tok_visa`, or undefined when the text names none. */
export function testCard(token: string, now: Date): CardInput | undefined {
  const name = /^(?:pm_card|tok)_(.+)$/.exec(token)?.[1];
  const number = name !== undefined && Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
  const cvc = number?.startsWith('37') ? '1234' : '123';
  return number === undefined ? undefined : { number, exp_month: 12, exp_year: now.getUTCFullYear() + 4, cvc };
}
