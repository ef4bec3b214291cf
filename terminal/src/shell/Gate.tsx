import type { SessionView } from '@guichet/contract/terminal.ts';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { actFor, postJson } from '../api/client.ts';
import { orThrow } from '../api/outcome.ts';
import { setupQuery } from '../api/queries.ts';
import { isInvitationPage, isPayersPage } from '../browser/doorPages.ts';
import { Button } from '../components/controls/Button.tsx';
import { FailureNotice, failureIn } from '../components/FailureNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { activateLanguage } from '../language/activateLanguage.ts';
import { theRouter } from '../router.tsx';
import { SaleProvider } from '../screens/counter/SaleProvider.tsx';
import { SignInScreen } from '../screens/sign-in/SignInScreen.tsx';
import { DoorFrame } from './DoorFrame.tsx';
import { forgetPages } from './forgetPages.ts';
import { OfflineDoor } from './OfflineDoor.tsx';
import { SessionContext } from './SessionContext.ts';
import { useAppearanceOf } from './useAppearanceOf.ts';
import { useKnownSession } from './useKnownSession.ts';

const AgreeScreen = lazy(async () => ({ default: (await import('../screens/agree/AgreeScreen.tsx')).AgreeScreen }));
const JoinScreen = lazy(async () => ({ default: (await import('../screens/join/JoinScreen.tsx')).JoinScreen }));
const EnrolScreen = lazy(async () => ({ default: (await import('../screens/enrol/EnrolScreen.tsx')).EnrolScreen }));
const SetUpScreen = lazy(async () => ({ default: (await import('../screens/set-up/SetUpScreen.tsx')).SetUpScreen }));

function SignedIn({ session }: { session: SessionView }) {
  // Before any child asks the server for something.
  actFor({ account: session.account.id, livemode: session.livemode });
  const { language } = session.person;
  useAppearanceOf(session.person.id);
  useEffect(() => {
    void activateLanguage(language);
  }, [language]);
  const { required, enrolled } = session.second_factor;
  if (required && !enrolled)
    return (
      <SessionContext value={session}>
        <Suspense fallback={<Waiting />}>
          <EnrolScreen />
        </Suspense>
      </SessionContext>
    );
  return (
    <SessionContext value={session}>
      <SaleProvider>
        <RouterProvider router={theRouter()} />
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

const Unreachable = ({ error, retry }: { error: unknown; retry: () => void }) => {
  const failure = failureIn(error);
  return (
    <DoorFrame>
      {navigator.onLine || failure.kind === 'refused' ? <FailureNotice error={error} retry={retry} /> : <OfflineDoor retry={retry} />}
      {failure.kind === 'refused' && failure.code === 'account_mismatch' ? <SignOutButton /> : null}
    </DoorFrame>
  );
};

/** For whoever is signed in and works nowhere here: there is no session to show, but one to end. */
function SignOutButton() {
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: async () => orThrow(await postJson('/guichet/auth/sign-out', {})),
    onSuccess: () => forgetPages(client),
  });
  return (
    <>
      {leave.isError ? <FailureNotice error={leave.error} /> : null}
      <Button loading={leave.isPending} onClick={() => leave.mutate()}>
        <Trans>Sign out</Trans>
      </Button>
    </>
  );
}

/**
 * Decides what this visit sees: set-up, sign-in or the app. The address stays as it is, so that signing in again leads back to the same
 * page; what was typed there is kept per person (`useKept`, the sale), while the page itself is gone and with it every card field.
 */
export function Gate() {
  if (isInvitationPage()) {
    return (
      <Suspense fallback={<Waiting />}>
        <JoinScreen />
      </Suspense>
    );
  }
  if (isPayersPage()) {
    return (
      <Suspense fallback={<Waiting />}>
        <AgreeScreen />
      </Suspense>
    );
  }
  return <SessionGate />;
}

function SessionGate() {
  const { session: known, failure, askAgain } = useKnownSession();
  // The first page is drawn piece by piece, so that the browser stays quick meanwhile; every later answer counts at once.
  const first = useDeferredValue(known);
  const session = first === undefined ? undefined : known;
  if (failure !== null) return <Unreachable error={failure.error} retry={askAgain} />;
  if (session === undefined) return <Waiting />;
  return session === null ? <SignedOut /> : <SignedIn key={session.person.id} session={session} />;
}
