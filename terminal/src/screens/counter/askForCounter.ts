import type { SessionView } from '@guichet/contract/terminal.ts';
import type { QueryClient } from '@tanstack/react-query';
import { ownFieldsQuery, ownPaymentsQuery, presetsQuery } from '../../api/counterFieldQueries.ts';
import { cardEntryQuery, counterQuery } from '../../api/counterQueries.ts';
import { latestPaymentsQuery } from '../../api/queries.ts';

/** Asks for what the counter is drawn of, so that whoever opens it sees it whole at once. What fails is asked for again by the page itself. */
export async function askForCounter(client: QueryClient, session: SessionView): Promise<void> {
  const { account, person, permissions } = session;
  const { default_currency: currency } = account;
  const mayTake = permissions.includes('payments.write');
  const mayRead = permissions.includes('payments.read');
  await Promise.all([
    mayTake && client.prefetchQuery(counterQuery(currency)),
    mayTake && client.prefetchQuery(cardEntryQuery(session, currency, person.language)),
    client.prefetchQuery(ownFieldsQuery),
    client.prefetchQuery(presetsQuery),
    mayRead && client.prefetchQuery(ownPaymentsQuery(person.id)),
    mayRead && client.prefetchQuery(latestPaymentsQuery),
  ]);
}
