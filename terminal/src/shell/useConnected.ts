import { useNetwork } from '@mantine/hooks';
import { useSyncExternalStore } from 'react';
import { connection } from '../api/connection.ts';

/** Whether anything can be sent now: there is a network, and the server answers. */
export function useConnected(): boolean {
  const { online } = useNetwork();
  const isThere = useSyncExternalStore(connection.subscribe, connection.isThere);
  return online && isThere;
}
