import { ApiError } from '@guichet/contract/errors.ts';

/** What a form, a query string or a JSON body says, before a schema has given it types. Objects have no prototype. */
export type Decoded = string | number | boolean | null | Decoded[] | DecodedObject;
export interface DecodedObject {
  [name: string]: Decoded;
}

export const MAX_DEPTH = 8;
export const MAX_PARAMETERS = 1000;
const MAX_SHOWN_LENGTH = 200;

/** An object in which `__proto__` is a name like any other. */
export const emptyObject = (): DecodedObject => Object.create(null) as DecodedObject;

export function isDecodedObject(value: unknown): value is DecodedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A parameter's place in the wire's notation: `payment_method_data[card][number]`. A caller may have put anything into a name, so long
 * runs of digits (a card number, perhaps) are not repeated.
 */
export function paramName(path: readonly PropertyKey[]): string {
  const [first = '', ...rest] = path.map(String);
  const name = first + rest.map((part) => `[${part}]`).join('');
  return name.replace(/\d(?:[ -]?\d){11,}/g, '…').slice(0, MAX_SHOWN_LENGTH);
}

/** PostgreSQL's text holds neither U+0000 nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

export function refuseUnstorable(text: string, path: readonly PropertyKey[]): void {
  if (isStorable(text)) return;
  const param = paramName(path);
  throw new ApiError('parameter_invalid_string', { param, message: `The parameter "${param}" has a character that cannot be kept.` });
}
