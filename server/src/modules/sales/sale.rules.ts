import { nextPart } from '@guichet/contract/saleTotals.ts';
import type { SaleStatus } from '@guichet/contract/saleViews.ts';
import type { Sale, SalePayment } from './sale.ts';

/** What became of the amount of a sale. */
export interface SaleStanding {
  readonly paid: bigint;
  readonly underWay: bigint;
  readonly refunded: bigint;
  readonly open: bigint;
  readonly status: SaleStatus;
  readonly next: bigint;
  /** How many payments have a share in it that is not given back in full. */
  readonly taken: number;
  /** Into how many equal parts what is open is paid; null where each payment has its own amount. */
  readonly partsLeft: number | null;
}

const PAID: ReadonlySet<string> = new Set(['succeeded', 'refunded', 'partially_refunded', 'guaranteed']);
const UNDER_WAY: ReadonlySet<string> = new Set(['requires_capture', 'requires_action', 'processing', 'open']);

const stateOf = ({ through }: SalePayment): string => (through.kind === 'payment' ? through.status : through.state);
const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

interface Money {
  /** What was paid, less what went back while the sale was open. */
  readonly kept: bigint;
  /** What went back once all was paid. */
  readonly givenBack: bigint;
  readonly isWhole: boolean;
}

/** Money as it came and went, in its order. The sums alone do not tell a refund that left the sale open from one of a sale that was paid. */
function moneyOf(amount: bigint, came: readonly SalePayment[]): Money {
  const moves = [
    ...came.map((one) => ({ amount: one.amount, at: one.came ?? one.created })),
    ...came.flatMap(({ refunds }) => refunds.map((refund) => ({ amount: -refund.amount, at: refund.created }))),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let [kept, givenBack, isWhole] = [0n, 0n, false];
  for (const move of moves) {
    if (isWhole && move.amount < 0n) givenBack -= move.amount;
    else kept += move.amount;
    isWhole ||= kept >= amount;
  }
  return { kept, givenBack, isWhole };
}

/**
 * How a sale stands by its payments. What went back of it while it was open is owed again; once all was paid, a refund is final and opens nothing.
 */
export function standingOf(sale: Pick<Sale, 'amount' | 'currency' | 'parts' | 'canceled'>, payments: readonly SalePayment[]): SaleStanding {
  const came = payments.filter((one) => PAID.has(stateOf(one)));
  const waiting = payments.filter((one) => UNDER_WAY.has(stateOf(one)));
  const [paid, refunded] = [sumOf(came.map(({ amount }) => amount)), sumOf(came.map((one) => one.refunded))];
  const underWay = sumOf(waiting.map(({ amount }) => amount));
  const money = moneyOf(sale.amount, came);
  const left = money.isWhole ? 0n : sale.amount - money.kept - underWay;
  const open = sale.canceled !== null || left < 0n ? 0n : left;
  const status = statusOf(sale, money);
  const taken = came.filter((one) => one.refunded < one.amount).length + waiting.length;
  const partsLeft = sale.parts === null ? null : open === 0n ? 0 : Math.max(sale.parts - taken, 1);
  const next = open === 0n ? 0n : nextPart(open, partsLeft ?? 1, sale.currency);
  return { paid, underWay, refunded, open, status, next, taken, partsLeft };
}

function statusOf({ canceled }: Pick<Sale, 'canceled'>, { kept, givenBack, isWhole }: Money): SaleStatus {
  if (canceled !== null) return 'canceled';
  if (!isWhole) return 'open';
  if (givenBack === 0n) return 'paid';
  return givenBack < kept ? 'partly_refunded' : 'refunded';
}
