import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postTo } from '../../server/test/harness/apiClient.ts';
import { openPlace, PHONE, type Place, STAFF } from './place.ts';
import { makeSomeHistory } from './someHistory.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

const BY_PROGRAM = 23;

let place: Place;
let visit: Visit;

/** Payments by staff or with something to tell, and more than a page of others by a program. */
beforeAll(async () => {
  place = await openPlace();
  await makeSomeHistory(await StaffRequests.of(place, await place.visitSignedIn()));
  for (let index = 1; index <= BY_PROGRAM; index += 1) {
    const amount = String(1000 + index);
    const form = { amount, currency: 'eur', confirm: 'true', payment_method: 'pm_card_visa', 'payment_method_types[]': 'card' };
    const { status } = await postTo(place.server, '/v1/payment_intents', { ...form, description: `Web order ${index}` });
    expect(status).toBe(200);
  }
});
afterAll(() => place.close());

const rows = async (): Promise<string[]> => {
  const texts = await visit.page.getByRole('table').locator('tbody tr').allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
};
const untilRows = (count: number) => expect.poll(async () => (await rows()).length).toBe(count);

describe('the list of payments', () => {
  beforeEach(async () => {
    visit = await place.visitSignedIn('/payments');
    await untilRows(25);
  });

  it('is cut into pages by the server, and turned by keyboard', async () => {
    const newest = (await rows())[0];
    expect(newest).toMatch(/^€10\.23 Paid Web order 23 Visa •4242 API \d\d:\d\d$/);
    expect(await visit.button('Newer').isDisabled()).toBe(true);
    await visit.choose(visit.button('Older'));
    await untilRows(4);
    expect(await visit.button('Older').isDisabled()).toBe(true);
    await visit.page.goBack();
    await untilRows(25);
    await visit.choose(visit.button('Older'));
    await untilRows(4);
    await visit.choose(visit.button('Newer'));
    await untilRows(25);
    expect((await rows())[0]).toBe(newest);
  });

  it.each([
    ['giulia', 1, /^€128\.00 Paid Giulia Rossi/],
    ['order 7', 1, /^€10\.07/],
    ['0005', 1, /^€249\.00 Partly refunded/],
  ])('finds %s while one types', async (query, count, first) => {
    await visit.fill('Search', query);
    await untilRows(count);
    expect((await rows())[0]).toMatch(first);
    expect(visit.page.url()).toContain('query=');
  });

  it.each([
    ['Status', 'Decl', 1],
    ['Status', 'On h', 1],
    ['Channel', 'In p', 2],
    ['Taken by', 'Odile', 6],
    ['Taken by', 'API', 23],
  ])('narrows by %s: %s', async (label, typed, count) => {
    await visit.pick(label, typed);
    await untilRows(count);
  });

  it('narrows by days, keeps the filters in the address, and clears them', async () => {
    await visit.field('From').fill('2020-01-01');
    await visit.field('To').fill('2020-01-31');
    await visit.see('No payment fits');
    expect(visit.page.url()).toMatch(/from=2020-01-01.*to=2020-01-31|to=2020-01-31.*from=2020-01-01/);
    await visit.page.reload();
    await visit.see('No payment fits');
    await visit.choose(visit.button('Clear').first());
    await untilRows(25);
  });

  it('leads to each payment by one stop of the tab key, and Enter', async () => {
    await visit.fill('Search', 'Invoice 2041');
    await untilRows(1);
    await visit.choose(visit.page.getByRole('link', { name: '€249.00' }));
    await visit.page.getByRole('heading', { name: 'In the books' }).waitFor();
    expect(await rows()).toEqual([
      expect.stringMatching(/Owed by the provider Sales €249\.00$/),
      expect.stringMatching(/Processing fees Owed by the provider €6\.23$/),
      expect.stringMatching(/Refunds Owed by the provider €50\.00$/),
    ]);
  });
});

describe('on a phone', () => {
  it('the filters unfold', async () => {
    visit = await place.visitSignedIn('/payments', PHONE);
    await untilRows(25);
    await visit.choose(visit.button('Filters'));
    await visit.tabTo(visit.field('Status'));
    await visit.type('Decl');
    await untilRows(1);
    await visit.button('Filters (1)').waitFor();
  });
});

describe('customers', () => {
  it('are found by name without accents, and show their cards and history', async () => {
    visit = await place.visitSignedIn('/customers');
    await untilRows(4);
    await visit.fill('Search', 'hotel');
    await untilRows(1);
    await visit.fill('Search', 'camille');
    await expect.poll(rows).toEqual([expect.stringMatching(/^Camille Durand .* American Express •0005 12\/\d\d$/)]);
    await visit.choose(visit.page.getByRole('link', { name: 'Camille Durand' }));
    await visit.page.getByRole('heading', { level: 1, name: 'Camille Durand' }).waitFor();
    await visit.page.getByRole('table', { name: 'Payments' }).waitFor();
    expect(await rows()).toEqual([expect.stringContaining('€249.00')]);
  });

  it('are changed, and asked to pay, from their page', async () => {
    visit = await place.visitSignedIn('/customers');
    await visit.choose(visit.page.getByRole('link', { name: 'Giulia Rossi' }));
    await visit.choose(visit.button('Edit'));
    await visit.fill('Phone number', '+39 02 1234');
    await visit.press('Enter');
    await visit.page.getByRole('link', { name: '+39 02 1234' }).waitFor();
    await visit.tabTo(visit.page.getByRole('link', { name: 'Take a payment' }), 'Shift+Tab');
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Amount'));
    await visit.page.getByRole('group', { name: 'Customer' }).getByText('Giulia Rossi').waitFor();
  });
});

describe('API keys', () => {
  it('show their secret once, and can be revoked', async () => {
    visit = await place.visitSignedIn('/developers');
    await visit.choose(visit.button('New API key'));
    await visit.untilFocused(visit.field('Name'));
    await visit.type('web shop');
    await visit.press('Enter');
    const secret = await visit.page.getByText(/^sk_test_[0-9A-Za-z]{12,}$/).innerText();
    expect((await postTo({ base: place.server.base, key: secret }, '/v1/customers', { name: 'By program' })).status).toBe(200);
    await visit.choose(visit.button('I have copied it'));
    await visit.see(STAFF.name);
    expect(await visit.page.getByText(secret).count()).toBe(0);
    await visit.choose(visit.button('Revoke web shop'));
    await visit.untilFocused(visit.button('Revoke the key'));
    await visit.press('Enter');
    await visit.see('Revoked');
    expect((await postTo({ base: place.server.base, key: secret }, '/v1/customers', { name: 'By program' })).status).toBe(401);
  });
});
