import type pg from 'pg';
import { type ApiAccess, listAll } from './apiClient.ts';
import { runSql } from './testDatabase.ts';

/** A Guichet that takes payments through another one, and an account there. */
export interface PassingOn {
  readonly api: ApiAccess;
  /** Someone who may read every table. */
  readonly database: pg.PoolConfig;
  /** The provider account that leads to the other server. */
  readonly account: string;
}

interface WireIntent {
  readonly id: string;
  readonly status: string;
  readonly amount_capturable: number;
  readonly metadata: Readonly<Record<string, string>>;
}
interface WireCharge {
  readonly id: string;
  readonly payment_intent: string;
  readonly paid: boolean;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly disputed: boolean;
}

interface Sum {
  held: number;
  taken: number;
  givenBack: number;
  disputed: number;
}

/** Adds up what a server says of payments, under the names that these go by; what has none is left out. */
async function sums(api: ApiAccess, nameOf: (intent: WireIntent, charge: WireCharge) => string | undefined): Promise<Map<string, Sum>> {
  const intents = new Map((await listAll<WireIntent>(api, '/v1/payment_intents')).map((intent) => [intent.id, intent]));
  const found = new Map<string, Sum>();
  for (const charge of await listAll<WireCharge>(api, '/v1/charges')) {
    const intent = intents.get(charge.payment_intent);
    const name = intent && nameOf(intent, charge);
    if (intent === undefined || name === undefined || !charge.paid) continue;
    const sum = found.get(name) ?? { held: 0, taken: 0, givenBack: 0, disputed: 0 };
    sum.held += intent.amount_capturable;
    sum.taken += charge.amount_captured;
    sum.givenBack += charge.amount_refunded;
    sum.disputed += charge.disputed ? 1 : 0;
    found.set(name, sum);
  }
  return found;
}

const lineOf = (sum: Sum | undefined): string =>
  sum === undefined || sum.held + sum.taken === 0
    ? 'nothing'
    : `${sum.held} held, ${sum.taken} taken, ${sum.givenBack} given back, ${sum.disputed} disputed`;

/** Where the two servers disagree about a payment of the first one that was taken through the second: one sentence each. */
export async function comparePassedOn({ api, database, account }: PassingOn, upstream: ApiAccess): Promise<string[]> {
  const rows = await runSql<{ reference: string; payment: string; charge: string }>(
    database,
    `SELECT id AS reference, payment_intent_id AS payment, charge_id AS charge FROM attempts WHERE connector = '${account}' AND kind = 'authorise'`,
  );
  const payments = new Map(rows.map(({ reference, payment }) => [reference, payment]));
  const charges = new Set(rows.map(({ charge }) => charge));
  const [here, there] = await Promise.all([
    sums(api, (intent, charge) => (charges.has(charge.id) ? intent.id : undefined)),
    sums(upstream, ({ metadata }) => payments.get(metadata.guichet_reference ?? '')),
  ]);
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((payment) => {
    const [ours, theirs] = [lineOf(here.get(payment)), lineOf(there.get(payment))];
    return ours === theirs ? [] : [`${payment}: here ${ours}; upstream ${theirs}`];
  });
}
