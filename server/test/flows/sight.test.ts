import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBrowser, newMember } from '../harness/newMember.ts';
import { placeToday } from '../harness/placeZone.ts';
import { signIn } from '../harness/signIn.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

type Headers = Readonly<Record<string, string>>;
type Objects = { data: { id: string }[]; id: string; email?: string; error?: { code: string } };

let whole: WholeServer;
let owner: Headers;
const ask = (headers: Headers, path: string, body?: object) =>
  asBrowser<Objects>(whole.base, headers, path, body === undefined ? {} : { body });

const form = async (headers: Headers, path: string, fields: Record<string, string>) => {
  const response = await fetch(whole.base + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as Objects & { latest_charge: string } };
};
const pay = (headers: Headers, more: Record<string, string> = {}) =>
  form(headers, '/v1/payment_intents', { amount: '1500', currency: 'eur', payment_method: 'pm_card_visa', confirm: 'true', ...more });

const role = async (name: string, more: object, permissions: string[]): Promise<string> =>
  (await ask(owner, '/guichet/v1/roles', { name, permissions, ...more })).body.id;

const SELLS = ['customers.read', 'customers.write', 'messages.read', 'payments.read', 'payments.write', 'records.write', 'refunds.write'];

beforeAll(async () => {
  whole = await startWholeServer();
  owner = await signIn(whole);
});
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
});

describe('who sees only their own payments', () => {
  let ann: Headers;
  let theirs: { id: string; latest_charge: string };
  let others: { id: string; latest_charge: string };
  let otherRefund: string;
  let otherReceipt: string;
  let otherRecord: string;
  let otherTry: string;

  beforeAll(async () => {
    ann = await newMember(whole, owner, 'Ann', await role('Own', { own_payments: true }, SELLS));
    others = (await pay(owner)).body;
    theirs = (await pay(ann)).body;
    otherRefund = (await form(owner, '/v1/refunds', { payment_intent: others.id, amount: '100' })).body.id;
    otherReceipt = (await ask(owner, '/guichet/v1/receipts', { payment_intent: others.id, email: 'payer@example.com' })).body.id;
    const cash = { amount: 500, currency: 'eur', method: 'cash' };
    otherRecord = (await ask(owner, '/guichet/v1/payment_records', cash)).body.id;
    await ask(ann, '/guichet/v1/payment_records', cash);
    const record = (await ask(owner, `/v1/payment_records/${otherRecord}`)).body as unknown as { latest_payment_attempt_record: string };
    otherTry = record.latest_payment_attempt_record;
  });

  it('finds no others by their ids, to read or to change', async () => {
    const addresses = [
      ...[`/v1/payment_intents/${others.id}`, `/v1/charges/${others.latest_charge}`, `/v1/refunds/${otherRefund}`],
      `/v1/payment_attempt_records/${otherTry}`,
      ...[`/guichet/v1/payments/${others.id}`, `/guichet/v1/messages/${otherReceipt}`, `/guichet/v1/payment_records/${otherRecord}`],
      ...[
        `/v1/charges/${others.latest_charge}/refunds`,
        `/v1/refunds?payment_intent=${others.id}`,
        `/guichet/v1/messages?payment_intent=${others.id}`,
      ],
    ];
    for (const address of addresses) {
      expect((await ask(owner, address)).status, address).toBe(200);
      expect(await ask(ann, address), address).toMatchObject({ status: 404, body: { error: { code: 'resource_missing' } } });
    }
    for (const [address, fields] of [
      ['/v1/refunds', { payment_intent: others.id }],
      ['/v1/refunds', { charge: others.latest_charge }],
      [`/v1/payment_intents/${others.id}`, { description: 'x' }],
      [`/v1/payment_intents/${others.id}/cancel`, {}],
    ] as const) {
      expect((await form(ann, address, fields)).body.error?.code, address).toBe('resource_missing');
    }
    expect((await ask(ann, '/guichet/v1/receipts', { payment_intent: others.id, email: 'a@example.com' })).status).toBe(404);
    expect((await ask(ann, `/guichet/v1/payment_records/${otherRecord}/reverse`, { reason: 'duplicate' })).status).toBe(404);
  });

  it('lists and searches their own alone', async () => {
    for (const address of ['/v1/payment_intents', '/guichet/v1/payments', "/v1/payment_intents/search?query=currency:'eur'"]) {
      expect(
        (await ask(ann, address)).body.data.map(({ id }) => id),
        address,
      ).toEqual([theirs.id]);
    }
    expect((await ask(ann, '/v1/charges')).body.data.map(({ id }) => id)).toEqual([theirs.latest_charge]);
    expect((await ask(ann, '/v1/charges/search?query=amount:1500')).body.data.map(({ id }) => id)).toEqual([theirs.latest_charge]);
    expect((await ask(ann, '/v1/payment_intents?expand[]=data.latest_charge')).status).toBe(200);
    expect((await ask(ann, '/v1/refunds')).body.data).toEqual([]);
    expect((await ask(ann, '/guichet/v1/messages')).body.data).toEqual([]);
    expect((await ask(ann, '/guichet/v1/payment_records')).body.data).toHaveLength(1);
    const noted = { amount: 500, currency: 'eur', method: 'cash', reference: 'Drawer 7' };
    const known = (await form(owner, '/v1/customers', { name: 'Grace' })).body.id;
    await ask(owner, '/guichet/v1/payment_records', { ...noted, customer: known });
    for (const address of ['/guichet/v1/payment_records?query=drawer', `/guichet/v1/payment_records?customer=${known}`]) {
      expect((await ask(owner, address)).body.data, address).toHaveLength(1);
      expect((await ask(ann, address)).body.data, address).toEqual([]);
    }
    const totals = async (by: Headers) => {
      const path = `/guichet/v1/payment_record_totals?day=${placeToday()}`;
      return (await ask(by, path)).body as unknown as { totals: { staff: { name: string } }[] };
    };
    expect((await totals(owner)).totals).toHaveLength(2);
    expect((await totals(ann)).totals.map(({ staff }) => staff.name)).toEqual(['Ann']);
  });

  it('turns the pages of their own, however many newer ones others have', async () => {
    const line = { name: 'Table', unit_amount: 1000, quantity: 1 };
    const sale = (by: Headers) => ask(by, '/guichet/v1/sales', { currency: 'eur', lines: [line] });
    const receipt = (by: Headers, payment: string) =>
      ask(by, '/guichet/v1/receipts', { payment_intent: payment, email: 'payer@example.com' });
    const mine = { sales: (await sale(ann)).body.id, messages: (await receipt(ann, theirs.id)).body.id };
    for (let n = 0; n < 2; n += 1) {
      expect((await sale(owner)).status).toBe(200);
      await receipt(owner, others.id);
    }
    for (const [list, id] of Object.entries(mine)) {
      expect((await ask(owner, `/guichet/v1/${list}?limit=2`)).body.data.map((each) => each.id)).not.toContain(id);
      expect((await ask(ann, `/guichet/v1/${list}?limit=2`)).body, list).toMatchObject({ data: [{ id }], has_more: false });
    }
    const cash = { amount: 400, currency: 'eur', method: 'cash', metadata: { guichet_sale: mine.sales } };
    await ask(owner, '/guichet/v1/payment_records', cash);
    const paid = async (by: Headers) =>
      ((await ask(by, `/guichet/v1/sales/${mine.sales}`)).body as unknown as { payments: object[] }).payments.length;
    expect([await paid(owner), await paid(ann)]).toEqual([1, 0]);
  });

  it('does as they like with what is theirs', async () => {
    expect((await ask(ann, `/guichet/v1/payments/${theirs.id}`)).status).toBe(200);
    const refund = (await form(ann, '/v1/refunds', { payment_intent: theirs.id })).body;
    expect((await ask(ann, '/v1/refunds')).body.data.map(({ id }) => id)).toEqual([refund.id]);
    expect((await ask(ann, '/guichet/v1/payments?limit=1')).body).toMatchObject({ data: [{ id: theirs.id }], has_more: false });
  });

  it('sees of what waits for a look only what is theirs', async () => {
    const warned = async (by: Headers) => (await pay(by, { payment_method: 'pm_card_createIssuerFraudRecord' })).body.id;
    const [own, other] = [await warned(ann), await warned(owner)];
    const open = async (by: Headers) => {
      const { body } = await ask(by, '/guichet/v1/work_items');
      return (body as unknown as { open: { payment_intent: string }[] }).open.map(({ payment_intent }) => payment_intent);
    };
    await expect.poll(() => open(owner), { timeout: 15_000 }).toEqual(expect.arrayContaining([own, other]));
    expect(await open(ann)).toEqual([own]);
  });
});

