import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import type { SavedAccounts } from '@guichet/contract/mandateRequestViews.ts';
import type { ListOf } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { answered, CARDS, keyIn, take } from './sale.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  place = await openPlace();
  visit = await place.visitSignedIn('/developers');
  staff = await StaffRequests.of(place, visit);
});
afterAll(() => place.close());

const ORDER = { key: 'order_number', label: 'Order number', kind: 'order_number', required: true };

describe('a key of the API', { timeout: 90_000 }, () => {
  it('is given its ceilings where it is made', async () => {
    await visit.choose(visit.button('New API key'));
    await visit.untilFocused(visit.field('Name'));
    await visit.type('kiosk');
    await visit.fill('Most for one payment', 'much');
    await visit.press('Enter');
    await visit.see('This is not an amount.');
    expect(visit.posts('/guichet/v1/api_keys')).toBe(0);
    await visit.fill('Most for one payment', '50');
    await visit.press('Enter');
    const secret = await visit.page.getByText(/^sk_test_[0-9A-Za-z]{12,}$/).innerText();
    await visit.choose(visit.button('I have copied it'));
    await visit.see('Takes up to €50.00 at a time.');
    const form = 'amount=5001&currency=eur&confirm=true&payment_method=pm_card_visa&payment_method_types[]=card';
    const answer = await visit.context.request.post('/v1/payment_intents', {
      data: form,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([answer.status(), await answer.json()]).toMatchObject([403, { error: { code: 'limit_exceeded' } }]);
    expect(visit.complaints()).toEqual([]);
  });
});

describe('an account that is debited on a mandate by mail', { timeout: 120_000 }, () => {
  const PAYER = { name: 'Gita Rao', email: 'gita@example.com' };
  const openWith = async (customer: string) => {
    await visit.startAfresh(`/?customer=${customer}`);
    await visit.page.getByRole('group', { name: 'Customer' }).getByText(PAYER.name).waitFor();
    await visit.page.getByRole('radio', { name: 'SEPA direct debit', exact: true }).check();
  };
  let customer: string;
  let link = '';

  it('is asked for at the counter, and nothing is taken', async () => {
    customer = (await staff.postForm('/v1/customers', PAYER)).id;
    await openWith(customer);
    await visit.fill('Amount', '35');
    await visit.page.getByRole('radio', { name: 'By mail, with a link' }).check();
    await visit.fill('IBAN', 'FR1420041010050500013M02606');
    await visit.press('Enter');
    await visit.see('Nothing was debited: the payer has to agree first.');
    link = await visit.page.getByText(/\/agree#/).innerText();
    expect(visit.posts('/v1/payment_intents')).toBe(0);
    await openWith(customer);
    await visit.fill('Amount', '35');
    await visit.page.getByRole('radio', { name: /•2606/ }).check();
    await visit.see('May not be debited yet: the payer has not agreed.');
    await visit.startAfresh(`/customers/${customer}`);
    await visit.see('May not be debited yet: the payer has not agreed.');
    expect(visit.complaints()).toEqual([]);
  });

  it('is asked for with one customer and one account, however often it was refused', async () => {
    const ASK = '**/guichet/v1/mandate_requests';
    const refusal = { type: 'invalid_request_error', code: 'limit_exceeded', message: 'Later.' };
    await visit.startAfresh('/');
    await visit.untilFocused(visit.field('Amount'));
    await visit.page.getByRole('radio', { name: 'SEPA direct debit', exact: true }).check();
    await visit.fill('Amount', '35');
    await visit.fill('Customer', 'Hanna Twice');
    await visit.page.getByRole('option', { name: /New customer/ }).waitFor();
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Name'));
    await visit.page.getByRole('radio', { name: 'By mail, with a link' }).check();
    await visit.fill('Account holder', 'Hanna Twice');
    await visit.fill('E-mail address of the payer', 'hanna@example.com');
    await visit.fill('IBAN', 'DE89370400440532013000');
    await visit.page.route(ASK, (route) => route.fulfill({ status: 403, json: { error: refusal } }), { times: 1 });
    await visit.choose(visit.button('Ask the payer by mail'));
    await visit.see('This is above your ceiling.');
    await visit.press('Enter');
    await visit.see('Nothing was debited: the payer has to agree first.');
    expect(visit.posts('/guichet/v1/mandate_requests')).toBe(2);
    const { data } = await staff.get<ListOf<{ id: string }>>('/guichet/v1/customers?query=Hanna');
    expect(data).toHaveLength(1);
    const accounts = await staff.get<SavedAccounts>(`/guichet/v1/customers/${data[0]?.id}/accounts`);
    expect(accounts.data).toHaveLength(1);
    expect(visit.complaints('403 /guichet/v1/mandate_requests')).toEqual([]);
  });

  it('is given by the payer, in the language that they choose', async () => {
    await openWith(customer);
    await visit.see('not agreed yet');
    await visit.fill('IBAN', 'DE89370400440532013000');
    const payer = await place.visit();
    await payer.page.route('**/guichet/v1/mandate_requests/look', (route) => route.abort(), { times: 1 });
    await payer.page.goto(link);
    await payer.choose(payer.button('Try again'));
    await payer.untilFocused(payer.page.getByRole('heading', { level: 1, name: /asks for your agreement/ }));
    const outdated = { type: 'invalid_request_error', code: 'parameter_invalid', param: 'text_version', message: 'Read it again.' };
    const AGREE = '**/guichet/v1/mandate_requests/agree';
    await payer.page.route(AGREE, (route) => route.fulfill({ status: 400, json: { error: outdated } }), { times: 1 });
    await payer.choose(payer.button('I agree'));
    await payer.see('The wording has changed since you opened this page.');
    await payer.untilFocused(payer.button('Show the new wording'));
    await payer.press('Enter');
    await payer.page.getByRole('heading', { level: 1, name: /asks for your agreement/ }).waitFor();
    await payer.see('•••• 2606');
    await payer.see(/You allow Atelier Lumière to have your account debited by SEPA direct debit/);
    await payer.choose(payer.button('I agree'));
    await payer.untilFocused(payer.page.getByRole('heading', { level: 1, name: 'Thank you, you have agreed' }));
    await payer.page.goto('/favicon.svg');
    await payer.page.goto(link);
    // Whoever never heard that they agreed finds it by the same link.
    await payer.untilFocused(payer.page.getByRole('heading', { level: 1, name: 'Thank you, you have agreed' }));
    expect(payer.complaints('400 /guichet/v1/mandate_requests/agree', 'Failed to load resource: net::ERR_FAILED')).toEqual([]);
    await payer.context.close();

    // Whoever typed another account meanwhile still means that one.
    const lookAgain = () => visit.page.evaluate("void dispatchEvent(new Event('visibilitychange'))");
    const isTold = async () => {
      await lookAgain();
      return visit.page.getByText('not agreed yet').count();
    };
    await expect.poll(isTold).toBe(0);
    expect((await visit.field('IBAN').inputValue()).replaceAll(' ', '')).toBe('DE89370400440532013000');
  });

  it('is then debited as a saved card is charged', async () => {
    const WORDS = '**/guichet/v1/mandate_texts?*';
    await visit.context.route(WORDS, () => {
      // Never answered: who has agreed needs no words again.
    });
    await openWith(customer);
    await visit.fill('Amount', '35');
    await visit.page.getByRole('radio', { name: /•2606/, checked: true }).waitFor();
    await visit.press('Enter');
    await visit.see(/€35\.00 (?:pending|paid)\./);
    await visit.context.unroute(WORDS);
    expect(visit.complaints()).toEqual([]);
  });
});

describe('what the place asks for besides', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    await staff.postJson('/guichet/v1/own_fields', ORDER);
  });

  it('is asked for where cash is recorded, and kept with the record', async () => {
    await visit.startAfresh('/records');
    await visit.field('Order number').waitFor();
    await visit.fill('Amount', '12,50');
    await visit.press('Enter');
    await visit.see('Fill this in.');
    await visit.untilFocused(visit.field('Order number'));
    expect(visit.posts('/guichet/v1/payment_records')).toBe(0);
    await visit.type('A-17');
    await visit.press('Enter');
    await visit.see('€12.50 recorded.');
    expect(visit.sent().some((request) => request.includes('"metadata":{"order_number":"A-17"}'))).toBe(true);
    expect(await visit.field('Order number').inputValue()).toBe('');
  });

  it('stands there when the form appears', async () => {
    const page = await visit.context.newPage();
    // However long the answer takes here: the page would be drawn without it after a second.
    await page.addInitScript(
      'const later = setTimeout; globalThis.setTimeout = (run, ms, ...rest) => (ms === 1000 ? 0 : later(run, ms, ...rest))',
    );
    await page.route('**/guichet/v1/own_fields', async (route) => {
      await new Promise((waited) => setTimeout(waited, 300));
      await route.continue();
    });
    await page.goto('/');
    await page.getByLabel('Amount').first().waitFor();
    expect(await page.getByLabel('Order number').count()).toBe(1);
    await page.close();
  });

  it('is known before anything is taken', async () => {
    const known = Promise.withResolvers<void>();
    await visit.startAfresh('/favicon.svg');
    await visit.page.route('**/guichet/v1/own_fields', async (route) => {
      await known.promise;
      await route.continue();
    });
    await visit.page.goto('/');
    const recorded = visit.posts('/guichet/v1/payment_records');
    await take(visit, { amount: '8', number: CARDS.approved });
    await visit.see('Reading what the business asks for with a payment…');
    await visit.page.getByRole('radio', { name: 'Cash' }).check();
    await visit.field('Handed over').waitFor();
    await visit.see('Reading what the business asks for with a payment…');
    await visit.press('Enter');
    known.resolve();
    await visit.field('Order number').waitFor();
    await visit.page.unrouteAll();
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Order number'));
    await visit.see('Fill this in.');
    expect([visit.posts('/v1/payment_intents'), visit.posts('/guichet/v1/payment_records')]).toEqual([0, recorded]);
  });

  it('is read anew where it has changed since, and what was typed stays, the card too', async () => {
    await visit.startAfresh('/');
    await visit.field('Order number').waitFor();
    const table = await staff.postJson<OwnFieldView>('/guichet/v1/own_fields', {
      ...{ key: 'table', label: 'Table', kind: 'text', required: true },
    });
    await visit.fill('Order number', 'A-18');
    await keyIn(visit, { amount: '8', number: CARDS.approved });
    await visit.press('Enter');
    await visit.see('What the business asks for has changed.');
    await visit.field('Table').waitFor();
    expect(await visit.field('Card number').inputValue()).toBe('4242 4242 4242 4242');
    await visit.choose(visit.button('Take €8.00'));
    await visit.untilFocused(visit.field('Table'));
    await visit.type('7');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    await staff.postJson(`/guichet/v1/own_fields/${table.id}`, { required: false });
    expect(visit.complaints('400 /v1/payment_intents')).toEqual([]);
  });

  it('is asked for at the counter when it is cash too', async () => {
    await visit.startAfresh('/');
    await visit.field('Order number').waitFor();
    await visit.fill('Amount', '8');
    await visit.page.getByRole('radio', { name: 'Cash' }).check();
    await visit.field('Handed over').waitFor();
    await visit.tabTo(visit.field('Amount'), 'Shift+Tab');
    await visit.press('Enter');
    await visit.see('Fill this in.');
    await visit.untilFocused(visit.field('Order number'));
    await visit.type('A-18');
    await visit.press('Enter');
    await visit.see('€8.00 recorded.');
    expect(visit.sent().some((request) => request.includes('"metadata":{"order_number":"A-18"}'))).toBe(true);
    expect(visit.complaints('400 /v1/payment_intents')).toEqual([]);
  });
});
