import type { CheckResult } from '@guichet/contract/wire/common.ts';
import type { Decline } from '../port.ts';

type Meaning = Pick<Decline, 'code' | 'declineCode' | 'advice'> & { readonly blocked?: true };

const STOP = 'do_not_try_again';
const LATER = 'try_again_later';
const CHECK = 'confirm_card_data';

/** ISO 8583 field 39 as the wire's codes. The schemes change their lists yearly, so this is data and nothing else knows it. */
const RESPONSE_CODES: Readonly<Record<string, Meaning>> = {
  '01': { code: 'card_declined', declineCode: 'call_issuer', advice: LATER },
  '04': { code: 'card_declined', declineCode: 'pickup_card', advice: STOP },
  '05': { code: 'card_declined', declineCode: 'generic_decline', advice: LATER },
  '12': { code: 'card_declined', declineCode: 'transaction_not_allowed', advice: STOP },
  '14': { code: 'incorrect_number', declineCode: 'incorrect_number', advice: CHECK },
  '15': { code: 'card_declined', declineCode: 'invalid_account', advice: STOP },
  '1A': { code: 'authentication_required', declineCode: 'authentication_required', advice: null },
  '41': { code: 'card_declined', declineCode: 'lost_card', advice: STOP },
  '43': { code: 'card_declined', declineCode: 'stolen_card', advice: STOP },
  '51': { code: 'card_declined', declineCode: 'insufficient_funds', advice: LATER },
  '54': { code: 'expired_card', declineCode: 'expired_card', advice: CHECK },
  '57': { code: 'card_declined', declineCode: 'transaction_not_allowed', advice: STOP },
  '59': { code: 'card_declined', declineCode: 'fraudulent', advice: STOP, blocked: true },
  '61': { code: 'card_declined', declineCode: 'card_velocity_exceeded', advice: LATER },
  '62': { code: 'card_declined', declineCode: 'restricted_card', advice: STOP },
  '91': { code: 'processing_error', declineCode: 'issuer_not_available', advice: LATER },
  '96': { code: 'processing_error', declineCode: 'processing_error', advice: LATER },
  N7: { code: 'incorrect_cvc', declineCode: 'incorrect_cvc', advice: CHECK },
};

/** A code that the table does not know is a refusal without a reason. */
export const meaningOf = (code: string): Meaning =>
  RESPONSE_CODES[code] ?? { code: 'card_declined', declineCode: 'do_not_honor', advice: LATER };

interface AddressChecks {
  readonly line1: CheckResult | null;
  readonly postalCode: CheckResult | null;
}

const both = (line1: CheckResult, postalCode: CheckResult): AddressChecks => ({ line1, postalCode });

/** The address answers of Visa and Mastercard; other brands give some letters another meaning, which the sandbox does not play. */
const AVS: Readonly<Record<string, AddressChecks>> = {
  Y: both('pass', 'pass'),
  X: both('pass', 'pass'),
  D: both('pass', 'pass'),
  M: both('pass', 'pass'),
  F: both('pass', 'pass'),
  A: both('pass', 'fail'),
  B: both('pass', 'unchecked'),
  Z: both('fail', 'pass'),
  W: both('fail', 'pass'),
  P: both('unchecked', 'pass'),
  N: both('fail', 'fail'),
  C: both('unchecked', 'unchecked'),
  U: both('unavailable', 'unavailable'),
  G: both('unavailable', 'unavailable'),
  I: both('unavailable', 'unavailable'),
  R: both('unavailable', 'unavailable'),
  S: both('unavailable', 'unavailable'),
  E: both('unavailable', 'unavailable'),
};

const CVC: Readonly<Record<string, CheckResult>> = { M: 'pass', N: 'fail', P: 'unavailable', S: 'unchecked', U: 'unavailable' };

export const addressChecksOf = (letter: string | null): AddressChecks => AVS[letter ?? ''] ?? { line1: null, postalCode: null };
export const cvcCheckOf = (letter: string | null): CheckResult | null => CVC[letter ?? ''] ?? null;
