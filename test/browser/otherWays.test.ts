import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import type { PaymentRecordView } from '@guichet/contract/recordViews.ts';
import type { SaleView } from '@guichet/contract/saleViews.ts';
import type { ListOf, PaymentView } from '@guichet/contract/terminal.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

// Payments by no card: once, for the sale that they belong to, and never by card in their stead.

const RECORD = '**/guichet/v1/payment_records';
const TERMS = '**/guichet/v1/counter?*';

let place: Place;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  place = await openPlace();
  staff = await StaffRequests.of(place, await place.visitSignedIn());
});
afterAll(() => place.close());

const begin = async (path = '/'): Promise<void> => {
  visit = await place.visitSignedIn(path);
  await visit.untilFocused(visit.field('Amount'));
};
const payBy = async (method: string): Promise<void> => {
  await visit.page.getByRole('radio', { name: method, exact: true }).check({ force: true });
};
/** To another page and back without loading either anew. */
const lookElsewhere = async (): Promise<void> => {
  await visit.page.getByRole('link', { name: 'Customers', exact: true }).first().click();
  await visit.page.getByRole('heading', { name: 'Customers', exact: true }).waitFor();
  await visit.page.getByRole('link', { name: 'Counter', exact: true }).first().click();
  await visit.field('Amount').waitFor();
};
const sell = (): Promise<SaleView> =>
  staff.postJson<SaleView>('/guichet/v1/sales', { currency: 'eur', lines: [{ name: 'Repair', unit_amount: 3000, quantity: 1 }] });
const saleNow = ({ id }: SaleView) => staff.get<SaleView>(`/guichet/v1/sales/${id}`);
const recordsOf = async (amount: number) =>
  (await staff.get<ListOf<PaymentRecordView>>('/guichet/v1/payment_records')).data.filter((one) => one.amount === amount);

