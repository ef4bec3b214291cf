import type { RequestState } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { failureOf, type Outcome } from '../../api/outcome.ts';
import { type CounterPorts, type CounterState, createCounterStore, restoreCounter } from './counterStore.ts';
import { type ItemsDraft, noItems } from './items/itemsDraft.ts';
import type { SaleRequest } from './sale.ts';
import { emptyDraft, type SaleDraft } from './saleDraft.ts';

const request: SaleRequest = {
  parameters: { amount: '4990', payment_method_data: { card: { token: 'tok_1' } } },
  channel: 'phone',
  amount: 4990,
  currency: 'eur',
  card: { brand: 'visa', last4: '4242' },
  startedMs: 0,
};
const LOST: Outcome<never> = { ok: false, failure: { kind: 'lost', timedOut: true } };
const MISSING: Outcome<never> = {
  ok: false,
  failure: failureOf(404, { error: { type: 'invalid_request_error', code: 'resource_missing' } }),
};
const done = (value: unknown): Outcome<unknown> => ({ ok: true, value });
const state = (value: RequestState): Outcome<RequestState> => ({ ok: true, value });

/** A counter whose outside answers from lists, one answer per question; asking more than was planned fails the test. */
function counter(
  plan: { pay?: Outcome<unknown>[]; askRequest?: Outcome<RequestState>[]; askIntent?: Outcome<unknown>[] },
  kept: string | null = null,
) {
  const asked: string[] = [];
  const ended: string[] = [];
  let stored = kept;
  let keys = 0;
  let settled: (value: CounterState) => void = () => {};
  const take = async <T>(name: keyof typeof plan, detail: string): Promise<T> => {
    asked.push(`${name} ${detail}`);
    const answer = plan[name]?.shift();
    if (answer === undefined) throw new Error(`Nothing planned for ${name}.`);
    return answer as T;
  };
  const ports: CounterPorts = {
    pay: (key) => take('pay', key),
    askRequest: (key) => take('askRequest', key),
    askIntent: (id) => take('askIntent', id),
    wait: async () => {},
    nowMs: () => 1_000,
    newKey: () => `k${++keys}`,
    endSale: ({ id }) => ended.push(id),
    load: () => stored,
    save: (text) => {
      stored = text;
    },
  };
  const store = createCounterStore(ports, emptyDraft('eur', 'FR'));
  /** The state in which the sale rests. */
  const outcome = new Promise<CounterState>((resolve) => {
    settled = resolve;
  });
  store.subscribe(() => {
    if (!['preparing', 'sending', 'checking', 'processing'].includes(store.get().sale.step)) settled(store.get());
  });
  return { store, asked, ended, outcome, stored: () => stored };
}

const take = (store: ReturnType<typeof counter>['store']) => {
  store.dispatch({ type: 'submit' });
  store.dispatch({ type: 'prepared', request });
};

