import { actFor } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { queryClient } from '../api/queryClient.ts';
import { askForCounter } from '../screens/counter/askForCounter.ts';
import { askForShell } from './askForShell.ts';

/** Asks who sits here, and for what the first page is drawn of. Whether anybody sits here. */
export async function askForFirstPage(): Promise<boolean> {
  await queryClient.prefetchQuery({ ...sessionQuery, retry: false });
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (!session) return false;
  const { required, enrolled } = session.second_factor;
  // Until then nothing is told.
  if (required && !enrolled) return true;
  actFor({ account: session.account.id, livemode: session.livemode });
  await Promise.all([askForShell(queryClient, session), location.pathname === '/' && askForCounter(queryClient, session)]);
  return true;
}
