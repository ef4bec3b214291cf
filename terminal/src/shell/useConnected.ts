import { useSyncExternalStore } from 'react';
import { connection } from '../api/connection.ts';

function subscribeToNetwork(listener: () => void): () => void {
  for (const change of ['online', 'offline']) window.addEventListener(change, listener);
  return () => {
    for (const change of ['online', 'offline']) window.removeEventListener(change, listener);
  };
}

/** Whether anything can be sent now: there is a network, and the server answers. */
export function useConnected(): boolean {
  const isOnline = useSyncExternalStore(subscribeToNetwork, () => navigator.onLine);
  const isThere = useSyncExternalStore(connection.subscribe, connection.isThere);
  return isOnline && isThere;
}
