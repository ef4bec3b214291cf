import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeCheckpoints } from '../../src/ledger/index.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import { withTransaction } from '../../src/platform/transaction.ts';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { problemsIn } from '../harness/verified.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../harness/webhookReceiver.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

let whole: WholeServer;
let stripe: Stripe;
let receiver: WebhookReceiver;

/** What the history has left, by the names that the harms below use. */
const made = { sold: '', charge: '', refund: '', dispute: '', payout: '', declined: '' };

/** As the superuser, whom neither rights nor foreign keys keep from anything. */
const asAdmin = (sql: string) => runSql<Record<string, string>>(whole.database.adminPool, `SET session_replication_role = replica; ${sql}`);
const one = async (sql: string): Promise<Record<string, string>> =>
  (await runSql<Record<string, string>>(whole.database.ownerPool, sql))[0] ?? {};

const pay = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    ...{ amount: 4990, currency: 'eur', payment_method: 'pm_card_visa', confirm: true, allowed_payment_method_types: ['card'] },
    ...{ payment_method_options: { card: { moto: true } } },
    ...more,
  });

beforeAll(async () => {
  whole = await startWholeServer();
  stripe = stripeClient(whole);
  receiver = await openWebhookReceiver();
  await stripe.webhookEndpoints.create({ url: receiver.url('/hear'), enabled_events: ['*'] });
  const customer = await stripe.customers.create({ name: 'Camille Durand' });
  const sold = await pay({ customer: customer.id, setup_future_usage: 'off_session' });
  made.sold = sold.id;
  made.charge = sold.latest_charge as string;
  made.refund = (await stripe.refunds.create({ payment_intent: sold.id, amount: 1000 })).id;
  const held = await pay({ capture_method: 'manual' });
  await stripe.paymentIntents.capture(held.id, { amount_to_capture: 2000 });
  await pay({ capture_method: 'manual' });
  await stripe.paymentIntents.cancel((await pay({ capture_method: 'manual' })).id);
  await pay({ payment_method: 'pm_card_chargeDeclined' }).catch(() => {});
  await pay({ payment_method: 'pm_card_bypassPending', amount: 50_000 });
  await pay({ currency: 'gbp' });
  await stripe.charges.create({ amount: 700, currency: 'eur', source: 'tok_visa' });
  made.payout = (await stripe.payouts.create({ amount: 10_000, currency: 'eur' })).id;
  const disputed = await pay({ payment_method: 'pm_card_createDispute' });
  made.dispute = (await stripe.disputes.list({ payment_intent: disputed.id })).data[0]?.id ?? '';
  const cash = await askAsOwner(whole, '/guichet/v1/payment_records', { amount: 1250, currency: 'eur', method: 'cash' });
  expect(cash.status).toBe(200);
  await calm();
}, 60_000);
afterAll(async () => {
  await receiver.close();
  await whole.close();
});

/** Nothing moves by itself any more: payouts have arrived, every line is sealed, every event heard. */
const calm = () =>
  until(async () => {
    const { open } = await one(`SELECT (SELECT count(*) FROM payouts WHERE status IN ('pending', 'in_transit'))
      + (SELECT count(*) FROM webhook_deliveries WHERE status <> 'succeeded')
      + (SELECT count(*) FROM activity_lines) - (SELECT coalesce(sum(cardinality(line_ids)), 0) FROM activity_seals) AS open`);
    return Number(open) === 0;
  });

it('a place with a history of all kinds is as it must be', async () => {
  expect(made.dispute).not.toBe('');
  expect(await problemsIn(whole)).toEqual([]);
  expect(whole.errors).toEqual([]);
});

