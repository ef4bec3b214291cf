import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;
let payer: string;
let stranger: string;

beforeAll(async () => {
  place = await openPlace();
  visit = await place.visitSignedIn('/records');
  const staff = await StaffRequests.of(place, visit);
  await staff.postJson('/guichet/v1/own_fields', { key: 'order_number', label: 'Order number', kind: 'order_number' });
  payer = (await staff.postForm('/v1/customers', { name: 'Quirin Zadig' })).id;
  stranger = (await staff.postForm('/v1/customers', { name: 'Someone Else' })).id;
  const cash = { amount: 1200, currency: 'eur', method: 'cash' };
  await staff.postJson('/guichet/v1/payment_records', { ...cash, customer: payer, metadata: { order_number: 'A-17' } });
  await staff.postJson('/guichet/v1/payment_records', { ...cash, amount: 4500, description: 'Deposit' });
});
afterAll(() => place.close());

const rows = () => visit.page.getByRole('table', { name: 'Recorded payments' }).getByRole('row');
const row = (text: string) => rows().filter({ hasText: text });

describe('payments in cash', { timeout: 90_000 }, () => {
  it('show what was answered, and are found by it', async () => {
    await visit.startAfresh('/records');
    await row('Order number A-17').waitFor();
    await row('Deposit').waitFor();
    await visit.fill('Search', 'A-17');
    await row('Deposit').waitFor({ state: 'detached' });
    expect(await row('Order number A-17').count()).toBe(1);
    expect(await visit.field('Day').inputValue()).toBe('');
    await visit.page.reload();
    await row('Order number A-17').waitFor();
    expect(await visit.field('Search').inputValue()).toBe('A-17');
    await visit.fill('Search', 'nobody');
    await visit.see('No payment fits');
    expect(visit.complaints()).toEqual([]);
  });

  it('stand on their customer’s page, and can be reversed there', async () => {
    await visit.startAfresh(`/customers/${payer}`);
    await row('Order number A-17').waitFor();
    expect(await visit.page.getByText('This customer has not paid yet.').count()).toBe(0);
    expect(await row('Deposit').count()).toBe(0);
    await visit.choose(visit.button('Reverse'));
    await visit.page.getByRole('dialog').waitFor();
    await visit.press('Escape');
    await visit.startAfresh(`/customers/${stranger}`);
    await visit.see('This customer has not paid yet.');
    expect(visit.complaints()).toEqual([]);
  });

  it('are not said to be missing while they could not be read', async () => {
    await visit.startAfresh('/customers');
    await visit.page.route('**/guichet/v1/payment_records?*', (route) => route.abort());
    await visit.page.goto(`/customers/${stranger}`);
    await visit.see('The server could not be reached.');
    expect(await visit.page.getByText('This customer has not paid yet.').count()).toBe(0);
    await visit.page.unrouteAll();
    await visit.choose(visit.button('Try again'));
    await visit.see('This customer has not paid yet.');
  });
});
