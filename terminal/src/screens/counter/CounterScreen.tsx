import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { nowMs } from '../../browser/clock.ts';
import { Icon } from '../../components/Icon.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { Page } from '../../components/Page.tsx';
import { useShortcuts } from '../../components/useShortcuts.ts';
import { useMay, useSession } from '../../shell/SessionContext.ts';
import styles from './CounterScreen.module.css';
import { DuplicateWarning } from './DuplicateWarning.tsx';
import { LatestPayments } from './LatestPayments.tsx';
import { type FramedEntry, isFramed } from './ProviderFields.tsx';
import { prepareSale } from './prepareSale.ts';
import type { ProviderFrame } from './providerFrame.ts';
import { SaleForm } from './SaleForm.tsx';
import { useCounter, useCounterStore } from './SaleProvider.tsx';
import { SaleResult } from './SaleResult.tsx';
import { isBusy } from './sale.ts';
import { emptyDraft, type KeyedCard, NO_CARD, type SaleDraft, savedCardOf } from './saleDraft.ts';
import { type FieldName, focusField, focusFieldSoon } from './saleFields.ts';
import { warmUpSeal } from './sealCard.ts';
import { TakeButton } from './TakeButton.tsx';
import { TestCards } from './TestCards.tsx';
import { useCardEntry } from './useCardEntry.ts';
import { useCustomerFromAddress } from './useCustomerFromAddress.ts';
import { SALE_FIELDS, type SaleProblems, validateSale } from './validateSale.ts';

/** The changes that answer a problem take its message away; the rest stay until the next press. */
const without = (problems: SaleProblems, fields: readonly (keyof SaleProblems)[]): SaleProblems =>
  Object.fromEntries(Object.entries(problems).filter(([field]) => !fields.includes(field as keyof SaleProblems)));

/** Asks the provider's fields for a token. What is wrong with the card is told there. */
async function enterWith({ provider_account }: FramedEntry, frame: ProviderFrame | null) {
  const entered = (await frame?.submit()) ?? { entered: 'silent' as const };
  return entered.entered === 'token' ? { provider_account, token: entered.id } : entered.entered;
}

