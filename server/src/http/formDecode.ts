import { ApiError } from '@guichet/contract/errors.ts';
import {
  type Decoded,
  type DecodedObject,
  emptyObject,
  isDecodedObject,
  MAX_DEPTH,
  MAX_PARAMETERS,
  paramName,
  refuseUnstorable,
} from './decoded.ts';

const malformed = (message: string): ApiError => new ApiError('malformed_body', { message });

function percentDecoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw malformed('The parameters are not valid percent-encoded UTF-8.');
  }
}

/** `a[b][]` → `['a', 'b', '']`; the empty part appends to a list. */
function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  const first = open === -1 ? name : name.slice(0, open);
  const rest = open === -1 ? '' : name.slice(open);
  const wellFormed = first !== '' && !first.includes(']') && (rest === '' || /^(?:\[[^[\]]*\])+$/.test(rest));
  if (!wellFormed || name.includes('\0'))
    throw malformed('A parameter name is not well formed. Write nested ones as "a[b]" and lists as "a[]" or "a[0]".');
  const path = [first, ...rest.slice(1, -1).split('][')].slice(0, rest === '' ? 1 : undefined);
  if (path.length > MAX_DEPTH) throw malformed(`Parameters are nested more than ${MAX_DEPTH} levels deep.`);
  return path;
}

const twice = (path: readonly string[]): ApiError => {
  const param = paramName(path);
  return new ApiError('parameter_invalid', { param, message: `The parameter "${param}" is given twice, or in two forms.` });
};

const childFor = (nextPart: string): Decoded => (nextPart === '' ? [] : emptyObject());

/** Whether a value at `path` can still be put into `node` without meeting one that stands there. */
function hasRoom(node: Decoded | undefined, path: readonly string[]): boolean {
  const [part, ...rest] = path;
  if (part === undefined) return node === undefined;
  if (node === undefined) return true;
  if (Array.isArray(node)) return part === '';
  return isDecodedObject(node) && part !== '' && hasRoom(node[part], rest);
}

/** `a[][b]=1&a[][c]=2&a[][b]=3` makes two elements: a new one begins where a name comes again. */
function append(list: Decoded[], rest: readonly string[], value: string, path: readonly string[]): void {
  const [next] = rest;
  if (next === undefined) {
    list.push(value);
    return;
  }
  const last = list.at(-1);
  if (last === undefined || typeof last !== 'object' || !hasRoom(last, rest)) list.push(childFor(next));
  put(list.at(-1), rest, value, path);
}

function put(node: Decoded | undefined, rest: readonly string[], value: string, path: readonly string[]): void {
  const [part = '', ...after] = rest;
  if (Array.isArray(node)) {
    if (part !== '') throw twice(path);
    append(node, after, value, path);
    return;
  }
  if (!isDecodedObject(node) || part === '') throw twice(path);
  const [next] = after;
  if (next === undefined) {
    if (part in node) throw twice(path);
    node[part] = value;
    return;
  }
  node[part] ??= childFor(next);
  put(node[part], after, value, path);
}

/**
 * Reads Stripe's form syntax, in bodies as in query strings: `a[b]=c`, `a[]=x`, `a[0][b]=c`. Numbered parts stay names of an object
 * here, because only the schema knows whether `x[0]` is a list's element or a name (in `metadata`, say).
 * Throws `ApiError` malformed_body, parameter_invalid_string or parameter_invalid, and nothing else.
 */
export function decodeForm(text: string): DecodedObject {
  const root = emptyObject();
  // Not cut short before empty ones are left out: what stands behind many of them would be ignored without a word.
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > MAX_PARAMETERS) throw malformed(`There are more than ${MAX_PARAMETERS} parameters.`);
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const path = pathOf(percentDecoded(equals === -1 ? pair : pair.slice(0, equals)));
    const value = equals === -1 ? '' : percentDecoded(pair.slice(equals + 1));
    refuseUnstorable(value, path);
    put(root, path, value, path);
  }
  return root;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a body, which must be UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('The body is not valid UTF-8.');
  }
}

/** The parameters behind an address's question mark. Node hands the address over byte by byte, so raw UTF-8 in it is put together first. */
export function decodeQuery(url: string): DecodedObject {
  const mark = url.indexOf('?');
  return mark === -1 ? emptyObject() : decodeForm(textOf(Buffer.from(url.slice(mark + 1), 'latin1')));
}
