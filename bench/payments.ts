import { HttpConnection } from './httpConnection.ts';
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

const WARM_UP_MS = 2_000;
let keys = 0;

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Each connection charges the saved card again and again, each time with a new key, and waits for every answer: the closed model. */
export async function runPayments(place: BenchPlace, { connections, bankMs, seconds }: PaymentsRun): Promise<PaymentsResult> {
  const { server } = place;
  if (bankMs > 0) await place.bank.fault({ kind: 'slow_answer', operation: 'authorise', delay_ms: bankMs, times: 1_000_000 });
  const bodies = place.customers.map(({ customer, card }) =>
    new URLSearchParams({
      amount: '4990',
      currency: 'eur',
      confirm: 'true',
      customer,
      payment_method: card,
      off_session: 'true',
    }).toString(),
  );
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(server.base)));
  const common = `authorization: Bearer ${server.key}\r\ncontent-type: application/x-www-form-urlencoded\r\n`;
  const begin = performance.now() + WARM_UP_MS;
  const end = begin + seconds * 1000;
  const tookMs: number[] = [];
  let failed = 0;
  const charge = async (connection: HttpConnection, at: number): Promise<void> => {
    // A card of its own for each: nobody's card is charged twice at the same moment.
    const body = bodies[at % bodies.length] ?? '';
    for (;;) {
      const sentAt = performance.now();
      if (sentAt >= end) return;
      keys += 1;
      const headers = `${common}idempotency-key: bench-${keys}\r\n`;
      const pay = () => connection.send('POST', '/v1/payment_intents', headers, body);
      let { status, body: answer } = await pay();
      // Who is not let in yet asks again, as any client does; the time until it is paid counts.
      while (status === 429) ({ status, body: answer } = await pay());
      const now = performance.now();
      if (status !== 200 && failed++ === 0) process.stderr.write(`A payment failed: ${status} ${answer.toString().slice(0, 300)}\n`);
      if (status === 200 && now >= begin && now < end) tookMs.push(now - sentAt);
    }
  };
  const used = (): Record<'server' | 'postgres' | 'bank', number> => {
    const { server: ours, postgres, bank } = place.processes();
    return { server: cpuMs(ours), postgres: cpuMs(postgres), bank: cpuMs(bank) };
  };
  const clients = Promise.all(open.map(charge));
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  const before = used();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const after = used();
  const serverMb = residentMb(server.pid);
  await clients;
  for (const connection of open) connection.close();
  if (bankMs > 0) await place.bank.clearFaults();
  const [sorted, count] = [tookMs.sort((a, b) => a - b), Math.max(1, tookMs.length)];
  const cpu = (part: 'server' | 'postgres' | 'bank'): number => (after[part] - before[part]) / count;
  return {
    ...{ connections, bank_ms: bankMs, per_s: rounded(tookMs.length / seconds) },
    ...{ p50_ms: rounded(quantile(sorted, 0.5)), p99_ms: rounded(quantile(sorted, 0.99)) },
    cpu_ms: rounded(cpu('server') + cpu('postgres') + cpu('bank')),
    ...{ cpu_server_ms: rounded(cpu('server')), cpu_postgres_ms: rounded(cpu('postgres')), cpu_bank_ms: rounded(cpu('bank')) },
    ...{ server_mb: serverMb, failed },
  };
}
