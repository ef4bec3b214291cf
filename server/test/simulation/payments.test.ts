import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectBalanceAgrees, expectEventsAgree, expectPaymentAgrees, modelledAtBank } from './paymentAgreement.ts';
import { checkBooks } from './paymentBooks.ts';
import { PaymentHistory } from './paymentHistory.ts';
import { histories, type Step } from './paymentSteps.ts';
import { simulate, simulationTimeoutMs } from './simulate.ts';
import { openSimulatedPlace, type SimulatedPlace } from './simulatedPlace.ts';

let place: SimulatedPlace;

beforeAll(async () => {
  place = await openSimulatedPlace();
});
afterAll(() => place.close());

/** The bank's sums since `before`, as it serves all tenants. */
async function owedSince(before: ReadonlyMap<string, bigint>): Promise<Map<string, bigint>> {
  const now = await place.bank.owed();
  return new Map([...now].map(([currency, amount]) => [currency, amount - (before.get(currency) ?? 0n)]));
}

const withoutZeros = (sums: ReadonlyMap<string, bigint>) => new Map([...sums].filter(([, amount]) => amount !== 0n).sort());

async function live(steps: readonly Step[]): Promise<void> {
  const before = await place.bank.owed();
  const history = await PaymentHistory.begin(place);
  const { tenantId, payments } = history;
  for (const step of steps) {
    const touched = await history.carryOut(step);
    for (const payment of touched === null ? payments : [touched]) await expectPaymentAgrees(place, tenantId, payment);
    await expectBalanceAgrees(place, history);
    expect(withoutZeros(await owedSince(before))).toEqual(withoutZeros(modelledAtBank(history)));
  }
  await history.resolve();
  for (const payment of payments) {
    await expectPaymentAgrees(place, tenantId, payment);
    await expectEventsAgree(place, tenantId, payment);
  }
  await expectBalanceAgrees(place, history);
  await checkBooks(
    place,
    tenantId,
    payments.map(({ id }) => id),
    await owedSince(before),
  );
}

it(
  'keeps the books, the API, the events and the bank in agreement through any history of payments',
  () => simulate(histories(14), live),
  simulationTimeoutMs(),
);
