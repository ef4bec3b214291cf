import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { actFor, onSignedOut } from './api/client.ts';
import { connection } from './api/connection.ts';
import { sessionQuery, shouldAskAgain } from './api/queries.ts';
import { askForCounter } from './screens/counter/askForCounter.ts';
import { askForShell } from './shell/askForShell.ts';
import { forgetPages } from './shell/forgetPages.ts';
import { Gate } from './shell/Gate.tsx';
import { rememberWhy } from './shell/signedOutWhy.ts';

const client = new QueryClient({ defaultOptions: { queries: { retry: shouldAskAgain, staleTime: 5_000 } } });

/**
 * Asks who sits here, once, so that the answer is on its way while the first words are loaded, and for what the first page is
 * drawn of. Whether anybody sits here.
 */
export async function askForFirstPage(): Promise<boolean> {
  await client.prefetchQuery({ ...sessionQuery, retry: false });
  const session = client.getQueryData(sessionQuery.queryKey);
  if (!session) return false;
  const { required, enrolled } = session.second_factor;
  // Until then nothing is told.
  if (required && !enrolled) return true;
  actFor({ account: session.account.id, livemode: session.livemode });
  await Promise.all([askForShell(client, session), location.pathname === '/' && askForCounter(client, session)]);
  return true;
}

onSignedOut(() => {
  // A first visit without a session isn't a sign-out.
  if (!client.getQueryData(sessionQuery.queryKey)) return;
  rememberWhy('ended');
  forgetPages(client);
});

connection.subscribe(() => {
  // What the pages asked for in vain meanwhile.
  if (connection.isThere()) void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
});

export const App = () => (
  <I18nProvider i18n={i18n}>
    <QueryClientProvider client={client}>
      <Gate />
    </QueryClientProvider>
  </I18nProvider>
);
