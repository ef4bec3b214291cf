import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { contentKeys } from '../../api/contentKeys.ts';
import type { Outcome } from '../../api/outcome.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { failureIn } from '../../components/FailureNotice.tsx';

/** A change of the team: whatever comes of it, the lists are read anew. The same change has the same key until it is answered. */
export function useTeamChange<I, T>(send: (input: I, idempotencyKey: string) => Promise<Outcome<T>>, onDone: (made: T) => void) {
  const client = useQueryClient();
  const [keys] = useState(() => contentKeys(newKey));
  return useMutation({
    mutationFn: async (input: I) => orThrow(await send(input, keys.keyFor(input))),
    onSettled: () => client.invalidateQueries({ queryKey: ['team'] }),
    onSuccess: onDone,
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
}
