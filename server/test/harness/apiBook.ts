import type { WireCharge } from '@guichet/contract/wire/charge.ts';
import type { WireDispute } from '@guichet/contract/wire/dispute.ts';
import type { WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import type { WireRefund } from '@guichet/contract/wire/refund.ts';
import { type ApiAccess, getFrom, listAll } from './apiClient.ts';
import { type Book, MoneyLines, type NotedAttempt } from './book.ts';

interface WireMovement {
  readonly id: string;
  readonly type: string;
  readonly amount: number;
  readonly net: number;
  readonly currency: string;
}

interface WireBalance {
  readonly available: readonly { amount: number; currency: string }[];
  readonly pending: readonly { amount: number; currency: string }[];
}

/** Sums per currency; one that comes to nothing is none. */
function sumsOf(amounts: readonly { currency: string; amount: number }[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  return new Map([...sums].filter(([, amount]) => amount !== 0n));
}

/** The balance, and what the movements add up to where that is something else. */
async function balanceLines(api: ApiAccess, movements: readonly WireMovement[]): Promise<Map<string, string>> {
  const { available, pending } = JSON.parse((await getFrom(api, '/v1/balance')).text) as WireBalance;
  const [balances, nets] = [sumsOf([...available, ...pending]), sumsOf(movements.map(({ currency, net }) => ({ currency, amount: net })))];
  const line = (currency: string): string => {
    const [balance, net] = [balances.get(currency) ?? 0n, nets.get(currency) ?? 0n];
    return balance === net ? `${balance}` : `${balance} (and movements of ${net})`;
  };
  return new Map([...new Set([...balances.keys(), ...nets.keys()])].map((currency) => [currency, line(currency)]));
}

/** What a dispute has taken and not returned. */
const takenBackBy = ({ balance_transactions: movements }: Pick<WireDispute, 'balance_transactions'>): bigint =>
  -movements.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

/** The money has left: a pending refund that is booked has been accepted. */
const isPaid = ({ status, balance_transaction: booked }: Pick<WireRefund, 'status' | 'balance_transaction'>): boolean =>
  status === 'succeeded' || (status === 'pending' && booked !== null);

/** What the API's charges and refunds say, by the bank's references. */
function chargeLines(
  charges: readonly WireCharge[],
  refunds: readonly WireRefund[],
  disputes: readonly WireDispute[],
  attempts: readonly NotedAttempt[],
) {
  const referenceOf = new Map(
    attempts.map(({ kind, charge, refund, reference }) => [
      kind === 'authorise' ? charge : kind === 'refund' ? (refund ?? reference) : reference,
      reference,
    ]),
  );
  const [money, done] = [new MoneyLines(), new Map<string, string>()];
  for (const { id, currency, amount_captured: captured, amount_refunded: refunded } of charges) {
    money.add(referenceOf.get(id) ?? id, currency, { taken: BigInt(captured), givenBack: BigInt(refunded) });
  }
  for (const { charge, ...dispute } of disputes)
    money.add(referenceOf.get(charge) ?? charge, dispute.currency, { disputed: takenBackBy(dispute) });
  for (const { id, amount, currency, ...refund } of refunds) {
    if (isPaid(refund)) done.set(referenceOf.get(id) ?? id, `${amount} ${currency}`);
  }
  return { money: money.lines(), refunds: done };
}

/** The API's side, as a client reads it. Only which capture or void succeeded is the engine's own note: the API has no object for them. */
export async function apiBook(api: ApiAccess, attempts: readonly NotedAttempt[]): Promise<Book> {
  const [intents, charges, refunds, disputes, movements] = [
    await listAll<WirePaymentIntent>(api, '/v1/payment_intents'),
    await listAll<WireCharge>(api, '/v1/charges'),
    await listAll<WireRefund>(api, '/v1/refunds'),
    await listAll<WireDispute>(api, '/v1/disputes'),
    await listAll<WireMovement>(api, '/v1/balance_transactions'),
  ];
  const [payments, totals] = [new MoneyLines(), new MoneyLines()];
  for (const { id, currency, amount_received: received } of intents) payments.add(id, currency, { taken: BigInt(received) });
  for (const { payment_intent: payment, currency, amount, ...refund } of refunds) {
    if (isPaid(refund)) payments.add(payment ?? 'no payment', currency, { givenBack: BigInt(amount) });
  }
  for (const { payment_intent: payment, ...dispute } of disputes)
    payments.add(payment ?? 'no payment', dispute.currency, { disputed: takenBackBy(dispute) });
  for (const { type, currency, amount } of movements) {
    const moved = BigInt(amount);
    const sum = type === 'charge' ? { taken: moved } : type === 'adjustment' ? { disputed: -moved } : { givenBack: -moved };
    totals.add(currency, currency, sum);
  }
  const holds = new Map<string, string>();
  for (const { id, status, currency, amount_capturable: held, latest_charge: charge } of intents) {
    const hold = attempts.find((each) => each.kind === 'authorise' && each.charge === charge);
    if (status === 'requires_capture') holds.set(hold?.reference ?? id, `${held} ${currency}`);
  }
  const done = attempts.filter(({ kind, status }) => (kind === 'capture' || kind === 'void') && status === 'approved');
  const steps = new Map(done.map(({ reference, kind }) => [reference, kind]));
  return {
    ...chargeLines(charges, refunds, disputes, attempts),
    holds,
    steps,
    payments: payments.lines(),
    totals: totals.lines(),
    balances: await balanceLines(api, movements),
  };
}
