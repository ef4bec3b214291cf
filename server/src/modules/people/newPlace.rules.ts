import { isCountry } from '@guichet/contract/countries.ts';
import { isMoney } from '@guichet/contract/currencies.ts';
import { parseEmail } from '@guichet/contract/emails.ts';
import type { ErrorCode } from '@guichet/contract/errors.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { isTimeZone } from '@guichet/contract/timeZone.ts';
import { z } from 'zod';
import { passwordWeakness } from './password.rules.ts';

/** What set-up is told, by the page or by the environment. */
export interface NewPlace {
  readonly businessName: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly owner: { readonly name: string; readonly email: string; readonly password: string; readonly language: Language };
}

export interface PlaceProblem {
  readonly field: 'business_name' | 'country' | 'currency' | 'time_zone' | 'owner_name' | 'email' | 'password';
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * The address that a person signs in with, in the one form in which it is stored and looked for: lower case. Null when it is none, or one
 * that better-auth, which checks with zod, would never let in.
 */
export function signInAddress(text: string): string | null {
  const address = parseEmail(text)?.toLowerCase();
  return z.email().safeParse(address).data ?? null;
}

const isName = (text: string, most: number): boolean => text.trim() !== '' && text.length <= most;

/** The first thing that keeps a place from being set up; null when all is well. */
export function placeProblem({ businessName, country, currency, timeZone, owner }: NewPlace): PlaceProblem | null {
  const weakness = passwordWeakness(owner.password, owner.email);
  const problems: (PlaceProblem | false)[] = [
    !isName(businessName, 200) && {
      field: 'business_name',
      code: 'parameter_invalid',
      message: 'The business name needs 1 to 200 characters.',
    },
    !isCountry(country) && { field: 'country', code: 'parameter_invalid', message: 'The country must be a code of ISO 3166 such as FR.' },
    !isMoney(currency) && {
      field: 'currency',
      code: 'parameter_invalid',
      message: 'The currency must be a code of ISO 4217 such as eur.',
    },
    !isTimeZone(timeZone) && { field: 'time_zone', code: 'parameter_invalid', message: 'The time zone must be one such as Europe/Paris.' },
    !isName(owner.name, 200) && { field: 'owner_name', code: 'parameter_invalid', message: "The owner's name needs 1 to 200 characters." },
    signInAddress(owner.email) === null && { field: 'email', code: 'email_invalid', message: 'This is not an e-mail address.' },
    weakness !== null && { field: 'password', code: 'weak_password', message: weakness },
  ];
  return problems.find((problem) => problem !== false) ?? null;
}
