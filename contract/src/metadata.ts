import { ApiError } from './errors.ts';
import type { Metadata } from './wire/common.ts';

/** What a request does to metadata: null clears all of it; else each name is set, or, with null, deleted, and others stay. */
export type MetadataChange = Readonly<Record<string, string | null>> | null;

const MAX_KEYS = 50;

/** Metadata after a change. Throws `parameter_invalid` when it would have more than 50 keys. */
export function applyMetadata(current: Metadata, change: MetadataChange | undefined): Metadata {
  if (change === undefined) return current;
  if (change === null) return {};
  const kept = Object.entries({ ...current, ...change }).filter((entry): entry is [string, string] => entry[1] !== null);
  if (kept.length > MAX_KEYS)
    throw new ApiError('parameter_invalid', { param: 'metadata', message: `Metadata can't have more than ${MAX_KEYS} keys.` });
  return Object.fromEntries(kept);
}
