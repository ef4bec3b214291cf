import { runClosedModel } from './closedModel.ts';
import { quantile, rounded } from './figures.ts';
import type { BenchPlace } from './place.ts';
import { cpuMs, residentMb } from './usage.ts';

export interface PaymentsRun {
  readonly connections: number;
  readonly bankMs: number;
  readonly seconds: number;
}

export interface PaymentsResult {
  readonly connections: number;
  readonly bank_ms: number;
  readonly per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Per payment, of all three. */
  readonly cpu_ms: number;
  readonly cpu_server_ms: number;
  readonly cpu_postgres_ms: number;
  readonly cpu_bank_ms: number;
  readonly server_mb: number;
  readonly failed: number;
}

type Used = Record<'server' | 'postgres' | 'bank', number>;

const usedBy = (place: BenchPlace): Used => {
  const { server, postgres, bank } = place.processes();
  return { server: cpuMs(server), postgres: cpuMs(postgres), bank: cpuMs(bank) };
};

/** What a payment with a saved card asks for, a card for each who pays: nobody's card is charged twice at the same moment. */
export const paymentBody = ({ customers }: BenchPlace, payer: number): string => {
  const { customer = '', card = '' } = customers[payer % customers.length] ?? {};
  const form = { amount: '4990', currency: 'eur', confirm: 'true', customer, payment_method: card, off_session: 'true' };
  return new URLSearchParams(form).toString();
};

/** Lets the bank take so long over each authorisation while something is measured. */
export async function withBank<T>({ bank }: BenchPlace, bankMs: number, body: () => Promise<T>): Promise<T> {
  if (bankMs > 0) await bank.fault({ kind: 'slow_answer', operation: 'authorise', delay_ms: bankMs, times: 1_000_000 });
  try {
    return await body();
  } finally {
    if (bankMs > 0) await bank.clearFaults();
  }
}

/** Each connection charges its saved card again and again, each time with a new key, and waits for every answer: the closed model. */
export async function runPayments(place: BenchPlace, { connections, bankMs, seconds }: PaymentsRun): Promise<PaymentsResult> {
  const { server } = place;
  let [before, after] = [usedBy(place), usedBy(place)];
  let serverMb = 0;
  const { tookMs, failed } = await withBank(place, bankMs, () =>
    runClosedModel({
      ...{ base: server.base, connections, seconds, path: '/v1/payment_intents' },
      headers: `authorization: Bearer ${server.key}\r\n`,
      bodyOf: (connection) => paymentBody(place, connection),
      onBegin: () => {
        before = usedBy(place);
      },
      onEnd: () => {
        [after, serverMb] = [usedBy(place), residentMb(server.pid)];
      },
    }),
  );
  const cpu = (part: keyof Used): number => (after[part] - before[part]) / Math.max(1, tookMs.length);
  return {
    ...{ connections, bank_ms: bankMs, per_s: rounded(tookMs.length / seconds) },
    ...{ p50_ms: rounded(quantile(tookMs, 0.5)), p99_ms: rounded(quantile(tookMs, 0.99)) },
    cpu_ms: rounded(cpu('server') + cpu('postgres') + cpu('bank')),
    ...{ cpu_server_ms: rounded(cpu('server')), cpu_postgres_ms: rounded(cpu('postgres')), cpu_bank_ms: rounded(cpu('bank')) },
    ...{ server_mb: serverMb, failed },
  };
}