describe('who does not see contact details', () => {
  let bob: Headers;
  let key: string;
  let customer: string;

  beforeAll(async () => {
    const id = await role('Blind', { hides_contacts: true }, SELLS);
    bob = await newMember(whole, owner, 'Bob', id);
    customer = (
      await form(owner, '/v1/customers', {
        ...{ name: 'Ada Lovelace', email: 'ada@lovelace.example', phone: '+33 6 12 34 56 78' },
        ...{
          'address[line1]': '3 quai des Orfèvres',
          'address[country]': 'FR',
          'shipping[name]': 'Ada',
          'shipping[address][city]': 'Paris',
        },
      })
    ).body.id;
    // Such a role makes no keys itself, so one is bound as it would be.
    const made = (await ask(owner, '/guichet/v1/api_keys', { name: 'blind' })).body as unknown as { id: string; secret: string };
    key = made.secret;
    const { Client } = (await import('pg')).default;
    const client = new Client(whole.database.ownerPool);
    await client.connect();
    await client.query('UPDATE api_keys SET hides_contacts = true WHERE id = $1', [made.id]);
    await client.end();
  });

  it('reads them masked everywhere, expanded, listed and as the answer to a change', async () => {
    await pay(owner, { customer, receipt_email: 'ada@lovelace.example' });
    for (const address of [
      ...[`/v1/customers/${customer}`, '/v1/customers', '/guichet/v1/customers', '/guichet/v1/payments', '/guichet/v1/messages'],
      ...['/v1/payment_intents?expand[]=data.customer', '/v1/charges', "/v1/customers/search?query=name:'ada lovelace'"],
    ]) {
      const { status, body } = await ask(bob, address);
      const text = JSON.stringify(body);
      expect(status, address).toBe(200);
      for (const hidden of ['lovelace.example', '34 56', 'quai', 'Paris"']) expect(text, address).not.toContain(hidden);
    }
    const changed = await form(bob, `/v1/customers/${customer}`, { phone: '+33 6 99 99 99 11' });
    expect(changed.body).toMatchObject({
      name: 'Ada Lovelace',
      email: 'a•••@•••',
      phone: '••• 11',
      address: { line1: '•••', country: 'FR' },
    });
    expect((await ask(owner, `/v1/customers/${customer}`)).body).toMatchObject({
      phone: '+33 6 99 99 99 11',
      email: 'ada@lovelace.example',
    });
    expect((await ask(bob, '/guichet/v1/session')).body).toMatchObject({ person: { email: 'bob@example.com' } });
  });

  it('reads receipts that thank nobody by name, while the payer is thanked in the mail', async () => {
    const { id } = (await pay(owner, { customer })).body;
    const { id: sent } = (await ask(owner, '/guichet/v1/receipts', { payment_intent: id, email: 'ada@lovelace.example' })).body;
    const addresses = [`/guichet/v1/receipt?payment_intent=${id}`, `/guichet/v1/messages/${sent}/receipt`, `/guichet/v1/messages/${sent}`];
    for (const address of addresses) {
      const [seen, all] = await Promise.all([ask(bob, address), ask(owner, address)]);
      expect([seen.status, JSON.stringify(seen.body)], address).toEqual([200, expect.not.stringContaining('Lovelace')]);
      expect(JSON.stringify(all.body), address).toContain('Merci, Ada Lovelace.');
    }
  });

  it('finds customers by name, and by nothing that is hidden', async () => {
    const found = async (query: string) => (await ask(bob, `/guichet/v1/customers?query=${encodeURIComponent(query)}`)).body.data.length;
    for (const [query, count] of [
      ['lovel', 1],
      ['lo', 1],
      ['ad', 1],
      ['ov', 0],
      ['33', 0],
      ['a@', 0],
    ] as const)
      expect(await found(query), query).toBe(count);
    for (const query of ['ada@', 'lovelace.ex', '9999', 'lovelace a', 'example']) expect(await found(query), query).toBe(0);
    expect((await ask(owner, '/guichet/v1/customers?query=lovelace.ex')).body.data).toHaveLength(1);
    expect((await ask(bob, '/v1/customers?email=ada@lovelace.example')).body.error?.code).toBe('forbidden');
    expect((await ask(bob, "/v1/customers/search?query=email:'ada@lovelace.example'")).body.error?.code).toBe('forbidden');
    expect((await ask(bob, '/guichet/v1/payments?query=lovelace.ex')).body.data).toEqual([]);
    await ask(owner, '/guichet/v1/payment_records', { amount: 500, currency: 'eur', method: 'cash', customer });
    const recorded = async (by: Headers, query: string) => (await ask(by, `/guichet/v1/payment_records?query=${query}`)).body.data.length;
    expect([await recorded(bob, 'lovel'), await recorded(bob, 'lovelace.ex'), await recorded(owner, 'lovelace.ex')]).toEqual([1, 0, 1]);
  });

  it('stores no mask over the real thing', async () => {
    expect((await form(bob, `/v1/customers/${customer}`, { phone: '••• 11' })).body.error?.code).toBe('parameter_invalid');
    expect((await form(bob, `/v1/customers/${customer}`, { email: 'a•••@•••' })).body.error?.code).toBe('email_invalid');
    expect((await ask(owner, `/v1/customers/${customer}`)).body.email).toBe('ada@lovelace.example');
  });

  it('nor does a key that was made so', async () => {
    const { hostname, port } = new URL(whole.base);
    const stripe = new Stripe(key, { host: hostname, port, protocol: 'http' });
    expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({ name: 'Ada Lovelace', email: 'a•••@•••' });
    const declined = await stripe.paymentIntents
      .create({
        amount: 500,
        currency: 'eur',
        payment_method: 'pm_card_chargeDeclined',
        confirm: true,
        receipt_email: 'ada@lovelace.example',
      })
      .catch((error: Stripe.errors.StripeCardError) => error);
    expect(JSON.stringify((declined as Stripe.errors.StripeCardError).raw)).not.toContain('lovelace.example');
    await expect(stripe.customers.list({ email: 'ada@lovelace.example' })).rejects.toMatchObject({ statusCode: 403, code: 'forbidden' });
  });
});

it('who only takes payments is told what the place asks for with them', async () => {
  const door = await newMember(whole, owner, 'Dan', await role('Door', {}, ['payments.write']));
  for (const path of ['own_fields', 'presets', 'counter?currency=eur'])
    expect((await ask(door, `/guichet/v1/${path}`)).status, path).toBe(200);
  expect((await ask(door, '/guichet/v1/payments')).status).toBe(403);
});
