import { useShortcuts } from '../../components/useShortcuts.ts';
import { useCounter, useCounterStore } from './SaleProvider.tsx';
import { focusField, focusFieldSoon } from './saleFields.ts';
import type { CounterSale } from './useCounterSale.ts';

/** The keys of the counter. Those of presets stand with their bar. */
export function useCounterKeys({ edit, startOver, clearCard }: CounterSale): void {
  const store = useCounterStore();
  const { draft } = useCounter();
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
      if (store.get().sale.step === 'editing') clearCard();
    },
  });
}
