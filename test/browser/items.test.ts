import type { ItemView } from '@guichet/contract/itemViews.ts';
import type { ListOf } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  place = await openPlace();
  visit = await place.visitSignedIn('/items');
  staff = await StaffRequests.of(place, visit);
});
afterAll(() => place.close());

const dialog = () => visit.page.getByRole('dialog');
const items = async () => (await staff.get<ListOf<ItemView>>('/guichet/v1/items')).data;

describe('items, with the keyboard alone', { timeout: 90_000 }, () => {
  it('get a tax rate, and are added with it', async () => {
    await visit.see('Nothing is sold yet');
    await visit.choose(visit.button('Add a tax rate'));
    await visit.fill('Name', 'VAT');
    await visit.fill('Percentage', 'ten');
    await visit.press('Enter');
    await visit.see('Enter a percentage from 0 to 100');
    await visit.fill('Percentage', '5,5');
    await visit.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visit.see('VAT 5.5%, included');
    await visit.choose(visit.button('Add an item'));
    await visit.press('Enter');
    await visit.see('Enter a name.');
    await visit.fill('Name', 'Bread');
    await visit.fill('Price of one', '6,20');
    await visit.tabTo(visit.field('Tax'));
    await visit.press('ArrowDown');
    await visit.choose(visit.button('Add the item'));
    await dialog().waitFor({ state: 'detached' });
    expect(await items()).toMatchObject([
      { name: 'Bread', active: true, price: { currency: 'eur', unit_amount: 620 }, tax_rate: { rate: 55_000, inclusive: true } },
    ]);
    expect(visit.complaints()).toEqual([]);
  });

  it('change their price, and are taken off the counter', async () => {
    await visit.choose(visit.button('Change Bread'));
    await visit.fill('Price of one', '6.40');
    await visit.tabTo(visit.page.getByRole('checkbox', { name: 'It is sold at the counter' }));
    await visit.press('Space', 'Enter');
    await dialog().waitFor({ state: 'detached' });
    await visit.see('Not sold');
    expect(await items()).toMatchObject([{ active: false, price: { unit_amount: 640 } }]);
  });

  it('are found by a part of their name', async () => {
    await staff.postJson('/guichet/v1/items', { name: 'Croissant', currency: 'eur', unit_amount: 130 });
    await visit.fill('Find by name', 'ROISS');
    await visit.see('Croissant');
    await visit.page.getByText('Bread').waitFor({ state: 'detached' });
    await visit.fill('Find by name', 'nothing');
    await visit.see('No item is called so');
  });
});
