/** What a bank's reason means to us: the wire's failure code, whether the mandate ends with it, and how often it may be tried again. */
export interface ReturnMeaning {
  readonly failureCode: DebitFailureCode;
  readonly message: string;
  /** The payer takes the agreement back, or there is no account any more that it could be used on. */
  readonly endsMandate: boolean;
  /** New debits for the same claim that the scheme allows. */
  readonly retries: 0 | 1 | 2;
}

export type DebitFailureCode =
  | 'account_closed'
  | 'bank_account_restricted'
  | 'bank_account_unusable'
  | 'bank_ownership_changed'
  | 'could_not_process'
  | 'debit_not_authorized'
  | 'insufficient_funds'
  | 'no_account'
  | 'processing_error'
  | 'recipient_deceased';

export const FAILURE_MESSAGES: Readonly<Record<DebitFailureCode, string>> = {
  account_closed: 'The account has been closed.',
  bank_account_restricted: 'The account is blocked.',
  bank_account_unusable: 'The account cannot be debited.',
  bank_ownership_changed: 'The bank has been taken over; ask for the new account.',
  could_not_process: 'The bank did not carry the debit out and gave no reason that helps.',
  debit_not_authorized: 'The payer or the bank does not authorise this debit.',
  insufficient_funds: 'The account has insufficient funds.',
  no_account: 'There is no account with this number.',
  processing_error: 'The debit did not reach the bank. Nothing was debited. Try again.',
  recipient_deceased: 'The holder of the account has died.',
};

type Row = readonly [failureCode: DebitFailureCode, mandate?: 'ends' | 'stays', retries?: 0 | 1 | 2];

/**
 * The reasons of ISO 20022 (SEPA, two letters and two digits) and of Nacha (ACH, R and two digits). They change by the year and the banks
 * have the last word, so this is data. A code that is not here is one that says nothing.
 */
const RETURN_CODES: Readonly<Record<string, Row>> = {
  AC01: ['no_account', 'ends'],
  AC04: ['account_closed', 'ends'],
  AC06: ['bank_account_restricted'],
  AC13: ['debit_not_authorized'],
  AG01: ['debit_not_authorized'],
  AG02: ['could_not_process'],
  AM04: ['insufficient_funds', 'stays', 2],
  AM05: ['could_not_process'],
  BE05: ['could_not_process'],
  CNOR: ['bank_account_unusable'],
  DNOR: ['bank_account_unusable'],
  FF01: ['could_not_process'],
  FF05: ['could_not_process'],
  MD01: ['debit_not_authorized', 'ends'],
  MD02: ['debit_not_authorized', 'ends'],
  MD06: ['debit_not_authorized'],
  MD07: ['recipient_deceased', 'ends'],
  MS02: ['could_not_process', 'stays', 1],
  MS03: ['could_not_process', 'stays', 1],
  RC01: ['bank_account_unusable'],
  RR01: ['could_not_process'],
  RR02: ['could_not_process'],
  RR03: ['could_not_process'],
  RR04: ['could_not_process'],
  SL01: ['debit_not_authorized'],
  R01: ['insufficient_funds', 'stays', 2],
  R02: ['account_closed', 'ends'],
  R03: ['no_account', 'ends'],
  R04: ['no_account', 'ends'],
  R05: ['debit_not_authorized', 'ends'],
  R07: ['debit_not_authorized', 'ends'],
  R08: ['debit_not_authorized'],
  R09: ['insufficient_funds', 'stays', 2],
  R10: ['debit_not_authorized', 'ends'],
  R11: ['debit_not_authorized'],
  R12: ['bank_ownership_changed', 'ends'],
  R13: ['bank_account_unusable'],
  R14: ['recipient_deceased', 'ends'],
  R15: ['recipient_deceased', 'ends'],
  R16: ['bank_account_restricted'],
  R17: ['could_not_process'],
  R20: ['bank_account_unusable', 'ends'],
  R24: ['could_not_process'],
  R28: ['no_account', 'ends'],
  R29: ['debit_not_authorized', 'ends'],
  R51: ['debit_not_authorized'],
};

/** What a bank's reason for a failed or returned debit means. */
export function returnMeaning(reason: string): ReturnMeaning {
  const [failureCode, mandate = 'stays', retries = 0] = (Object.hasOwn(RETURN_CODES, reason) ? RETURN_CODES[reason] : undefined) ?? [
    'could_not_process',
  ];
  return { failureCode, message: FAILURE_MESSAGES[failureCode], endsMandate: mandate === 'ends', retries };
}
