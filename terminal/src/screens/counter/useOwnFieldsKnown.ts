import { useQuery } from '@tanstack/react-query';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';

/**
 * Whether it is known what the place asks for besides: until then nothing is taken, as it could lack an answer. Where the server cannot tell,
 * payments go on without.
 */
export const useOwnFieldsKnown = (): boolean => useQuery(ownFieldsQuery).isFetched;
