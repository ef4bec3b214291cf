import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import { expect } from 'vitest';
import { eventsOf, type Standing, toldBalance } from './paymentBooks.ts';
import type { KnownPayment, PaymentHistory } from './paymentHistory.ts';
import { SETTLEMENT_DAYS, type SimulatedPlace } from './simulatedPlace.ts';

const DAY_MS = 24 * 3600_000;

/** The same facts of a payment, once as the model has them and once as the server tells them. */
function modelled({ model }: KnownPayment) {
  const captured = model.latest?.captured ?? null;
  const refunds = model.charges.flatMap((charge) => charge.refunds);
  return {
    status: model.status,
    view: model.view,
    amount: Number(model.amount),
    amount_received: Number(captured ?? 0n),
    amount_capturable: model.isHeld ? Number(model.amount) : 0,
    amount_refunded: refunds.filter(({ status }) => status === 'succeeded').reduce((sum, { amount }) => sum + Number(amount), 0),
    charges: model.charges.map((charge) => ({
      failure: charge.failure,
      amount: Number(charge.amount),
      captured: charge.captured !== null,
      amount_captured: Number(charge.captured ?? 0n),
      amount_refunded: Number(charge.refunded),
      refunded: charge.captured !== null && charge.left === 0n,
    })),
    refunds: refunds.map(({ status, amount }) => ({ status, amount: Number(amount) })),
    movements: model.movements.map(({ type, amount, fee }) => `${type} ${amount} ${fee} ${amount - fee}`).sort(),
  };
}

const byId = <T extends { readonly id: string }>(objects: readonly T[]): T[] => objects.toSorted((a, b) => (a.id < b.id ? -1 : 1));

function told({ payment, payment_intent: intent, charges, refunds, balance_transactions: movements }: PaymentDetail) {
  return {
    status: intent.status,
    view: payment.status,
    amount: intent.amount,
    amount_received: intent.amount_received,
    amount_capturable: intent.amount_capturable,
    amount_refunded: payment.amount_refunded,
    charges: byId(charges).map((charge) => ({
      failure: charge.failure_code,
      amount: charge.amount,
      captured: charge.captured,
      amount_captured: charge.amount_captured,
      amount_refunded: charge.amount_refunded,
      refunded: charge.refunded,
    })),
    refunds: byId(refunds).map(({ status, amount }) => ({ status, amount })),
    movements: movements.map(({ type, amount, fee, net }) => `${type} ${amount} ${fee} ${net}`).sort(),
  };
}

export async function expectPaymentAgrees(place: SimulatedPlace, tenantId: number, payment: KnownPayment): Promise<void> {
  expect(told(await place.get<PaymentDetail>(tenantId, `/guichet/v1/payments/${payment.id}`))).toEqual(modelled(payment));
}

/** The balance is what was captured less fees and refunds; what was captured is pending until its settlement. */
export async function expectBalanceAgrees(place: SimulatedPlace, { tenantId, payments }: PaymentHistory): Promise<void> {
  const expected = new Map<string, Standing>();
  for (const { model, currency } of payments) {
    for (const { type, amount, fee, at } of model.movements) {
      const { available, pending } = expected.get(currency) ?? { available: 0n, pending: 0n };
      const due = at.getTime() + (type === 'charge' ? SETTLEMENT_DAYS * DAY_MS : 0);
      const isPending = due > place.now().getTime();
      const net = amount - fee;
      expected.set(currency, { available: available + (isPending ? 0n : net), pending: pending + (isPending ? net : 0n) });
    }
  }
  for (const [currency, { available, pending }] of expected) if (available === 0n && pending === 0n) expected.delete(currency);
  expect(await toldBalance(place, tenantId)).toEqual(expected);
}

/** What the bank has done for these payments, whether the server knows it yet or not. */
export function modelledAtBank({ payments }: PaymentHistory): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { model, currency } of payments) sums.set(currency, (sums.get(currency) ?? 0n) + model.atBank);
  return sums;
}

/** Each change has been told once, in order, under the name that listeners know. */
export async function expectEventsAgree(place: SimulatedPlace, tenantId: number, { model, id }: KnownPayment): Promise<void> {
  expect(await eventsOf(place, tenantId, id)).toEqual(model.events);
  const { charges, refunds } = await place.get<PaymentDetail>(tenantId, `/guichet/v1/payments/${id}`);
  for (const [at, charge] of byId(charges).entries()) expect(await eventsOf(place, tenantId, charge.id)).toEqual(model.charges[at]?.events);
  const modelRefunds = model.charges.flatMap((charge) => charge.refunds);
  for (const [at, refund] of byId(refunds).entries()) expect(await eventsOf(place, tenantId, refund.id)).toEqual(modelRefunds[at]?.events);
}
