import { fullYear, isCvc, isExpired, parseCardNumber } from '@guichet/contract/cards.ts';
import { ApiError, type ErrorCode } from '@guichet/contract/errors.ts';
import { CardData } from './cardData.ts';
import { EnteredCard } from './enteredCard.ts';

/** Card fields as they came, under the wire's names; anything may be in them. */
export interface CardInput {
  readonly number?: unknown;
  readonly exp_month?: unknown;
  readonly exp_year?: unknown;
  readonly cvc?: unknown;
}

export interface EnterCardOptions {
  readonly now: Date;
  /** The parameter that holds the fields: errors name `${param}[number]`. */
  readonly param: string;
}

const FURTHEST_YEARS = 50;

/** A whole number that came as such or, as in a form, as its digits. */
function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  return typeof value === 'string' && /^\d{1,4}$/.test(value.trim()) ? Number(value) : null;
}

/** Checks card fields as Stripe's API does and takes them into the vault's hands. Throws an ApiError that names the field at fault. */
export function enterCard(input: CardInput, { now, param }: EnterCardOptions): EnteredCard {
  const refuse = (code: ErrorCode, field: keyof CardInput): never => {
    throw new ApiError(code, { param: `${param}[${field}]` });
  };
  for (const field of ['number', 'exp_month', 'exp_year'] as const) {
    if (input[field] === undefined || input[field] === null) refuse('parameter_missing', field);
  }

  const parsed = parseCardNumber(typeof input.number === 'string' ? input.number : '?');
  if (!parsed.ok)
    return refuse(parsed.problem === 'characters' || parsed.problem === 'empty' ? 'invalid_number' : 'incorrect_number', 'number');

  const expMonth = wholeNumber(input.exp_month);
  if (expMonth === null || expMonth < 1 || expMonth > 12) return refuse('invalid_expiry_month', 'exp_month');
  const shortYear = wholeNumber(input.exp_year);
  const expYear = shortYear === null ? null : fullYear(shortYear);
  if (expYear === null || expYear > now.getUTCFullYear() + FURTHEST_YEARS || isExpired(now, 12, expYear)) {
    return refuse('invalid_expiry_year', 'exp_year');
  }
  if (isExpired(now, expMonth, expYear)) refuse('invalid_expiry_month', 'exp_month');

  const cvc = input.cvc === undefined || input.cvc === null || input.cvc === '' ? null : input.cvc;
  if (cvc !== null && (typeof cvc !== 'string' || !isCvc(cvc, parsed.brand))) return refuse('invalid_cvc', 'cvc');
  return new EnteredCard(new CardData({ number: parsed.number, expMonth, expYear, cvc }));
}