describe('the counter', () => {
  it('sends once and shows the answer', async () => {
    const { store, asked, outcome } = counter({ pay: [done({ id: 'pi_1', status: 'succeeded' })] });
    take(store);
    store.dispatch({ type: 'submit' });
    expect((await outcome).sale).toMatchObject({ step: 'approved', paymentIntent: 'pi_1' });
    expect(asked).toEqual(['pay k1']);
  });

  it('asks by the key until the server knows, and never sends again meanwhile', async () => {
    const answer = state({ status: 'finished', http_status: 200, body: { id: 'pi_1', status: 'succeeded' } });
    const { store, asked, outcome } = counter({ pay: [LOST], askRequest: [state({ status: 'running' }), LOST, answer] });
    take(store);
    expect((await outcome).sale.step).toBe('approved');
    expect(asked).toEqual(['pay k1', 'askRequest k1', 'askRequest k1', 'askRequest k1']);
  });

  it('sends again with the same key when the request never arrived', async () => {
    const { store, asked, outcome } = counter({ pay: [LOST, done({ id: 'pi_1', status: 'succeeded' })], askRequest: [MISSING] });
    take(store);
    expect((await outcome).sale.step).toBe('approved');
    expect(asked).toEqual(['pay k1', 'askRequest k1', 'pay k1']);
  });

  it('follows an intent that the bank has not answered yet', async () => {
    const processing = { id: 'pi_1', status: 'processing' };
    const declined = {
      id: 'pi_1',
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'lost_card' },
    };
    const { store, asked, outcome } = counter({ pay: [done(processing)], askIntent: [done(processing), LOST, done(declined)] });
    take(store);
    expect((await outcome).sale).toMatchObject({ step: 'declined', declineCode: 'lost_card' });
    expect(asked).toEqual(['pay k1', 'askIntent pi_1', 'askIntent pi_1', 'askIntent pi_1']);
  });

  it('finds the answer of a sale that was out when the page was reloaded', async () => {
    const first = counter({ pay: [new Promise(() => {}) as never] });
    first.store.edit({ amount: '49,90' });
    take(first.store);
    const answer = state({
      status: 'finished',
      http_status: 402,
      body: { error: { type: 'card_error', code: 'card_declined', message: '' } },
    });
    const second = counter({ askRequest: [answer] }, first.stored());
    expect(second.store.get()).toMatchObject({ draft: { amount: '49,90' }, sale: { step: 'checking', key: 'k1' } });
    second.store.start();
    expect((await second.outcome).sale).toMatchObject({ step: 'declined', key: 'k1' });
    expect(second.asked).toEqual(['askRequest k1']);
  });

  it('starts over only when no answer is out', async () => {
    const { store, outcome } = counter({ pay: [done({ id: 'pi_1', status: 'succeeded' })] });
    take(store);
    const fresh = emptyDraft('usd', 'US');
    store.startOver(fresh);
    expect(store.get().draft.currency).toBe('eur');
    await outcome;
    store.startOver(fresh);
    expect(store.get()).toMatchObject({ draft: { currency: 'usd' }, sale: { step: 'editing' } });
    expect(store.get().sale.key).not.toBe('k1');
  });
});

describe('the sale that items have made', () => {
  const items: ItemsDraft = { ...noItems('i1'), made: { id: 'sale_1', content: '{}' } };
  const declined = { id: 'pi_1', status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } };
  const fresh = emptyDraft('eur', 'FR');

  it.each<[string, Partial<SaleDraft>, string[]]>([
    ['they are taken out', { items: undefined, amount: '' }, ['sale_1']],
    ['an amount comes without items', { amount: '12' }, ['sale_1']],
    ['they are changed', { items: { ...items, tip: '1' }, amount: '12' }, []],
    ['something else is changed', { reference: 'R 1' }, []],
  ])('when %s', (_when, change, expected) => {
    const { store, ended } = counter({});
    store.edit({ items, amount: '10' });
    store.edit(change);
    expect(ended).toEqual(expected);
  });

  it.each([
    ['declined', done(declined), ['sale_1']],
    ['approved', done({ id: 'pi_1', status: 'succeeded' }), []],
    ['put on hold', done({ id: 'pi_1', status: 'requires_capture' }), []],
    ['left in doubt', done({ id: 'pi_1', status: 'unheard_of' }), []],
  ])('when a new one begins after it was %s', async (_what, answer, expected) => {
    const { store, ended, outcome } = counter({ pay: [answer] });
    store.edit({ items, amount: '10' });
    take(store);
    store.abandon(fresh);
    expect(ended).toEqual([]);
    await outcome;
    store.abandon(fresh);
    expect(ended).toEqual(expected);
    expect(store.get()).toMatchObject({ draft: fresh, sale: { step: 'editing' } });
  });

  it('stays where it is taken again, and where it was taken another way', async () => {
    const { store, ended, outcome } = counter({ pay: [done(declined)] });
    store.edit({ items, amount: '10' });
    take(store);
    await outcome;
    store.startOver(store.get().draft);
    expect(store.get().draft.items).toEqual(items);
    store.startOver(fresh);
    expect(ended).toEqual([]);
  });
});

describe('restoreCounter', () => {
  it.each([null, '', '{', '{"format":0}'])('takes %j for nothing', (text) => {
    expect(restoreCounter(text)).toBeNull();
  });

  it('goes back to the form when nothing was sent yet', () => {
    const sale = { step: 'duplicate', key: 'k9', request, earlier: [] };
    expect(restoreCounter(JSON.stringify({ format: 1, draft: emptyDraft('eur', 'FR'), sale }))?.sale).toEqual({
      step: 'editing',
      key: 'k9',
      problem: null,
    });
  });
});
