import { ApiError } from '@guichet/contract/errors.ts';
import { type Decoded, type DecodedObject, emptyObject, isDecodedObject, MAX_DEPTH, MAX_PARAMETERS, refuseUnstorable } from './decoded.ts';

const malformed = (message: string): ApiError => new ApiError('malformed_body', { message });

/** Copies into objects without a prototype, and counts, so that what a body can cost is bounded. */
function copyOf(value: unknown, path: readonly string[], count: { left: number }): Decoded {
  count.left -= 1;
  if (count.left < 0) throw malformed(`There are more than ${MAX_PARAMETERS} parameters.`);
  if (path.length > MAX_DEPTH) throw malformed(`Parameters are nested more than ${MAX_DEPTH} levels deep.`);
  if (typeof value === 'string') refuseUnstorable(value, path);
  if (Array.isArray(value)) return value.map((item, index) => copyOf(item, [...path, String(index)], count));
  if (!isDecodedObject(value)) return value as Decoded;
  const copy = emptyObject();
  for (const [name, item] of Object.entries(value)) {
    refuseUnstorable(name, path);
    copy[name] = copyOf(item, [...path, name], count);
  }
  return copy;
}

/** Reads a JSON body; no text at all is an object without fields. Throws `ApiError` malformed_body or parameter_invalid_string. */
export function decodeJson(text: string): DecodedObject {
  if (text.trim() === '') return emptyObject();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('The body is not valid JSON.');
  }
  if (!isDecodedObject(value)) throw malformed('The body must be a JSON object.');
  return copyOf(value, [], { left: MAX_PARAMETERS }) as DecodedObject;
}
