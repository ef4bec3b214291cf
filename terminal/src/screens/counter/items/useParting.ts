import { type QueryClient, useIsMutating } from '@tanstack/react-query';

/** Under this key a sale is made that is to be paid in parts. */
export const PARTING = ['counter', 'parting'];

/** Whether such a sale is being made right now. */
export const isParting = (client: QueryClient): boolean => client.isMutating({ mutationKey: PARTING }) > 0;

/** The same for what is shown. */
export const useParting = (): boolean => useIsMutating({ mutationKey: PARTING }) > 0;
