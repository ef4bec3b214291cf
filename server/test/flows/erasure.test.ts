import type { CustomerErasure } from '@guichet/contract/privacyViews.ts';
import type { SaleView } from '@guichet/contract/saleViews.ts';
import type { ActivityView, ListOf } from '@guichet/contract/terminal.ts';
import type { WireDispute } from '@guichet/contract/wire/dispute.ts';
import type { WireFile } from '@guichet/contract/wire/file.ts';
import type { WorkList } from '@guichet/contract/workViews.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackJson } from '../../src/platform/packedJson.ts';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { asBrowser, newMember } from '../harness/newMember.ts';
import { signIn } from '../harness/signIn.ts';
import { until } from '../harness/until.ts';
import { problemsIn } from '../harness/verified.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// A customer who leaves traces everywhere, and asks to have them gone.

const PERSON = { name: 'Xanthippe Quillfeather', email: 'xanthippe.q@example.org', phone: '+33612349876' };
const NEW_NAME = 'Xanthippe Wrenfield';
const WORDS = ['xanthippe', 'quillfeather', 'wrenfield', '612349876', 'rue des lilas'];

let server: WholeServer;
let owner: pg.Client;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await startWholeServer();
  owner = new pg.Client(server.database.ownerPool);
  await owner.connect();
  headers = await signIn(server);
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

async function post(path: string, form: Record<string, string>, key?: string): Promise<Record<string, never> & { id: string }> {
  const response = await fetch(server.base + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', ...(key && { 'idempotency-key': key }) },
    body: new URLSearchParams(form),
  });
  const body = (await response.json()) as Record<string, never> & { id: string };
  if (!response.ok && response.status !== 402) throw new Error(JSON.stringify(body));
  return body;
}

const billing = {
  'payment_method_data[billing_details][name]': PERSON.name,
  'payment_method_data[billing_details][email]': PERSON.email,
  'payment_method_data[billing_details][phone]': PERSON.phone,
  'payment_method_data[billing_details][address][line1]': '7 rue des Lilas',
};

const pay = (customer: string, more: Record<string, string> = {}) =>
  post('/v1/payment_intents', {
    ...{ amount: '4990', currency: 'eur', confirm: 'true', customer, description: `Table of ${PERSON.name}` },
    ...{ receipt_email: PERSON.email, 'metadata[order]': '42', 'metadata[for]': PERSON.email },
    ...{ 'payment_method_data[type]': 'card', 'payment_method_data[card][number]': '4242424242424242' },
    ...{
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': '2034',
      'payment_method_data[card][cvc]': '123',
    },
    ...billing,
    ...more,
  });

const dispute = async (form: Record<string, string>): Promise<string> => {
  const { id } = await post('/v1/payment_intents', { amount: '4990', currency: 'eur', confirm: 'true', ...form });
  const ofIntent = async () => (await askAsOwner<ListOf<WireDispute>>(server, `/v1/disputes?payment_intent=${id}`)).body.data[0]?.id ?? '';
  await until(async () => (await ofIntent()) !== '');
  return ofIntent();
};

/** A picture in which these words stand, and that is named after them. */
async function upload(words: string, key: string): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'dispute_evidence');
  const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(words)]);
  form.set('file', new File([picture], `${words}.png`));
  const answer = await fetch(`${server.base}/v1/files`, { method: 'POST', headers: { ...headers, 'idempotency-key': key }, body: form });
  return ((await answer.json()) as WireFile).id;
}

const enclose = (id: string, field: string, file: string) => post(`/v1/disputes/${id}`, { [`evidence[${field}]`]: file, submit: 'false' });

/** Every value of every table in which one of the words stands, packed ones unpacked: `table.column`. */
async function traces(): Promise<string[]> {
  const columns = (
    await owner.query<{ schema: string; table: string; column: string; type: string }>(
      `SELECT table_schema AS schema, table_name AS table, column_name AS column, data_type AS type FROM information_schema.columns
       JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
         AND data_type IN ('text', 'jsonb', 'json', 'bytea', 'character varying', 'ARRAY')`,
    )
  ).rows;
  expect(columns.length).toBeGreaterThan(300);
  const found = new Set<string>();
  for (const { schema, table, column, type } of columns) {
    const cast = type === 'bytea' ? `"${column}"` : `"${column}"::text`;
    for (const { value } of (await owner.query(`SELECT ${cast} AS value FROM "${schema}"."${table}" WHERE "${column}" IS NOT NULL`)).rows) {
      const text = Buffer.isBuffer(value) ? `${unpacked(value)} ${value.toString('latin1')} ${value.toString('utf8')}` : String(value);
      if (WORDS.some((word) => text.toLowerCase().includes(word))) found.add(`${table}.${column}`);
    }
  }
  return [...found].sort();
}

