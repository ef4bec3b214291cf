import type { RecurringTask } from '../../jobs/index.ts';
import { cancelAbandoned } from './deliveries.store.ts';
import type { Dispatcher, DispatcherParts } from './dispatcher.ts';
import { rewrapSecrets } from './endpointSecrets.ts';
import { forgetOldSecrets } from './webhookEndpoints.store.ts';

const POLL_MS = 250;
const THREE_DAYS_MS = 3 * 24 * 3600_000;

/** What has to be done again and again for webhooks. */
export const webhookTasks = (dispatcher: Dispatcher, { database, clock, keys }: DispatcherParts): RecurringTask[] => [
  { name: 'deliver webhooks', everyMs: POLL_MS, run: () => dispatcher.dispatch() },
  {
    name: 'cancel abandoned webhooks',
    everyMs: 600_000,
    run: async (signal) => {
      while (!signal.aborted && (await cancelAbandoned(database, new Date(clock.now().getTime() - THREE_DAYS_MS))) > 0);
    },
  },
  { name: 'forget old webhook secrets', everyMs: 600_000, run: () => forgetOldSecrets(database, clock.now()) },
  { name: 'move webhook secrets to the newest key', everyMs: 60_000, run: () => rewrapSecrets(database, keys) },
];
