import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { postJson } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { forgetKept } from '../components/useKept.ts';
import { useSession } from './SessionContext.ts';
import { rememberWhy, type SignedOutWhy } from './signedOutWhy.ts';

/** Ends the session here and at the server. By choice, what was typed is forgotten; for idleness it is kept. */
export function useSignOut(): (why: SignedOutWhy) => Promise<void> {
  const client = useQueryClient();
  const { account, person } = useSession();
  return useCallback(
    async (why) => {
      rememberWhy(why);
      const outcome = await postJson('/guichet/auth/sign-out', {});
      // Signed out only in the looks would be worse than staying: whoever comes next could go on.
      if (!outcome.ok && outcome.failure.kind === 'lost' && why === 'choice') return;
      if (why === 'choice') forgetKept(account.id, person.id);
      client.setQueryData(sessionQuery.queryKey, null);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
    },
    [client, account.id, person.id],
  );
}
