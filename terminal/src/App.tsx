import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { onAnswerWanted, onSignedOut } from './api/client.ts';
import { connection } from './api/connection.ts';
import { ownFieldsQuery } from './api/counterFieldQueries.ts';
import { sessionQuery } from './api/queries.ts';
import { queryClient } from './api/queryClient.ts';
import { forgetPages } from './shell/forgetPages.ts';
import { Gate } from './shell/Gate.tsx';
import { rememberWhy } from './shell/signedOutWhy.ts';

onSignedOut(() => {
  // A first visit without a session isn't a sign-out.
  if (!queryClient.getQueryData(sessionQuery.queryKey)) return;
  rememberWhy('ended');
  forgetPages(queryClient);
});

onAnswerWanted(() => void queryClient.invalidateQueries(ownFieldsQuery));

connection.subscribe(() => {
  // What the pages asked for in vain meanwhile.
  if (connection.isThere()) void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
});

export const App = () => (
  <I18nProvider i18n={i18n}>
    <QueryClientProvider client={queryClient}>
      <Gate />
    </QueryClientProvider>
  </I18nProvider>
);
