import { QueryClient } from '@tanstack/react-query';
import { shouldAskAgain } from './queries.ts';

/** What the pages know of the server. */
export const queryClient = new QueryClient({ defaultOptions: { queries: { retry: shouldAskAgain, staleTime: 5_000 } } });
