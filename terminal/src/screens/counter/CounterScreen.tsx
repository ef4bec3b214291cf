import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Page } from '../../components/Page.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { BesideCounter } from './BesideCounter.tsx';
import { CallerDialog } from './CallerDialog.tsx';
import styles from './CounterScreen.module.css';
import { LinkFailureDialog } from './LinkFailureDialog.tsx';
import { NewSaleButton } from './NewSaleButton.tsx';
import { SaleForm } from './SaleForm.tsx';
import { useCounter, useCounterStore } from './SaleProvider.tsx';
import { SaleResult } from './SaleResult.tsx';
import { isBusy } from './sale.ts';
import { warmUpSeal } from './sealCard.ts';
import { TakePart } from './TakePart.tsx';
import { useAfterSale } from './useAfterSale.ts';
import { useCallerFromAddress } from './useCallerFromAddress.ts';
import { useCounterKeys } from './useCounterKeys.ts';
import { type CounterSale, useCounterSale } from './useCounterSale.ts';
import { useCustomerFromAddress } from './useCustomerFromAddress.ts';
import { useSaleFromAddress } from './useSaleFromAddress.ts';

/** The form, as long as there is something to fill in or to wait for. */
function CounterForm({ counter }: { counter: CounterSale }) {
  const { draft, sale } = useCounter();
  const { card, problems, entry, view, methods, method, otherLock } = counter;
  return (
    <SaleForm
      draft={draft}
      card={card}
      sale={sale}
      problems={problems}
      locked={sale.step !== 'editing' || otherLock !== 'free'}
      methods={methods}
      method={method}
      view={view}
      onEdit={counter.edit}
      onCard={counter.editCard}
      onSubmit={() => void counter.take()}
      entry={entry}
      onFrame={counter.keepFrame}
    >
      <TakePart counter={counter} />
    </SaleForm>
  );
}

export function CounterScreen() {
  const { t } = useLingui();
  const mayTake = useMay('payments.write');
  const store = useCounterStore();
  const { draft, sale } = useCounter();
  const counter = useCounterSale();
  useAfterSale(sale, counter.forgetCard);
  useCounterKeys(counter);
  useEffect(warmUpSeal, []);
  const customerFailure = useCustomerFromAddress();
  const saleFailure = useSaleFromAddress();
  const caller = useCallerFromAddress();
  const inForm = sale.step === 'editing' || sale.step === 'duplicate' || isBusy(sale);
  return (
    <Page
      title={t`Take a payment`}
      actions={inForm ? <NewSaleButton busy={isBusy(sale) || counter.otherLock === 'out'} onPress={counter.startOver} /> : null}
    >
      <CallerDialog caller={caller} />
      <LinkFailureDialog failure={customerFailure ?? saleFailure} />
      <div className={styles.counter}>
        <div>
          {!mayTake ? null : inForm ? (
            <CounterForm counter={counter} />
          ) : (
            <SaleResult
              draft={draft}
              sale={sale}
              onNewSale={counter.startOver}
              onCorrect={counter.correct}
              onRetry={counter.retry}
              onCheckAgain={() => store.dispatch({ type: 'check_again' })}
            />
          )}
        </div>
        <BesideCounter onEdit={counter.edit} locked={counter.otherLock !== 'free'} />
      </div>
    </Page>
  );
}
