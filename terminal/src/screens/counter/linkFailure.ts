import type { UseQueryResult } from '@tanstack/react-query';

/** A link that should have opened the counter for somebody or something, and could not. */
export interface LinkFailure {
  readonly error: Error;
  readonly retry: () => void;
  /** Goes on without what the link named. */
  readonly dismiss: () => void;
}

/** What to say of a link that names `id`; null when it names nothing, or nothing went wrong. */
export function linkFailure(id: string | undefined, found: UseQueryResult, dismiss: () => void): LinkFailure | null {
  if (id === undefined || !found.isError) return null;
  return { error: found.error, retry: () => void found.refetch(), dismiss };
}
