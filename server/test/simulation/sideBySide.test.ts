import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkBooks } from './paymentBooks.ts';
import { simulate, simulationTimeoutMs } from './simulate.ts';
import { openSimulatedPlace, type SimulatedPlace } from './simulatedPlace.ts';

const CARD = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2034',
};

let place: SimulatedPlace;
beforeAll(async () => {
  place = await openSimulatedPlace();
});
afterAll(() => place.close());

/** One of several things that are done to one payment at the same time. */
const action = fc.oneof(
  fc.record({ do: fc.constant('confirm' as const) }),
  fc.record({ do: fc.constant('capture' as const), amount: fc.integer({ min: 1, max: 1_100 }) }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('refund' as const), amount: fc.integer({ min: 1, max: 700 }), byCharge: fc.boolean() }),
  },
  fc.record({ do: fc.constant('cancel' as const) }),
  fc.record({ do: fc.constant('read' as const) }),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

const histories = fc.record({
  holds: fc.boolean(),
  rounds: fc.array(fc.array(action, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
});

type History = typeof histories extends fc.Arbitrary<infer H> ? H : never;

async function carryOut(tenantId: number, id: string, charge: string | null, wanted: Action): Promise<number> {
  const intent = `/v1/payment_intents/${id}`;
  if (wanted.do === 'read') {
    await place.get(tenantId, `/guichet/v1/payments/${id}`);
    return 200;
  }
  const post = async (path: string, form: Record<string, string>) => (await place.post(tenantId, path, form)).status;
  if (wanted.do === 'confirm') return post(`${intent}/confirm`, CARD);
  if (wanted.do === 'capture') return post(`${intent}/capture`, { amount_to_capture: String(wanted.amount) });
  if (wanted.do === 'cancel') return post(`${intent}/cancel`, {});
  const which: Record<string, string> = wanted.byCharge && charge !== null ? { charge } : { payment_intent: id };
  return post('/v1/refunds', { ...which, amount: String(wanted.amount) });
}

async function live(history: History): Promise<void> {
  const before = await place.bank.owed();
  const tenantId = await place.newTenant();
  const made = { amount: '1000', currency: 'eur', ...(history.holds && { capture_method: 'manual' }) };
  const { id } = (await place.post<{ id: string }>(tenantId, '/v1/payment_intents', made)).body;
  for (const actions of [[{ do: 'confirm' as const }], ...history.rounds]) {
    const charge = (await place.get<{ latest_charge: string | null }>(tenantId, `/v1/payment_intents/${id}`)).latest_charge;
    const statuses = await Promise.all(actions.map((wanted) => carryOut(tenantId, id, charge, wanted)));
    // Whoever comes second is refused with a reason; nobody meets a bug.
    for (const status of statuses) expect([200, 400, 402]).toContain(status);
  }
  const owed = ((await place.bank.owed()).get('eur') ?? 0n) - (before.get('eur') ?? 0n);
  await checkBooks(place, tenantId, [id], new Map([['eur', owed]]));
  const { charges } = await place.get<PaymentDetail>(tenantId, `/guichet/v1/payments/${id}`);
  expect(charges).toHaveLength(1);
}

it('keeps the books sound whatever is done to one payment at the same time', () => simulate(histories, live, 1 / 3), simulationTimeoutMs());