it('it is so at every moment while payments are under way', async () => {
  let goesOn = true;
  let taken = 0;
  const cashier = async () => {
    for (; goesOn; taken += 1) {
      const { id } = await pay();
      await Promise.all(
        [stripe.refunds.create({ payment_intent: id, amount: 100 }), stripe.refunds.create({ payment_intent: id })].map((each) =>
          each.catch(() => {}),
        ),
      );
      const { id: hold } = await pay({ capture_method: 'manual' });
      await Promise.all([stripe.paymentIntents.capture(hold), stripe.paymentIntents.cancel(hold)].map((each) => each.catch(() => {})));
    }
  };
  const cashiers = [cashier(), cashier(), cashier()];
  const found: string[] = [];
  for (let round = 0; round < 5 || taken <= 3; round += 1) found.push(...(await problemsIn(whole)));
  goesOn = false;
  await Promise.all(cashiers);
  expect(found).toEqual([]);
  expect(taken).toBeGreaterThan(3);
  await calm();
}, 60_000);

/** A harm to the database behind the server's back, the problems that must be named, and how it is mended again. */
interface Harm {
  readonly name: string;
  readonly sql: () => string;
  readonly found: () => readonly string[];
  readonly mend: () => string;
}

const changed = (table: string, set: string, mend: string, where: () => string) => ({
  sql: () => `UPDATE ${table} SET ${set} WHERE ${where()}`,
  mend: () => `UPDATE ${table} SET ${mend} WHERE ${where()}`,
});
/** Takes rows out, and puts them back. */
const removed = (table: string, where: () => string) => ({
  sql: () => `CREATE TABLE kept AS SELECT * FROM ${table} WHERE ${where()}; DELETE FROM ${table} WHERE ${where()}`,
  mend: () => `INSERT INTO ${table} SELECT * FROM kept; DROP TABLE kept`,
});
const ofSource = (id: string) => `transaction_id = (SELECT id FROM ledger_transactions WHERE source = '${id}' ORDER BY id LIMIT 1)`;
const isFirst = (table: string, id = 'id') => `${id} = (SELECT min(${id}) FROM ${table})`;

