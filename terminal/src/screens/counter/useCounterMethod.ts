import type { CounterMethod, CounterView } from '@guichet/contract/counterViews.ts';
import { useQuery } from '@tanstack/react-query';
import { counterQuery } from '../../api/counterQueries.ts';
import type { SaleDraft } from './saleDraft.ts';

interface CounterMethods {
  /** Undefined until the server has told. */
  readonly view: CounterView | undefined;
  readonly methods: readonly CounterMethod[];
  /** The chosen one, or the first where the place is known not to take it in the currency. */
  readonly method: CounterMethod;
}

const CARD_ALONE: readonly CounterMethod[] = ['card'];

/** The ways to pay in the chosen currency. While nobody knows, and where the server does not answer, cards are keyed in as ever. */
export function useCounterMethod({ currency, method }: SaleDraft): CounterMethods {
  const { data: view } = useQuery(counterQuery(currency));
  const methods = view === undefined || view.methods.length === 0 ? CARD_ALONE : view.methods;
  const [first = 'card'] = methods;
  // Nobody who chose cash is charged by card because the answer is late.
  return { view, methods, method: view === undefined || methods.includes(method) ? method : first };
}
