import { parseEmail } from '@guichet/contract/emails.ts';
import { type IbanProblem, parseIban } from '@guichet/contract/ibans.ts';
import { isRoutingNumber } from '@guichet/contract/routingNumbers.ts';

export type DebitScheme = 'sepa_debit' | 'us_bank_account';

/** What is typed about the account to debit. It lives in the memory of the page alone. */
export interface DebitDraft {
  readonly holder: string;
  readonly email: string;
  readonly iban: string;
  readonly routing: string;
  readonly account: string;
  readonly holderType: 'individual' | 'company';
  readonly accountType: 'checking' | 'savings';
  /** `by_mail`: the payer reads and agrees behind a link; until then nothing is debited. */
  readonly given: 'recorded_phone_call' | 'written' | 'by_mail';
  readonly evidence: string;
  readonly agreed: boolean;
}

export const NO_DEBIT: DebitDraft = {
  ...{ holder: '', email: '', iban: '', routing: '', account: '', holderType: 'individual', accountType: 'checking' },
  ...{ given: 'recorded_phone_call', evidence: '', agreed: false },
};

export interface DebitProblems {
  holder?: 'empty';
  email?: 'not_an_email';
  iban?: IbanProblem | 'empty';
  routing?: 'wrong';
  account?: 'wrong';
  agreed?: 'missing';
}

/** The fields in the order of the form, so that the first wrong one is found. */
export const DEBIT_FIELDS: readonly (keyof DebitProblems)[] = ['holder', 'email', 'iban', 'routing', 'account', 'agreed'];

/** As an IBAN is written: in capitals, in groups of four. */
export const typedIban = (text: string): string =>
  text
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
    .slice(0, 34)
    .replace(/(.{4})(?=.)/g, '$1 ');

const ACCOUNT_NUMBER = /^\d{4,17}$/;

/** What is wrong with the whole form. */
export function debitProblems(scheme: DebitScheme, draft: DebitDraft): DebitProblems {
  const problems: DebitProblems = {};
  if (draft.holder.trim() === '') problems.holder = 'empty';
  const email = draft.email.trim();
  const isMailed = draft.given === 'by_mail';
  if ((scheme === 'sepa_debit' || email !== '' || isMailed) && parseEmail(email) === null) problems.email = 'not_an_email';
  if (scheme === 'sepa_debit') {
    const iban = parseIban(draft.iban);
    if (!iban.ok) problems.iban = draft.iban.trim() === '' ? 'empty' : iban.problem;
  } else {
    if (!isRoutingNumber(draft.routing.trim())) problems.routing = 'wrong';
    if (!ACCOUNT_NUMBER.test(draft.account.trim())) problems.account = 'wrong';
  }
  if (!draft.agreed && !isMailed) problems.agreed = 'missing';
  return problems;
}

/** What is wrong already while one types: only what more characters would not put right. */
export function earlyProblems(scheme: DebitScheme, { iban, routing }: DebitDraft): DebitProblems {
  if (scheme === 'us_bank_account') return routing.trim().length >= 9 && !isRoutingNumber(routing.trim()) ? { routing: 'wrong' } : {};
  const read = parseIban(iban);
  if (read.ok || iban.trim().length < 2) return {};
  if (read.problem === 'country' || read.problem === 'check_digits') return { iban: read.problem };
  return {};
}

const DAY_MS = 86_400_000;
/** Presentation and the days within which the payer's bank may give it back: five of SEPA's, three of the ACH network's. */
const ANSWER_WITHIN_DAYS: Readonly<Record<DebitScheme, number>> = { sepa_debit: 7, us_bank_account: 4 };

/** The day by which the payer's bank should have answered, in unix seconds; weekends count for nothing, holidays are not known here. */
export function knownBySeconds(scheme: DebitScheme, nowMs: number): number {
  let at = nowMs;
  for (let left = ANSWER_WITHIN_DAYS[scheme]; left > 0; ) {
    at += DAY_MS;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return Math.floor(at / 1000);
}
