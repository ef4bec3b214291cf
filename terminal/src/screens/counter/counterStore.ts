import type { RequestState } from '@guichet/contract/terminal.ts';
import type { Outcome } from '../../api/outcome.ts';
import type { MadeSale } from './items/itemsDraft.ts';
import { isInFlight, nextSale, type Sale, type SaleEvent, type SaleRequest, startSale } from './sale.ts';
import { checkedAnswer, directAnswer, intentAnswer } from './saleAnswer.ts';
import { type SaleDraft, USUAL_WAY } from './saleDraft.ts';

export interface CounterState {
  readonly draft: SaleDraft;
  readonly sale: Sale;
}

/** What the sale asks of the outside. */
export interface CounterPorts {
  readonly pay: (key: string, request: SaleRequest) => Promise<Outcome<unknown>>;
  readonly askRequest: (key: string) => Promise<Outcome<RequestState>>;
  readonly askIntent: (id: string) => Promise<Outcome<unknown>>;
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  readonly newKey: () => string;
  /** Ends a sale of items that nobody is asked to pay any more. If it cannot be ended, it stays open among the sales. */
  readonly endSale: (made: MadeSale) => void;
  /** Storage of the tab, under a name of this person. */
  readonly load: () => string | null;
  readonly save: (text: string) => void;
}

export interface CounterStore {
  readonly get: () => CounterState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Items that go out of the form take the sale with them that they had made. */
  readonly edit: (change: Partial<SaleDraft>) => void;
  readonly dispatch: (event: SaleEvent) => void;
  /** A fresh form with a fresh key. Refused while an answer is out. */
  readonly startOver: (draft: SaleDraft) => void;
  /** The same in the place of one that nobody pays: what its items had made ends, unless something may have been taken for it. */
  readonly abandon: (draft: SaleDraft) => void;
  /** Picks up a sale whose answer was out when the page went away. */
  readonly start: () => void;
  /** Stops asking; the state stays in the storage for the next visit. */
  readonly stop: () => void;
}

const FORMAT = 1;
const PAUSES_MS = [400, 800, 1_500, 2_000, 3_000, 5_000];
const pauseMs = (attempt: number): number => PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 5_000;

/** After a reload nobody knows how far a request came, so it is asked for; a sale that wasn't sent yet starts at the form, for its card is gone. */
function afterReload(sale: Sale): Sale {
  if (sale.step === 'sending') return { ...sale, step: 'checking' };
  if (sale.step === 'preparing' || sale.step === 'duplicate') return startSale(sale.key);
  return sale;
}

/** Where it is certain that no card was charged for what stands in the form. */
const NOTHING_TAKEN: ReadonlySet<Sale['step']> = new Set(['editing', 'duplicate', 'declined']);

/** An amount that comes without items is not made of those that stood there. */
const withoutItems = (change: Partial<SaleDraft>): Partial<SaleDraft> => ('amount' in change ? { items: undefined } : {});

/** Reads what an earlier visit left; null when there is nothing, or what another version left. */
export function restoreCounter(text: string | null): CounterState | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as { format?: number; draft: SaleDraft; sale: Sale };
    // What an earlier version of the page kept has no word about a hold or a way to pay: then nothing was to be held, and a card paid.
    return kept.format === FORMAT ? { draft: { ...USUAL_WAY, ...kept.draft }, sale: afterReload(kept.sale) } : null;
  } catch {
    return null;
  }
}

/** Keeps one sale going whatever page is shown: the answer is found even if the person looks elsewhere meanwhile. */
export function createCounterStore(ports: CounterPorts, firstDraft: SaleDraft): CounterStore {
  let state = restoreCounter(ports.load()) ?? { draft: firstDraft, sale: startSale(ports.newKey()) };
  let running = 0;
  const listeners = new Set<() => void>();

  const set = (next: CounterState) => {
    if (next === state) return;
    state = next;
    // Before anything is sent, and not after the next render, which a reload might prevent.
    ports.save(JSON.stringify({ format: FORMAT, ...state }));
    for (const listener of listeners) listener();
  };

  const dispatch = (event: SaleEvent) => {
    const before = state.sale;
    const sale = nextSale(before, event);
    if (sale === before) return;
    set({ ...state, sale });
    if (sale.step !== before.step || sale.key !== before.key) void follow();
  };

  /** One loop asks at a time; a newer one ends those before it. */
  async function follow(): Promise<void> {
    running += 1;
    const mine = running;
    for (let attempt = 0; mine === running && isInFlight(state.sale); attempt += 1) {
      if (state.sale.step !== 'sending') await ports.wait(pauseMs(attempt));
      if (mine === running) await ask();
    }
  }

  async function ask(): Promise<void> {
    const { sale } = state;
    const newKey = ports.newKey();
    if (sale.step === 'sending') {
      const answer = directAnswer(await ports.pay(sale.key, sale.request));
      dispatch(answer === 'lost' ? { type: 'lost' } : { type: 'answered', answer, newKey });
    } else if (sale.step === 'checking') {
      const answer = checkedAnswer(await ports.askRequest(sale.key));
      if (answer === 'never_arrived') dispatch({ type: 'never_arrived', nowMs: ports.nowMs(), newKey });
      else if (answer !== 'wait') dispatch({ type: 'answered', answer, newKey });
    } else if (sale.step === 'processing') {
      const outcome = await ports.askIntent(sale.paymentIntent);
      if (outcome.ok) dispatch({ type: 'answered', answer: intentAnswer(outcome.value), newKey });
    }
  }

  const edit = (change: Partial<SaleDraft>) => {
    const { made } = state.draft.items ?? {};
    set({ ...state, draft: { ...state.draft, ...withoutItems(change), ...change } });
    if (made !== undefined && state.draft.items === undefined) ports.endSale(made);
  };

  const startOver = (draft: SaleDraft) => {
    const sale = nextSale(state.sale, { type: 'again', newKey: ports.newKey() });
    if (sale !== state.sale) set({ draft, sale });
  };

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit,
    dispatch,
    startOver,
    abandon: (draft) => {
      if (NOTHING_TAKEN.has(state.sale.step)) edit({ items: undefined });
      startOver(draft);
    },
    start: () => void follow(),
    stop: () => {
      running += 1;
    },
  };
}
