import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';
import { keepMode } from '../browser/chosenMode.ts';

/** Once nobody is signed in: what pages have read is gone, and whoever signs in next begins where the server says, in whichever mode that is. */
export function forgetPages(client: QueryClient): void {
  // More than one answer may say that it is over. What is read since the first belongs to the page where the next person signs in.
  const isForgotten = client.getQueryData(sessionQuery.queryKey) === null;
  keepMode(null);
  client.setQueryData(sessionQuery.queryKey, null);
  if (!isForgotten) client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}
