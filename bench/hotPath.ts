import { type BytesReport, bytesPerPayment, sizesOf } from './bytes.ts';
import { type OpenResult, runOpenModel } from './openModel.ts';
import { type PaymentsResult, runPayments } from './payments.ts';
import { type PeerResult, runPeer } from './peer.ts';
import type { BenchPlace } from './place.ts';
import { prepareTpcb, runTpcb, type TpcbOptions } from './tpcb.ts';

export interface HotPathForm {
  readonly scale: number;
  readonly tpcbSeconds: number;
  readonly seconds: number;
  readonly openSeconds: number;
  readonly peerSeconds: number;
}

export interface HotPathReport {
  readonly tpcb_per_s: number;
  readonly tpcb: readonly [before: number, after: number];
  readonly payments: readonly (PaymentsResult & { readonly ratio: number })[];
  readonly open: readonly OpenResult[];
  readonly bytes: BytesReport;
  /** A sentence where there was none to be had. */
  readonly peer: PeerResult | string;
}

const RUNS = [
  { connections: 1, bankMs: 0 },
  { connections: 16, bankMs: 0 },
  { connections: 64, bankMs: 0 },
  { connections: 256, bankMs: 0 },
  { connections: 64, bankMs: 150 },
  { connections: 256, bankMs: 150 },
] as const;
const OPEN_BANK_MS = [0, 150] as const;
const OPEN_SHARE = 1 / 3;
const PEER_CONNECTIONS = 64;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Payments on a new place, between two measurements of what the machine can do, and the peer beside it. */
export async function measureHotPath(
  place: BenchPlace,
  pgbench: string,
  form: HotPathForm,
  say: (words: string) => void,
): Promise<HotPathReport> {
  const tpcb: TpcbOptions = { pgbench, admin: place.admin, scale: form.scale, seconds: form.tpcbSeconds };
  await prepareTpcb(tpcb);
  const before = await runTpcb(tpcb);
  say(`TPC-B before: ${before.toFixed(0)} a second`);
  const empty = await sizesOf(place);
  const results: PaymentsResult[] = [];
  for (const run of RUNS) {
    results.push(await runPayments(place, { ...run, seconds: form.seconds }));
    say(JSON.stringify(results.at(-1)));
  }
  const maximum = Math.max(...results.filter(({ bank_ms: bankMs }) => bankMs === 0).map(({ per_s: perSecond }) => perSecond));
  const open: OpenResult[] = [];
  for (const bankMs of OPEN_BANK_MS) {
    open.push(await runOpenModel(place, { perSecond: maximum * OPEN_SHARE, bankMs, seconds: form.openSeconds }));
    say(JSON.stringify(open.at(-1)));
  }
  const bytes = bytesPerPayment(empty, await sizesOf(place));
  const after = await runTpcb(tpcb);
  say(`TPC-B after: ${after.toFixed(0)} a second`);
  const peer = await runPeer(PEER_CONNECTIONS, form.peerSeconds);
  const perSecond = (before + after) / 2;
  const payments = results.map((result) => ({ ...result, ratio: rounded(result.per_s / perSecond) }));
  return { tpcb_per_s: Math.round(perSecond), tpcb: [Math.round(before), Math.round(after)], payments, open, bytes, peer };
}