describe('a payment by no card', { timeout: 90_000 }, () => {
  it('is a part of its sale, which the form names and lets go', async () => {
    const sale = await sell();
    await begin(`/?sale=${sale.id}`);
    await visit.see('This payment is a part of a sale. Still open: €30.00.');
    await payBy('Cash');
    await visit.choose(visit.button('Record €30.00'));
    await visit.see('€30.00 recorded.');
    expect(await saleNow(sale)).toMatchObject({ status: 'paid', payments: [{ kind: 'record', method: 'cash' }] });
    const other = await sell();
    await begin(`/?sale=${other.id}`);
    await visit.choose(visit.button('Not for this sale'));
    await visit.page.getByText('This payment is a part of a sale.').waitFor({ state: 'detached' });
    await payBy('SEPA direct debit');
    await visit.fill('Account holder', 'Odile Martin');
    await visit.fill('E-mail address of the payer', 'odile@example.com');
    await visit.fill('IBAN', 'de89370400440532013000');
    await visit.see('You allow Atelier Lumière to have your account debited');
    await visit.page.getByRole('checkbox', { name: /The payer has agreed/ }).check();
    await visit.press('Enter');
    await visit.see(/€30\.00 (pending|paid)\./);
    expect((await saleNow(other)).payments).toEqual([]);
    expect(visit.complaints()).toEqual([]);
  });

  it('leaves an empty form once it is taken', async () => {
    await begin();
    await visit.type('31');
    await payBy('Cash');
    await visit.choose(visit.button('Record €31.00'));
    await visit.see('€31.00 recorded.');
    await lookElsewhere();
    expect(await visit.field('Amount').inputValue()).toBe('');
    await visit.fill('Amount', '32');
    await visit.choose(visit.button('Record €32.00'));
    await visit.see('€32.00 recorded.');
    expect([await recordsOf(3100), await recordsOf(3200)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('is recorded once when its answer was lost, also after a look elsewhere and F2', async () => {
    await begin();
    await visit.page.route(
      RECORD,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await visit.type('33');
    await payBy('Cash');
    await visit.choose(visit.button('Record €33.00'));
    await visit.see('The answer was lost. Press again to find out: it is recorded only once.');
    await visit.press('F2');
    expect(await visit.field('Amount').inputValue()).toBe('33');
    await lookElsewhere();
    await visit.see('The answer was lost. Press again to find out: it is recorded only once.');
    expect(await visit.field('Amount').isDisabled()).toBe(true);
    await visit.choose(visit.button('Record €33.00'));
    await visit.see('€33.00 recorded.');
    expect(await recordsOf(3300)).toHaveLength(1);
  });

  it('is recorded once when the page was loaded anew before the answer came', async () => {
    await begin();
    await visit.page.route(RECORD, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await visit.type('34');
    await payBy('Cash');
    await visit.choose(visit.button('Record €34.00'));
    await visit.see('The answer was lost.');
    await visit.page.unrouteAll();
    await visit.page.reload();
    await visit.choose(visit.button('Record €34.00'));
    await visit.see('€34.00 recorded.');
    expect(await recordsOf(3400)).toHaveLength(1);
  });

  it('lets go of the form when the server fails each time, and says where to look', async () => {
    await begin();
    await visit.page.route(RECORD, (route) => route.fulfill({ status: 500, body: 'Broken.' }));
    await visit.type('38');
    await payBy('Cash');
    await visit.choose(visit.button('Record €38.00'));
    await visit.see('The answer was lost. Press again to find out: it is recorded only once.');
    await visit.press('F2');
    expect(await visit.field('Amount').inputValue()).toBe('38');
    await visit.choose(visit.button('Record €38.00'));
    await visit.see('The server could not say whether this was taken.');
    expect(await visit.field('Amount').isDisabled()).toBe(true);
    await visit.press('F2');
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.field('Amount').inputValue()).toBe('');
    await visit.page.unrouteAll();
    await visit.type('39');
    await payBy('Cash');
    await visit.choose(visit.button('Record €39.00'));
    await visit.see('€39.00 recorded.');
    expect([await recordsOf(3800), await recordsOf(3900)].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('asks for what the place wants to know, at the counter and on the page of a sale', async () => {
    const field = await staff.postJson<OwnFieldView>('/guichet/v1/own_fields', {
      ...{ key: 'order_number', label: 'Order number', kind: 'order_number', required: true },
    });
    await begin();
    await visit.field('Order number').waitFor();
    await visit.type('35');
    await payBy('Cash');
    await visit.choose(visit.button('Record €35.00'));
    await visit.untilFocused(visit.field('Order number'));
    await visit.see('Fill this in.');
    await visit.type('A-17');
    await visit.press('Enter');
    await visit.see('€35.00 recorded.');
    const sale = await sell();
    visit = await place.visitSignedIn(`/sales/${sale.id}`);
    await visit.choose(visit.button(/^Record/));
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByLabel(/^Order number/).waitFor();
    await visit.tabTo(dialog.getByLabel('Amount'));
    await visit.press('Enter');
    await visit.untilFocused(dialog.getByLabel(/^Order number/));
    await visit.type('A-18');
    await visit.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await saleNow(sale)).toMatchObject({ status: 'paid' });
    await staff.postJson(`/guichet/v1/own_fields/${field.id}`, { required: false });
    expect(visit.complaints()).toEqual([]);
  });
});

describe('while nobody knows what the place has decided', { timeout: 60_000 }, () => {
  it('digits are hidden, and who chose cash is charged by no card', async () => {
    const { id } = await staff.postForm('/v1/customers', { name: 'Ida Known' });
    await staff.postForm('/v1/payment_methods/pm_card_visa/attach', { customer: id });
    await begin();
    await visit.page.route(TERMS, (route) => route.abort());
    await visit.page.reload();
    await visit.fill('Card number', '4242');
    const number = await visit.field('Card number').getAttribute('id');
    const drawn = () => visit.page.evaluate(`getComputedStyle(document.getElementById('${number}')).webkitTextSecurity`);
    expect(await drawn()).toBe('disc');
    await visit.page.unrouteAll();
    await begin(`/?customer=${id}`);
    await visit.page.getByRole('radio', { name: /Visa •4242/ }).waitFor();
    await visit.fill('Amount', '36');
    await payBy('Cash');
    await visit.button('Record €36.00').waitFor();
    await visit.page.route(TERMS, (route) => route.abort());
    await visit.page.reload();
    await visit.field('Amount').waitFor();
    await visit.tabTo(visit.field('Amount'));
    await visit.press('Enter');
    await visit.button('Try again').waitFor();
    await visit.press('Enter');
    const taken = await staff.get<ListOf<PaymentView>>('/guichet/v1/payments');
    expect(taken.data.filter(({ amount }) => amount === 3600)).toEqual([]);
    await visit.page.unrouteAll();
    await visit.choose(visit.button('Try again'));
    await visit.choose(visit.button('Record €36.00'));
    await visit.see('€36.00 recorded.');
  });

  it('a caller who could not be looked up is nobody yet', async () => {
    await begin();
    await visit.page.route('**/guichet/v1/customers?phone=*', (route) =>
      route.fulfill({ status: 403, json: { error: { type: 'invalid_request_error', code: 'forbidden', message: 'No.' } } }),
    );
    await visit.page.goto('/?phone=%2B33655443322');
    const dialog = visit.page.getByRole('dialog', { name: 'Who is calling?' });
    await dialog.getByText('Your role does not allow this. Ask the owner.').waitFor();
    expect(await visit.field('Name').count()).toBe(0);
    await visit.choose(dialog.getByRole('button', { name: 'Somebody new' }));
    await visit.untilFocused(visit.field('Name'));
    expect(await visit.field('Phone number').inputValue()).toBe('+33655443322');
  });

  it('a link that could not be opened says so before anybody types, and is followed when that is over', async () => {
    await begin();
    const { id } = await staff.postForm('/v1/customers', { name: 'Lia Linked' });
    const refused = { status: 403, json: { error: { type: 'invalid_request_error', code: 'forbidden', message: 'No.' } } };
    const dialog = visit.page.getByRole('dialog', { name: 'This link could not be opened' });
    const LOOK = `**/v1/customers/${id}`;
    await visit.page.route(LOOK, (route) => route.fulfill(refused));
    await visit.page.goto(`/?customer=${id}`);
    await dialog.getByText('Your role does not allow this. Ask the owner.').waitFor();
    await visit.page.unroute(LOOK);
    await visit.choose(dialog.getByRole('button', { name: 'Try again' }));
    await dialog.waitFor({ state: 'detached' });
    await visit.page.getByRole('group', { name: 'Customer' }).getByText('Lia Linked').waitFor();
    await visit.page.goto('/?sale=sale_missing');
    await dialog.waitFor();
    await visit.choose(dialog.getByRole('button', { name: 'Go on without it' }));
    await dialog.waitFor({ state: 'detached' });
    expect(new URL(visit.page.url()).search).toBe('');
  });

  it('the card of a customer taken once more is one that has not expired', async () => {
    const { id } = await staff.postForm('/v1/customers', { name: 'Ute Twocards' });
    await staff.postForm('/v1/payment_methods/pm_card_visa/attach', { customer: id });
    const newest = await staff.postForm('/v1/payment_methods/pm_card_mastercard/attach', { customer: id });
    await staff.postForm('/v1/payment_intents', {
      ...{ amount: '3700', currency: 'eur', 'payment_method_types[]': 'card', confirm: 'true', customer: id, payment_method: newest.id },
    });
    const pool = new pg.Pool(place.server.ownerPool());
    await pool.query('UPDATE payment_methods SET exp_year = 2020 WHERE id = $1', [newest.id]);
    await pool.end();
    await begin();
    await visit.choose(visit.button('Ute Twocards'));
    await visit.page.getByRole('radio', { name: /Visa •4242/ }).waitFor();
    expect(await visit.page.getByRole('radio', { name: /Visa •4242/ }).isChecked()).toBe(true);
  });
});
