import type { RequestState } from '@guichet/contract/terminal.ts';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { get, postForm } from '../../api/client.ts';
import { nowMs } from '../../browser/clock.ts';
import { newKey } from '../../browser/newKey.ts';
import { keptUnder } from '../../components/useKept.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { type CounterPorts, type CounterState, type CounterStore, createCounterStore } from './counterStore.ts';
import { emptyDraft } from './saleDraft.ts';

const CounterContext = createContext<CounterStore | null>(null);

/** Longer than the server waits for the bank; after that the answer is asked for by its key. */
const PAY_WITHIN_MS = 30_000;

function portsFor(storageKey: string): CounterPorts {
  return {
    pay: (key, { parameters, channel }) =>
      postForm('/v1/payment_intents', parameters, {
        idempotencyKey: key,
        headers: { 'Guichet-Channel': channel },
        timeoutMs: PAY_WITHIN_MS,
      }),
    askRequest: (key) => get<RequestState>(`/guichet/v1/requests/${encodeURIComponent(key)}`),
    askIntent: (id) => get(`/v1/payment_intents/${encodeURIComponent(id)}`),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowMs,
    newKey,
    // Only places that sell by items load what ends their sales.
    endSale: (made) => void import('./items/makeSale.ts').then(({ endFormer }) => endFormer(made)),
    load: () => sessionStorage.getItem(storageKey),
    save: (text) => sessionStorage.setItem(storageKey, text),
  };
}

/** Holds the sale above all pages, so that an answer that is out is found whichever page is shown. */
export function SaleProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const { account } = session;
  const [store] = useState(() =>
    createCounterStore(portsFor(keptUnder(session, 'sale')), emptyDraft(account.default_currency, account.country)),
  );
  useEffect(() => {
    store.start();
    return store.stop;
  }, [store]);
  return <CounterContext value={store}>{children}</CounterContext>;
}

export function useCounterStore(): CounterStore {
  const store = use(CounterContext);
  if (store === null) throw new Error('The counter was shown outside of its provider.');
  return store;
}

export function useCounter(): CounterState {
  const store = useCounterStore();
  return useSyncExternalStore(store.subscribe, store.get);
}
