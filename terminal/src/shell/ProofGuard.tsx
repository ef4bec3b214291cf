import { lazy, Suspense, useEffect, useState } from 'react';
import { onProofWanted } from '../api/client.ts';

const ProofDialog = lazy(async () => ({ default: (await import('../screens/account/ProofDialog.tsx')).ProofDialog }));

type Answer = (proved: boolean) => void;

/** Asks for a fresh proof wherever a request of the page meets one; what was typed and sent stays as it is. */
export function ProofGuard() {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => onProofWanted(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  if (answer === null) return null;
  const close = (proved: boolean) => {
    setAnswer(null);
    answer(proved);
  };
  return (
    <Suspense>
      <ProofDialog onDone={close} />
    </Suspense>
  );
}