const HARMS: readonly Harm[] = [
  {
    name: "a posting's amount",
    ...changed('postings', 'amount = amount + 1', 'amount = amount - 1', () => `line = 1 AND ${ofSource(made.charge)}`),
    found: () => [
      `ledger: ${made.charge}: .*4990 eur of it should stand at sales, and the postings say -4991`,
      'ledger: txn_.*its postings move the balance by',
    ],
  },
  {
    name: 'postings without their transaction',
    ...removed('ledger_transactions', () => `source = '${made.refund}'`),
    found: () => [
      `ledger: ${made.refund}: 1000 eur of it should stand at refunds`,
      'ledger: txn_.*line 1 is a posting without its transaction',
      'no ledger transaction about the same',
    ],
  },
  {
    name: 'a transaction without its postings',
    ...removed('postings', () => ofSource(made.dispute)),
    found: () => [
      `ledger: ${made.dispute}: 4990 eur of it should stand at disputes`,
      `ledger: txn_.*dispute.withdrawn of ${made.dispute} has no postings`,
    ],
  },
  {
    name: 'a balance transaction',
    ...changed('balance_transactions', 'fee = fee + 1', 'fee = fee - 1', () => `source = '${made.charge}'`),
    found: () => ['ledger: txn_.*its postings move the balance by .* and the balance transaction says'],
  },
  {
    name: 'a checkpoint',
    ...changed('ledger_checkpoints', 'net = net + 5', 'net = net - 5', () => `account = 'sales' AND currency = 'eur'`),
    found: () => ['ledger: sales eur: its checkpoint of .* is 5 more than the postings before it'],
  },
  {
    name: 'a payout',
    ...changed('payouts', 'amount = amount + 1', 'amount = amount - 1', () => `id = '${made.payout}'`),
    found: () => [`ledger: ${made.payout}: 10001 eur of it should stand at bank, and the postings say 10000`],
  },
  {
    name: 'what a charge has captured',
    ...changed('charges', 'amount_captured = amount_captured - 1', 'amount_captured = amount_captured + 1', () => `id = '${made.charge}'`),
    found: () => [
      `payments: ${made.sold}: it has received 4990 eur, and its charges have captured 4989`,
      `versions: ${made.charge}: its amount_captured is 4989, and was told as 4990`,
    ],
  },
  {
    name: 'what a charge has given back',
    ...changed('charges', 'amount_refunded = 0', 'amount_refunded = 1000', () => `id = '${made.charge}'`),
    found: () => [`payments: ${made.charge}: 0 eur count as refunded, and its refunds are 1000`],
  },
  {
    name: "a payment's charge",
    ...changed(
      'payment_intents',
      'latest_charge_id = NULL',
      `latest_charge_id = (SELECT id FROM charges c WHERE c.payment_intent_id = payment_intents.id)`,
      () => `id = '${made.sold}'`,
    ),
    found: () => [`payments: ${made.sold}: it is succeeded without a charge`],
  },
  {
    name: 'what a refund came to',
    ...changed('refunds', `status = 'failed'`, `status = 'succeeded'`, () => `id = '${made.refund}'`),
    found: () => [
      `events: ${made.refund}: its event refund.failed is missing`,
      `payments: ${made.charge}: 1000 eur count as refunded, and its refunds are 0`,
    ],
  },
  {
    name: 'what a dispute took',
    ...changed('disputes', `status = 'won'`, `status = 'needs_response'`, () => `id = '${made.dispute}'`),
    found: () => [
      `ledger: ${made.dispute}: 0 eur of it should stand at disputes`,
      'payments: ch_.*4990 eur count as disputed, and its disputes have taken 0',
    ],
  },
  {
    name: 'what a bank answered',
    ...changed('attempts', `status = 'declined'`, `status = 'approved'`, () => `charge_id = '${made.charge}' AND kind = 'authorise'`),
    found: () => [`attempts: att_.*it was declined, and its charge ${made.charge} is succeeded`],
  },
  {
    name: 'an attempt that nobody resolves',
    sql: () => `CREATE TABLE kept AS SELECT * FROM attempts WHERE refund_id = '${made.refund}';
      UPDATE attempts SET status = 'unknown', resolved_at = NULL, sent_at = now() - interval '2 minutes', resolve_after = '2100-01-01' WHERE refund_id = '${made.refund}'`,
    found: () => ['attempts: att_.*the attempt to refund has been open since .* and is still in doubt'],
    mend: () => `DELETE FROM attempts WHERE refund_id = '${made.refund}'; INSERT INTO attempts SELECT * FROM kept; DROP TABLE kept`,
  },
  {
    name: 'an attempt that is gone',
    ...removed('attempts', () => `charge_id = '${made.charge}'`),
    found: () => [
      `attempts: ${made.charge}: it is succeeded, and nobody was asked`,
      `attempts: ${made.refund}: it is succeeded, and nobody was asked for it`,
    ],
  },
  {
    name: 'the newest version of an object',
    ...removed('object_versions', () => `object_id = '${made.refund}'`),
    found: () => [
      `versions: ${made.refund}: it is at version \\d+, and the newest that is kept is none`,
      `events: evt_.*it tells of version \\d+ of ${made.refund}`,
    ],
  },
  {
    name: 'what was told of an object',
    ...changed('object_versions', `body = '\\x0100'`, `body = (SELECT body FROM kept_body)`, () => `object_id = '${made.refund}'`),
    sql: () => `CREATE TABLE kept_body AS SELECT body FROM object_versions WHERE object_id = '${made.refund}' ORDER BY version DESC LIMIT 1;
      UPDATE object_versions SET body = '\\x0100' WHERE object_id = '${made.refund}'`,
    mend: () => `UPDATE object_versions SET body = (SELECT body FROM kept_body) WHERE object_id = '${made.refund}'; DROP TABLE kept_body`,
    found: () => [`versions: ${made.refund}: the version that is kept of it cannot be read`],
  },
  {
    name: 'an event',
    ...removed('events', () => `object_id = '${made.sold}' AND type = 'payment_intent.succeeded'`),
    found: () => [
      `events: ${made.sold}: its event payment_intent.succeeded is missing`,
      'deliveries: whd_.*it is to tell of the event evt_.* which does not exist',
    ],
  },
  {
    name: 'a delivery that counts as made',
    ...removed('webhook_tries', () => isFirst('webhook_tries', 'delivery_id')),
    found: () => ['deliveries: whd_.*it counts as delivered, and no try was answered with 2xx'],
  },
  {
    name: 'a line of the activity log',
    ...changed('activity_lines', `action = 'refund.create.not'`, `action = 'refund.create'`, () => `target = '${made.refund}'`),
    found: () => ['activity: alog_.*line changed'],
  },
  {
    name: 'a line of the activity log that is gone',
    ...removed('activity_lines', () => `target = '${made.refund}'`),
    found: () => ['activity: alog_.*line removed'],
  },
  {
    name: 'who did something',
    ...changed(
      'activity_personal',
      `value = value || 'x'`,
      `value = left(value, -1)`,
      () => `line_id = (SELECT min(line_id) FROM activity_personal)`,
    ),
    found: () => ['activity: alog_.*personal changed'],
  },
  {
    name: "a line of the till's record",
    ...changed(
      'fiscal_lines',
      `content = replace(content, '1250', '1251')`,
      `content = replace(content, '1251', '1250')`,
      () => `kind = 'received'`,
    ),
    found: () => ['till: line \\d+: The signature of line \\d+ does not fit it'],
  },
  {
    name: 'a bit of a card',
    ...changed(
      'vault_cards',
      'sealed = set_bit(sealed, 100, 1 - get_bit(sealed, 100))',
      'sealed = set_bit(sealed, 100, 1 - get_bit(sealed, 100))',
      () => isFirst('vault_cards'),
    ),
    found: () => ['vault: vc_.*the card does not open with the keys that are there'],
  },
  {
    name: "a card's fingerprint",
    ...changed('vault_cards', 'fingerprint = reverse(fingerprint)', 'fingerprint = reverse(fingerprint)', () => isFirst('vault_cards')),
    found: () => ['vault: vc_.*the card is not the number that its fingerprint says'],
  },
  {
    name: 'the number of a bank account',
    ...changed('bank_accounts', 'fingerprint = reverse(fingerprint)', 'fingerprint = reverse(fingerprint)', () => `currency = 'eur'`),
    found: () => ['vault: ba_.*the bank account is not the number that its fingerprint says'],
  },
  {
    name: 'the secret of a webhook',
    ...changed(
      'webhook_endpoints',
      'secret = set_bit(secret, 100, 1 - get_bit(secret, 100))',
      'secret = set_bit(secret, 100, 1 - get_bit(secret, 100))',
      () => 'true',
    ),
    found: () => ['vault: we_.*the secret of a webhook does not open'],
  },
];

describe("what was done behind the server's back is found and named:", () => {
  beforeAll(async () => {
    const database = openDatabase(whole.database.serverPool);
    await withTransaction(database, (tx) => takeCheckpoints(tx, 1, 0));
    await database.close();
    expect(await problemsIn(whole)).toEqual([]);
  });

  it.each(HARMS)('$name', async ({ sql, found, mend }) => {
    await asAdmin(sql());
    const problems = await problemsIn(whole).finally(() => asAdmin(mend()));
    for (const words of found()) expect(problems).toContainEqual(expect.stringMatching(new RegExp(words)));
  });

  it('and after it was mended, nothing is left to find', async () => {
    expect(await problemsIn(whole)).toEqual([]);
  });

  it('keys that are missing, of which none is made', async () => {
    const { database } = whole;
    const elsewhere = { database, keysDir: `${whole.keysDir}-elsewhere` };
    for (let again = 0; again < 2; again += 1) {
      expect(await problemsIn(elsewhere)).toEqual(
        ['activity: keys/activity.key', 'till: keys/fiscal.key', 'vault: keys/vault.key'].map(
          (key) => `${key}: the key is not there: put it back from its backup`,
        ),
      );
    }
  });
});