export function CounterScreen() {
  const { t } = useLingui();
  const { account, livemode } = useSession();
  const mayTake = useMay('payments.write');
  const store = useCounterStore();
  const { draft, sale } = useCounter();
  const client = useQueryClient();
  const { online } = useNetwork();
  const entry = useCardEntry(draft.currency);
  const frame = useRef<ProviderFrame | null>(null);
  const [card, setCard] = useState<KeyedCard>(NO_CARD);
  const [problems, setProblems] = useState<SaleProblems>({});
  const pressed = useRef(false);
  useCustomerFromAddress();
  useEffect(warmUpSeal, []);

  const { step } = sale;
  useEffect(() => {
    // The number has served: what the bank accepted needs it no more.
    if (step === 'approved' || step === 'held') setCard(NO_CARD);
    if (step === 'approved' || step === 'held' || step === 'declined') void client.invalidateQueries({ queryKey: ['payments'] });
  }, [step, client]);
  const problem = sale.step === 'editing' ? sale.problem : null;
  useEffect(() => {
    if (problem !== null) document.getElementById('sale-problem')?.focus();
  }, [problem]);

  const edit = (change: Partial<SaleDraft>) => {
    store.edit(change);
    setProblems((before) =>
      without(before, [
        ...('amount' in change || 'currency' in change ? (['amount'] as const) : []),
        ...('customer' in change ? (['customerName', 'customerEmail'] as const) : []),
        ...('savedCard' in change ? (['number', 'expiry', 'securityCode'] as const) : []),
      ]),
    );
  };
  const editCard = (change: Partial<KeyedCard>) => {
    setCard((before) => ({ ...before, ...change }));
    setProblems((before) => without(before, Object.keys(change) as (keyof KeyedCard)[]));
  };

  const take = async () => {
    const { draft: now, sale: current } = store.get();
    // `pressed` closes the moment between a press and the state that follows from it.
    if (pressed.current || current.step !== 'editing' || !online) return;
    // Until it is known where the card goes, none is sent anywhere.
    if (savedCardOf(now) === null && (entry === null || (isFramed(entry) && frame.current === null))) return focusField('number');
    const framed = savedCardOf(now) === null && entry !== null && isFramed(entry) ? entry : null;
    const valid = validateSale(now, framed === null ? card : null, nowMs());
    if (!valid.ok) {
      setProblems(valid.problems);
      const first = SALE_FIELDS.find((field) => valid.problems[field] !== undefined);
      if (first !== undefined) focusField(first);
      return;
    }
    pressed.current = true;
    focusField('submit');
    setProblems({});
    store.dispatch({ type: 'submit' });
    try {
      const held = framed === null ? null : await enterWith(framed, frame.current);
      if (held === 'refused') {
        store.dispatch({ type: 'not_entered' });
        return focusFieldSoon('number');
      }
      if (held === 'silent') return store.dispatch({ type: 'not_prepared', failure: { kind: 'lost', timedOut: true } });
      const prepared = await prepareSale({ key: current.key, draft: now, amountMinor: valid.amountMinor, card: valid.card, held });
      if (!prepared.ok) return store.dispatch({ type: 'not_prepared', failure: prepared.failure });
      if (prepared.created !== null) store.edit({ customer: { kind: 'known', customer: prepared.created } });
      const { request, earlier } = prepared;
      store.dispatch(earlier.length === 0 ? { type: 'prepared', request } : { type: 'duplicates', request, earlier });
    } catch {
      // The browser could not seal the card. Nothing has left the page.
      store.dispatch({ type: 'not_prepared', failure: { kind: 'broken', status: 0 } });
    } finally {
      pressed.current = false;
    }
  };

  const startOver = () => {
    if (isBusy(store.get().sale)) return;
    setCard(NO_CARD);
    setProblems({});
    store.startOver(emptyDraft(draft.currency, account.country, draft.channel));
    focusFieldSoon('amount');
  };
  /** Back to the same sale after a decline, with a new key: the old one would only answer the same again. */
  const correct = (change: Partial<SaleDraft>, clear: Partial<KeyedCard>, field: FieldName) => {
    setCard((before) => ({ ...before, ...clear }));
    store.startOver({ ...draft, ...change });
    focusFieldSoon(field);
  };
  const retry = () => {
    store.startOver(draft);
    void take();
    if (store.get().sale.step === 'editing') focusFieldSoon('number');
  };

  useShortcuts({
    'Alt+M': () => focusField('amount'),
    'Alt+R': () => focusField('reference'),
    'Alt+C': () => focusField('customer'),
    'Alt+N': () => (draft.savedCard === null ? focusField('number') : focusField('savedCards')),
    'Alt+I': () => {
      edit({ addressOpen: true });
      focusFieldSoon('line1');
    },
    'Alt+L': () => focusField('channel'),
    F2: startOver,
    Escape: () => {
      if (store.get().sale.step !== 'editing') return;
      setCard(NO_CARD);
      frame.current?.clear();
      setProblems((before) => without(before, ['number', 'expiry', 'securityCode']));
      focusField('number');
    },
  });

  const inForm = sale.step === 'editing' || sale.step === 'duplicate' || isBusy(sale);
  return (
    <Page
      title={t`Take a payment`}
      actions={
        !inForm ? null : (
          <Button
            variant="default"
            onClick={startOver}
            disabled={isBusy(sale)}
            aria-keyshortcuts="F2"
            leftSection={<Icon name="plus" />}
            rightSection={<Kbd keys="F2" />}
          >
            <Trans>New sale</Trans>
          </Button>
        )
      }
    >
      <div className={styles.counter}>
        <div>
          {!mayTake ? null : inForm ? (
            <SaleForm
              draft={draft}
              card={card}
              sale={sale}
              problems={problems}
              locked={sale.step !== 'editing'}
              onEdit={edit}
              onCard={editCard}
              onSubmit={() => void take()}
              entry={entry}
              onFrame={(shown) => {
                frame.current = shown;
              }}
            >
              {sale.step === 'duplicate' ? (
                <DuplicateWarning
                  request={sale.request}
                  earlier={sale.earlier}
                  onConfirm={() => store.dispatch({ type: 'confirm' })}
                  onBack={() => {
                    store.dispatch({ type: 'back' });
                    focusFieldSoon('amount');
                  }}
                />
              ) : (
                <TakeButton draft={draft} sale={sale} />
              )}
            </SaleForm>
          ) : (
            <SaleResult
              draft={draft}
              sale={sale}
              onNewSale={startOver}
              onCorrect={correct}
              onRetry={retry}
              onCheckAgain={() => store.dispatch({ type: 'check_again' })}
            />
          )}
        </div>
        <aside className={styles.beside} aria-label={t`Beside the counter`}>
          <LatestPayments />
          {livemode ? null : <TestCards />}
        </aside>
      </div>
    </Page>
  );
}