function unpacked(value: Buffer): string {
  try {
    return JSON.stringify(unpackJson(value));
  } catch {
    // Bytes of another kind.
    return '';
  }
}

describe('a customer who asks to be forgotten', () => {
  let customer = '';
  let intent = '';
  let hold = '';
  let sale = '';
  let paidFor: string[] = [];
  let disputed = '';
  let others = '';
  let evidence = { replaced: '', enclosed: '', shared: '' };

  beforeAll(async () => {
    customer = (await post('/v1/customers', { ...PERSON, 'address[line1]': '7 rue des Lilas', 'metadata[vip]': PERSON.name })).id;
    await post(`/v1/customers/${customer}`, { name: NEW_NAME, description: `Was ${PERSON.name}` });
    intent = (await pay(customer, { setup_future_usage: 'off_session' })).id;
    await pay(customer, { 'payment_method_data[card][number]': '4000000000000002' });
    // Its answer is kept under its key, with what was expanded in it.
    await post('/v1/customers', { name: 'Somebody Else', email: 'else@example.org' }, 'other-key');
    await post(`/v1/payment_intents/${intent}`, { description: `Again for ${PERSON.email}`, 'expand[]': 'customer' }, 'kept-key');
    const charge = (await fetch(`${server.base}/v1/payment_intents/${intent}`, { headers }).then((answer) => answer.json())) as {
      latest_charge: string;
    };
    await post('/v1/refunds', { charge: charge.latest_charge, amount: '100', 'metadata[why]': `asked by ${PERSON.name}` });
    await askAsOwner(server, '/guichet/v1/receipts', { payment_intent: intent, email: PERSON.email });
    await askAsOwner(server, '/guichet/v1/payment_records', {
      ...{
        amount: 1000,
        currency: 'eur',
        method: 'cheque',
        customer,
        cheque: { drawer: PERSON.name },
        reference: `Cheque of ${PERSON.name}`,
        description: `For ${PERSON.name}`,
      },
    });
    const lines = [
      { name: 'Espresso', unit_amount: 300, quantity: 2 },
      { name: `Cake for ${PERSON.name}`, unit_amount: 3000, quantity: 1 },
    ];
    const sold = { currency: 'eur', customer, description: `For ${PERSON.name}`, lines };
    sale = (await askAsOwner<{ id: string }>(server, '/guichet/v1/sales', sold)).body.id;
    // Two that were made for nobody, and paid for by them.
    const cake = (unit_amount: number) => ({ ...sold, customer: undefined, lines: [{ name: lines[1]?.name, unit_amount, quantity: 1 }] });
    const sell = async (amount: number) => (await askAsOwner<{ id: string }>(server, '/guichet/v1/sales', cake(amount))).body.id;
    paidFor = [await sell(4990), await sell(800)];
    await pay(customer, { 'metadata[guichet_sale]': paidFor[0] ?? '' });
    await askAsOwner(server, '/guichet/v1/payment_records', {
      ...{ amount: 800, currency: 'eur', method: 'bank_transfer', customer, metadata: { guichet_sale: paidFor[1] } },
    });
    // What was asked for with their name, and declined with it.
    await post('/v1/payment_intents', { amount: '9000', currency: 'eur', confirm: 'true', payment_method: 'pm_card_bypassPending' });
    await askAsOwner(server, '/guichet/v1/approval_limits', { payout: 100 });
    const asked = await fetch(`${server.base}/v1/payouts`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } },
      body: new URLSearchParams({ amount: '200', currency: 'eur', description: `Back to ${PERSON.name}` }),
    });
    const { approval } = ((await asked.json()) as { error: { approval: string } }).error;
    const marc = await newMember(server, headers, 'Marc', 'manager');
    const declined = { body: { note: `Ring ${PERSON.name} first.` } };
    expect((await asBrowser(server.base, marc, `/guichet/v1/approvals/${approval}/decline`, declined)).status).toBe(200);
    const warned = (await pay(customer, { 'payment_method_data[card][number]': '4000000000005423' })).id;
    const open = async () =>
      (await askAsOwner<WorkList>(server, '/guichet/v1/work_items')).body.open.find((item) => item.payment_intent === warned)?.id;
    await until(async () => (await open()) !== undefined);
    const note = `Rang ${PERSON.name}: it is theirs.`;
    await askAsOwner(server, `/guichet/v1/work_items/${encodeURIComponent((await open()) ?? '')}/done`, { note });
    // As a mail server refuses it; one of the mails waits for another try.
    await owner.query(`UPDATE messages SET error = $1, status = 'queued' WHERE payment_intent_id = $2`, [`550 <${PERSON.email}>`, intent]);
    await askAsOwner(server, '/guichet/v1/customer_notes', { customer, text: `${PERSON.name} pays late` });
    // One account that may be debited, and one whose payer was asked at an address of theirs.
    for (const email of [PERSON.email, 'x.quillfeather@example.com']) {
      const { id } = await post('/v1/payment_methods', {
        ...{ type: 'sepa_debit', 'sepa_debit[iban]': 'DE89370400440532013000' },
        ...{ 'billing_details[name]': PERSON.name, 'billing_details[email]': PERSON.email },
      });
      await post(`/v1/payment_methods/${id}/attach`, { customer });
      await askAsOwner(server, '/guichet/v1/mandate_requests', { payment_method: id, email, language: 'fr' });
    }
    // A dispute of theirs that was answered and lost, and another's that is open and encloses one of the same files.
    disputed = await dispute({ customer, payment_method: 'pm_card_createDispute' });
    others = await dispute({ payment_method: 'pm_card_createDispute' });
    evidence = {
      replaced: await upload(PERSON.name, 'first-file'),
      enclosed: await upload(PERSON.name, 'second-file'),
      shared: await upload('Our terms', 'third-file'),
    };
    await enclose(disputed, 'customer_signature', evidence.replaced);
    await enclose(disputed, 'customer_signature', evidence.enclosed);
    await enclose(disputed, 'refund_policy', evidence.shared);
    await enclose(others, 'refund_policy', evidence.shared);
    hold = (await pay(customer, { capture_method: 'manual' })).id;
  });

  it('is found all over the database before', async () => {
    expect(await traces()).toEqual(
      expect.arrayContaining([
        ...['approvals.note', 'approvals.reason', 'messages.error', 'sales.description', 'sales.content', 'work_marks.note'],
        ...['activity_personal.value', 'charges.billing_details', 'customers.name', 'events.previous_attributes', 'messages.html'],
        ...[
          'object_versions.body',
          'file_chunks.bytes',
          'files.filename',
          'payment_intents.description',
          'customer_notes.words',
          'mandate_requests.email',
          'messages.recipient',
          'payment_methods.billing_details',
          'payment_record_persons.data',
          'payment_record_reports.reference',
        ],
      ]),
    );
  });

  it('sees everything that is stored, without a card number', async () => {
    const answer = await fetch(`${server.base}/guichet/v1/customers/${customer}/data`, { headers });
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="customer-${customer}.json"`);
    const text = await answer.text();
    const { data } = JSON.parse(text) as { data: Record<string, unknown[]> };
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining([
        'customers',
        'payment_intents',
        'charges',
        'payment_methods',
        'messages',
        'payment_record_persons',
        'activity_lines',
        'sales',
        'customer_notes',
        'mandate_requests',
        'files',
      ]),
    );
    expect(data.payment_intents).toHaveLength(6);
    expect(data.sales?.map((each) => (each as { id: string }).id).sort()).toEqual([sale, ...paidFor].sort());
    expect(text).toContain(PERSON.name);
    expect(text).not.toContain('4242424242424242');
    expect(text).not.toContain('_secret_');
  });

  it('is not forgotten while a hold is open', async () => {
    const refused = await askAsOwner<{ error: { code: string; message: string } }>(server, `/guichet/v1/customers/${customer}/erase`, {});
    expect([refused.status, refused.body.error.code]).toEqual([400, 'customer_open']);
    expect(refused.body.error.message).toContain(hold);
    expect((await askAsOwner<{ name: string }>(server, `/v1/customers/${customer}`)).body.name).toBe(NEW_NAME);
    await post(`/v1/payment_intents/${hold}/cancel`, {});
  });

  it('is not forgotten while a dispute is open, which may need what was enclosed', async () => {
    const refused = await askAsOwner<{ error: { code: string; message: string } }>(server, `/guichet/v1/customers/${customer}/erase`, {});
    expect([refused.status, refused.body.error.code]).toEqual([400, 'customer_open']);
    expect(refused.body.error.message).toContain(disputed);
    await post(`/v1/disputes/${disputed}/close`, {});
  });

  it('is nowhere to be found after, while the books and the seals hold', async () => {
    const done = await askAsOwner<CustomerErasure>(server, `/guichet/v1/customers/${customer}/erase`, {});
    expect(done).toMatchObject({ status: 200, body: { object: 'customer_erasure', id: customer, files: 2 } });
    expect(await traces()).toEqual([]);
    const file = async (id: string) => (await askAsOwner<WireFile>(server, `/v1/files/${id}`)).body;
    const bytesOf = async (id: string) => (await fetch(`${server.base}/v1/files/${id}/contents`, { headers })).status;
    for (const id of [evidence.replaced, evidence.enclosed]) {
      expect(await file(id)).toMatchObject({ id, filename: null, url: null, expires_at: expect.any(Number), size: 8 + PERSON.name.length });
      expect(await bytesOf(id)).toBe(404);
      await expect(enclose(others, 'receipt', id)).rejects.toThrow('was erased');
    }
    expect([await bytesOf(evidence.shared), (await file(evidence.shared)).filename]).toEqual([200, 'Our terms.png']);
    // A case of one's own can still be noted, though what was enclosed is gone.
    await post(`/v1/disputes/${disputed}`, { 'metadata[case]': '7' });
    const sold = (await askAsOwner<SaleView>(server, `/guichet/v1/sales/${sale}`)).body;
    expect(sold).toMatchObject({ amount: 3600, description: null, lines: [{ name: 'Espresso' }, { name: '–' }] });
    for (const id of paidFor)
      expect((await askAsOwner<SaleView>(server, `/guichet/v1/sales/${id}`)).body).toMatchObject({
        description: null,
        lines: [{ name: '–' }],
      });
    expect((await owner.query(`SELECT count(*)::int AS waiting FROM messages WHERE status = 'queued'`)).rows).toEqual([{ waiting: 0 }]);
    const kept = (await askAsOwner<{ amount: number; metadata: object; description: null }>(server, `/v1/payment_intents/${intent}`)).body;
    expect(kept).toMatchObject({ amount: 4990, metadata: { order: '42' }, description: null, customer });
    expect((await askAsOwner(server, `/v1/customers/${customer}`)).body).toEqual({ id: customer, object: 'customer', deleted: true });
    expect((await owner.query(`SELECT count(*)::int AS others FROM customers WHERE name = 'Somebody Else'`)).rows).toEqual([{ others: 1 }]);
    const check = await askAsOwner<{ findings: unknown[] }>(server, '/guichet/v1/activity/verify', {});
    expect(check.body.findings).toEqual([]);
    expect(await problemsIn(server)).toEqual([]);
  });

  it('is noted in the log, by id alone', async () => {
    const log = async (action: string) =>
      (await askAsOwner<ListOf<ActivityView>>(server, `/guichet/v1/activity?action=${action}`)).body.data.map(({ target }) => target);
    expect(await log('customer.erase')).toEqual([customer]);
    expect(await log('customer.access')).toEqual([customer]);
    expect((await askAsOwner(server, `/guichet/v1/customers/${customer}/erase`, {})).status).toBe(200);
    expect((await askAsOwner(server, '/guichet/v1/customers/cus_nobody/erase', {})).status).toBe(404);
  });

  it('is asked for by people alone', async () => {
    const answer = await fetch(`${server.base}/guichet/v1/customers/${customer}/data`, {
      headers: { authorization: `Bearer ${server.key}` },
    });
    expect(answer.status).toBe(403);
  });
});
