import type { ListOf, PaymentView } from '@guichet/contract/terminal.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { askBank } from '../../server/test/harness/bankBook.ts';
import { openPlace, type Place } from './place.ts';
import { answered, CARDS, keyIn, take } from './sale.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

const PAY = '**/v1/payment_intents';
const ASK = '**/guichet/v1/requests/*';
const CHECKING = /^Checking whether the payment arrived…/;

let place: Place;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  place = await openPlace();
  staff = await StaffRequests.of(place, await place.visitSignedIn());
});
afterAll(() => place.close());
beforeEach(async () => {
  visit = await place.visitSignedIn();
});
afterEach(async () => {
  await askBank(place.server.bank(), '/control/faults', { method: 'DELETE' });
});

/** The server's word on a sale, and the bank's: how often its book shows money taken for this amount. */
async function charged(reference: string, amountMinor: number): Promise<{ payments: string[]; atTheBank: number }> {
  const { data } = await staff.get<ListOf<PaymentView>>(`/guichet/v1/payments?query=${encodeURIComponent(reference)}`);
  const book = await askBank<{ operations: { kind: string; amount: number; result: string }[] }>(
    place.server.bank(),
    '/v1/book?limit=1000',
  );
  const taken = book?.operations.filter(
    ({ kind, amount, result }) => kind === 'authorise' && amount === amountMinor && result === 'approved',
  );
  return { payments: data.map(({ status }) => status), atTheBank: taken?.length ?? 0 };
}

const fault = (kind: string, more: object = {}): Promise<unknown> =>
  askBank(place.server.bank(), '/control/faults', { method: 'POST', body: JSON.stringify({ kind, operation: 'authorise', ...more }) });

const untilTheBankWaits = () =>
  expect
    .poll(async () => (await askBank<{ waiting: number }>(place.server.bank(), '/control/faults'))?.waiting, { timeout: 10_000 })
    .toBe(1);

/** Holds back the page's questions about a lost request until it has been seen to ask. */
async function holdQuestions(): Promise<() => void> {
  const gate = Promise.withResolvers<void>();
  await visit.page.route(ASK, async (route) => {
    await gate.promise;
    await route.continue();
  });
  return gate.resolve;
}

describe('an answer that is lost', { timeout: 60_000 }, () => {
  it('after the server has done the work is found by its key', async () => {
    const answerQuestions = await holdQuestions();
    await visit.page.route(PAY, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await take(visit, { amount: '21', reference: 'Answer lost', number: CARDS.approved });
    await visit.see(CHECKING);
    expect(await visit.button(/^Taking €21\.00…$/).getAttribute('aria-disabled')).toBe('true');
    await visit.press('Enter');
    answerQuestions();
    await answered(visit, 'Approved');
    expect(await charged('Answer lost', 2100)).toEqual({ payments: ['succeeded'], atTheBank: 1 });
  });

  it('because the request never arrived is sent again with the same key', async () => {
    const answerQuestions = await holdQuestions();
    await visit.page.route(PAY, (route) => route.abort(), { times: 1 });
    await take(visit, { amount: '22', reference: 'Never arrived', number: CARDS.approved });
    await visit.see(CHECKING);
    answerQuestions();
    await answered(visit, 'Approved');
    const keys = visit
      .sent()
      .flatMap((request) => (request.includes('/v1/payment_intents\n') ? (/"idempotency-key":"([^"]+)"/.exec(request)?.[1] ?? []) : []));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(await charged('Never arrived', 2200)).toEqual({ payments: ['succeeded'], atTheBank: 1 });
  });

  it('because the network went away is found once it is back', async () => {
    await visit.page.route(PAY, async (route) => {
      await route.fetch();
      await visit.context.setOffline(true);
      await route.abort('internetdisconnected');
    });
    await take(visit, { amount: '23', reference: 'Network gone', number: CARDS.approved });
    await visit.see(CHECKING);
    await visit.see('No connection. Payments can be taken again as soon as it is back.');
    await visit.context.setOffline(false);
    await answered(visit, 'Approved');
    expect(await charged('Network gone', 2300)).toEqual({ payments: ['succeeded'], atTheBank: 1 });
  });

  it('because the page was loaded anew is found, and the card is gone', async () => {
    await fault('slow_answer', { delay_ms: 4_000 });
    await take(visit, { amount: '24', reference: 'Reloaded', number: CARDS.approved });
    await untilTheBankWaits();
    await visit.page.reload();
    await answered(visit, 'Approved');
    expect(await charged('Reloaded', 2400)).toEqual({ payments: ['succeeded'], atTheBank: 1 });
    await visit.press('F2');
    expect(await visit.field('Card number').inputValue()).toBe('');
  });

  it('between the server and the bank is looked up; the page waits for the result', async () => {
    await fault('cut_after');
    await fault('error_500_before', { operation: 'lookup' });
    const seen = Promise.withResolvers<void>();
    await visit.page.route('**/v1/payment_intents/*', async (route) => {
      await seen.promise;
      await route.continue();
    });
    await take(visit, { amount: '25', reference: 'Bank silent', number: CARDS.approved });
    await visit.see(/The bank is still working on it…|Still waiting for the bank/);
    seen.resolve();
    await answered(visit, 'Approved');
    expect(await charged('Bank silent', 2500)).toEqual({ payments: ['succeeded'], atTheBank: 1 });
  });
});

describe('a long wait', { timeout: 60_000 }, () => {
  it('is told of after eight seconds', async () => {
    await visit.page.route(PAY, () => {
      // Never answered.
    });
    await keyIn(visit, { amount: '26', number: CARDS.approved });
    await visit.press('Enter');
    await visit.see('Asking the bank…');
    await visit.see('Still waiting for the bank, do not press again.');
  });

  it('never begins without a network', async () => {
    await keyIn(visit, { amount: '27', number: CARDS.approved });
    await visit.context.setOffline(true);
    await visit.see('No connection.');
    await visit.press('Enter');
    await visit.context.setOffline(false);
    await expect.poll(() => visit.page.getByText('No connection.').count()).toBe(0);
    expect(visit.posts('/guichet/v1/card_tokens')).toBe(0);
    expect(await visit.field('Card number').inputValue()).toBe('4242 4242 4242 4242');
  });
});
