import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { postJson } from '../api/client.ts';
import { forgetKept } from '../components/useKept.ts';
import { forgetPages } from './forgetPages.ts';
import { useSession } from './SessionContext.ts';
import { rememberWhy, type SignedOutWhy } from './signedOutWhy.ts';

/** Ends the session here and at the server. By choice, what was typed is forgotten; for idleness it is kept. */
export function useSignOut(): (why: SignedOutWhy) => Promise<void> {
  const client = useQueryClient();
  const session = useSession();
  return useCallback(
    async (why) => {
      rememberWhy(why);
      const outcome = await postJson('/guichet/auth/sign-out', {});
      // Signed out only in the looks would be worse than staying: whoever comes next could go on.
      if (!outcome.ok && outcome.failure.kind === 'lost' && why === 'choice') return;
      if (why === 'choice') forgetKept(session);
      forgetPages(client);
    },
    [client, session],
  );
}
