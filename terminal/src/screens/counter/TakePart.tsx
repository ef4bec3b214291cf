import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { counterQuery } from '../../api/counterQueries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { DuplicateWarning } from './DuplicateWarning.tsx';
import { useCounter, useCounterStore } from './SaleProvider.tsx';
import { focusFieldSoon } from './saleFields.ts';
import { TakeButton } from './TakeButton.tsx';
import type { CounterSale } from './useCounterSale.ts';

/** Whatever is no card comes when it is chosen: the first load stays small. */
const OtherMethod = lazy(async () => ({ default: (await import('./methods/OtherMethod.tsx')).OtherMethod }));
const ReceivesNote = lazy(async () => ({ default: (await import('./methods/ReceivesNote.tsx')).ReceivesNote }));

/** Whether the place takes what was chosen, and where a transfer goes, must be known before. */
function WaitForTerms({ currency }: { currency: string }) {
  const terms = useQuery(counterQuery(currency));
  return terms.isError ? <FailureNotice error={terms.error} retry={() => void terms.refetch()} /> : <Skeleton lines={3} />;
}

/** What stands below the fields: the button that takes the payment, or what must be said or asked before. */
export function TakePart({ counter }: { counter: CounterSale }) {
  const store = useCounterStore();
  const { draft, sale } = useCounter();
  const { method, view, isReady } = counter;
  if (sale.step === 'duplicate')
    return (
      <DuplicateWarning
        request={sale.request}
        earlier={sale.earlier}
        onConfirm={() => store.dispatch({ type: 'confirm' })}
        onBack={() => {
          store.dispatch({ type: 'back' });
          focusFieldSoon('amount');
        }}
      />
    );
  if (method === 'card')
    return (
      <>
        {view === undefined || view.settles_in === draft.currency ? null : (
          <Suspense>
            <ReceivesNote currency={draft.currency} settlesIn={view.settles_in} amount={draft.amount} />
          </Suspense>
        )}
        <TakeButton draft={draft} sale={sale} isReady={isReady} />
      </>
    );
  if (view === undefined) return <WaitForTerms currency={draft.currency} />;
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <OtherMethod
        key={counter.salesStarted}
        ref={counter.other}
        method={method}
        draft={draft}
        view={view}
        onEdit={store.edit}
        onProblems={counter.showProblems}
        onLock={counter.lockFields}
        onNewSale={counter.startOver}
      />
    </Suspense>
  );
}
