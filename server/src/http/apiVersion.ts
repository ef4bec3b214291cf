import { ApiError } from '@guichet/contract/errors.ts';
import { API_VERSION } from '@guichet/contract/wire/event.ts';

/** Versions are days, and since this one they have a name that changes when shapes do. */
const FIRST_NAMED = '2024-09-30';
const NAMES = ['acacia', 'basil', 'clover', 'dahlia', 'endive', 'preview'];
const FIRST = '2011-01-01';
const FORM = /^(\d{4}-\d{2}-\d{2})(?:\.([a-z]{1,30}))?$/;
const [OUR_DAY = '', OUR_NAME = ''] = API_VERSION.split('.');

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};

const refuse = (message: string): never => {
  throw new ApiError('parameter_invalid', { param: 'Stripe-Version', message });
};

/**
 * The version that an answer under `/v1` is marked with: the one asked for. Older ones are answered in our shapes, which
 * `docs/api/versions.md` tells apart; releases of our name only add to each other; what a later name expects nobody here knows.
 */
export function apiVersion(asked: string | undefined): string {
  if (asked === undefined) return API_VERSION;
  const [, day = '', name] = FORM.exec(asked) ?? [];
  const isKnownName = day < FIRST_NAMED ? name === undefined : name !== undefined && (NAMES.includes(name) || day > OUR_DAY);
  if (!isDay(day) || day < FIRST || !isKnownName) return refuse(`Stripe-Version must be a version such as ${API_VERSION}.`);
  if (day > OUR_DAY && name !== OUR_NAME)
    return refuse(`This server speaks ${API_VERSION}, and nobody knows here what a later version expects.`);
  return asked;
}
