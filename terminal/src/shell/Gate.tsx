import type { SessionView } from '@guichet/contract/terminal.ts';
import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { actFor } from '../api/client.ts';
import { sessionQuery, setupQuery } from '../api/queries.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { activateLanguage } from '../language/activateLanguage.ts';
import { router } from '../router.tsx';
import { SaleProvider } from '../screens/counter/SaleProvider.tsx';
import { SignInScreen } from '../screens/sign-in/SignInScreen.tsx';
import { DoorFrame } from './DoorFrame.tsx';
import { SessionContext } from './SessionContext.ts';

const SetUpScreen = lazy(async () => ({ default: (await import('../screens/set-up/SetUpScreen.tsx')).SetUpScreen }));

function SignedIn({ session }: { session: SessionView }) {
  // Before any child asks the server for something.
  actFor({ account: session.account.id, livemode: session.livemode });
  const { language } = session.person;
  useEffect(() => {
    void activateLanguage(language);
  }, [language]);
  return (
    <SessionContext value={session}>
      <SaleProvider>
        <RouterProvider router={router} />
      </SaleProvider>
    </SessionContext>
  );
}

function SignedOut() {
  const setup = useQuery(setupQuery);
  actFor(null);
  if (setup.isPending) return <Waiting />;
  if (setup.isError) return <Unreachable error={setup.error} retry={() => void setup.refetch()} />;
  if (!setup.data.needed) return <SignInScreen />;
  return (
    <Suspense fallback={<Waiting />}>
      <SetUpScreen />
    </Suspense>
  );
}

const Waiting = () => (
  <DoorFrame>
    <Skeleton lines={5} />
  </DoorFrame>
);

const Unreachable = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <DoorFrame>
    <FailureNotice error={error} retry={retry} />
  </DoorFrame>
);

/**
 * Decides what this visit sees: set-up, sign-in or the app. The address stays as it is, so that signing in again leads back to the same
 * page; what was typed there is kept per person (`useKept`, the sale), while the page itself is gone and with it every card field.
 */
export function Gate() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Waiting />;
  if (session.isError && session.data === undefined) return <Unreachable error={session.error} retry={() => void session.refetch()} />;
  return session.data ? <SignedIn key={session.data.person.id} session={session.data} /> : <SignedOut />;
}
