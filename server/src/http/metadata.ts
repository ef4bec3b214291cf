import type { MetadataChange } from '@guichet/contract/metadata.ts';
import { type Decoded, isDecodedObject, isStorable } from './decoded.ts';

/** Lengths in characters. */
export const MAX_KEY = 40;
export const MAX_VALUE = 500;

/** Reads a change of metadata, or answers the sentence that refuses it (`%` stands for the parameter's name). */
export function metadataOf(value: Decoded): MetadataChange | string {
  if (value === '' || value === null) return null;
  if (!isDecodedObject(value)) return 'The parameter % must have named values, as in "metadata[order]=17".';
  const change: Record<string, string | null> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === '' || key.length > MAX_KEY || !isStorable(key)) return `A key in % must have 1 to ${MAX_KEY} characters.`;
    if (key === '__proto__') return 'A key in % must not be named "__proto__".';
    if (item !== null && typeof item !== 'string') return 'The values in % must be texts.';
    if (item !== null && item.length > MAX_VALUE) return `A value in % must not be longer than ${MAX_VALUE} characters.`;
    change[key] = item === '' ? null : item;
  }
  return change;
}
