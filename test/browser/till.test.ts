import type { PaymentRecordView } from '@guichet/contract/recordViews.ts';
import type { SaleView } from '@guichet/contract/saleViews.ts';
import type { ListOf, PaymentView } from '@guichet/contract/terminal.ts';
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { answered } from './sale.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  place = await openPlace();
  visit = await place.visitSignedIn();
  staff = await StaffRequests.of(place, visit);
  const tax = await staff.postForm('/v1/tax_rates', { display_name: 'VAT', inclusive: 'true', percentage: '20' });
  await staff.postJson('/guichet/v1/items', { name: 'Bread', currency: 'eur', unit_amount: 600, tax_rate: tax.id });
  await staff.postJson('/guichet/v1/items', { name: 'Butter', currency: 'eur', unit_amount: 350 });
  const { id } = await staff.postForm('/v1/customers', { name: 'Quirin Zadig' });
  await staff.postForm('/v1/payment_methods/pm_card_visa/attach', { customer: id });
});
afterAll(() => place.close());

const sales = async () => (await staff.get<ListOf<SaleView>>('/guichet/v1/sales')).data;
const amount = () => visit.field('Amount').inputValue();
const addItem = async (typed: string, name: string) => {
  await visit.type(typed);
  await visit.press('Enter');
  await visit.page
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('textbox', { name: `Quantity: ${name}` })
    .waitFor();
};

describe('items at the counter', { timeout: 120_000 }, () => {
  it('are found from the first letter, and sold with a discount and a tip on a saved card', async () => {
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.press('Alt+a');
    await visit.untilFocused(visit.field('Add an item'));
    await addItem('d', 'Bread');
    await visit.press('Enter');
    await addItem('bu', 'Butter');
    expect(await amount()).toBe('9.50');
    await visit.choose(visit.button('One more: Bread'));
    await visit.fill('Discount on the whole', '10%');
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Add an item'));
    await visit.fill('Tip', 'much');
    await visit.see('This is not an amount.');
    expect(await amount()).toBe('');
    await visit.choose(visit.button('5%'));
    // 15.50 less a tenth are 13.95; a tip of 5 % on that is rounded up.
    await expect.poll(amount).toBe('14.65');
    await visit.see('VAT 20%, included');
    await visit.page.reload();
    await visit.page.getByRole('textbox', { name: 'Quantity: Bread' }).waitFor();
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.field('Amount').getAttribute('readonly')).not.toBeNull();
    await visit.press('Alt+c');
    await visit.type('za');
    await visit.page.getByRole('option', { name: 'Quirin Zadig', exact: false }).first().waitFor();
    await visit.press('Enter');
    await visit.untilFocused(visit.button('Take €14.65'));
    await visit.press('Enter');
    await answered(visit, 'Approved');
    await visit.see('This sale is paid in full.');
    const [sale, ...others] = await sales();
    expect(others).toEqual([]);
    expect(sale).toMatchObject({ status: 'paid', amount: 1465, listed: 1550, discount: 155, tip: 70, customer: { name: 'Quirin Zadig' } });
    expect(sale?.lines).toMatchObject([
      { name: 'Bread', quantity: 2 },
      { name: 'Butter', quantity: 1 },
    ]);
    expect(visit.complaints()).toEqual([]);
  });

  it('make one sale, though the first answer was lost and the card was declined', async () => {
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.choose(visit.button(/^Sell items/));
    await visit.untilFocused(visit.field('Add an item'));
    await visit.type('Delivery');
    await visit.page.getByRole('option', { name: 'Free line' }).waitFor();
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Price of one'));
    await visit.type('7,50');
    await expect.poll(() => visit.field('Tax').isEnabled()).toBe(true);
    await visit.press('Enter');
    await expect.poll(amount).toBe('7.50');
    const before = (await sales()).length;
    let lost = 0;
    await visit.page.route('**/guichet/v1/sales', async (route) => {
      lost += 1;
      if (lost > 1) return route.fallback();
      await route.fetch();
      await route.abort();
    });
    await visit.fill('Card number', '4000000000000002');
    await visit.type('1234123');
    await visit.press('Enter');
    await visit.see('The server could not be reached.');
    await visit.tabTo(visit.field('Card number'), 'Shift+Tab');
    await visit.press('Enter');
    await answered(visit, 'Declined');
    expect(await sales()).toHaveLength(before + 1);
    await visit.choose(visit.button('Take another card'));
    await visit.fill('Card number', '4242424242424242');
    await visit.type('1234123');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    const found = await sales();
    expect(found).toHaveLength(before + 1);
    expect(found[0]).toMatchObject({ status: 'paid', amount: 750, lines: [{ name: 'Delivery', product: null }] });
    expect(found[0]?.payments.map(({ status }) => status).sort()).toEqual(['failed', 'succeeded']);
  });
});

describe('a sale of items that does not come about', { timeout: 120_000 }, () => {
  const open = async () => (await sales()).filter(({ status }) => status === 'open');
  const startWith = async (typed: string, name: string) => {
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.press('Alt+a');
    await visit.untilFocused(visit.field('Add an item'));
    await addItem(typed, name);
  };
  const decline = async () => {
    await visit.fill('Card number', '4000000000000002');
    await visit.type('1234123');
    await visit.press('Enter');
    await answered(visit, 'Declined');
  };

  it('ends when its items are taken out, or a new sale begins', async () => {
    await startWith('bread', 'Bread');
    await decline();
    expect(await open()).toHaveLength(1);
    await visit.choose(visit.button('Take another card'));
    await visit.tabTo(visit.button('Take all out'), 'Shift+Tab');
    await visit.press('Enter');
    await expect.poll(open).toEqual([]);
    await startWith('bread', 'Bread');
    await decline();
    expect(await open()).toHaveLength(1);
    await visit.press('F2');
    await expect.poll(open).toEqual([]);
  });

  it('stays open where money has come for it meanwhile', async () => {
    await startWith('bread', 'Bread');
    await decline();
    const [sale] = await open();
    const part = { amount: 100, currency: 'eur', method: 'cash', metadata: { guichet_sale: sale?.id } };
    await staff.postJson('/guichet/v1/payment_records', part);
    const asked = visit.page.waitForResponse((response) => response.url().endsWith(`/guichet/v1/sales/${sale?.id}`));
    await visit.press('F2');
    await (await asked).finished();
    await visit.untilFocused(visit.field('Amount'));
    expect(await open()).toMatchObject([{ id: sale?.id, open: 500 }]);
    await staff.postJson(`/guichet/v1/sales/${sale?.id}/cancel`, {});
  });

  it('is made once, and its customer too, though what came after failed and the words were changed', async () => {
    const customers = async () => (await staff.get<ListOf<object>>('/v1/customers')).data.length;
    const before = await customers();
    await startWith('butter', 'Butter');
    await visit.press('Alt+c');
    await visit.type('Nadia Nouvelle');
    await visit.page.getByRole('option', { name: /^New customer/ }).waitFor();
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Name'));
    let failed = 0;
    await visit.page.route('**/guichet/v1/possible_duplicates*', (route) => {
      failed += 1;
      return failed > 1 ? route.fallback() : route.abort();
    });
    await visit.fill('Card number', '4242424242424242');
    await visit.type('1234123');
    await visit.press('Enter');
    await visit.see('The server could not be reached.');
    await visit.tabTo(visit.field('Reference'), 'Shift+Tab');
    await visit.type('Table 4');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    expect(await customers()).toBe(before + 1);
    await expect.poll(open).toEqual([]);
    expect((await sales())[0]).toMatchObject({ status: 'paid', description: 'Table 4', customer: { name: 'Nadia Nouvelle' } });
  });

  it('is not begun twice, nor changed, while it is made to be paid in parts', async () => {
    await startWith('bread', 'Bread');
    const held: Route[] = [];
    await visit.page.route('**/guichet/v1/sales', (route) => {
      held.push(route);
    });
    await visit.choose(visit.button('Pay in parts'));
    await expect.poll(() => held.length).toBe(1);
    await visit.page.getByRole('group', { name: 'Payment details' }).and(visit.page.locator(':disabled')).waitFor();
    expect(await visit.button(/^New sale/).isDisabled()).toBe(true);
    await visit.press('F2', 'Enter');
    expect(await amount()).toBe('6.00');
    await held[0]?.fallback();
    await visit.see('Still open: €6.00.');
    expect(held).toHaveLength(1);
    expect(visit.posts('/v1/payment_intents')).toBe(0);
  });
});

describe('what the counter could not learn', { timeout: 120_000 }, () => {
  it('is asked for anew: the taxes of a free line, and what is left of a sale', async () => {
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.page.route('**/v1/tax_rates*', (route) => route.abort());
    await visit.press('Alt+a');
    await visit.choose(visit.button('Free line'));
    await visit.type('Delivery');
    await visit.fill('Price of one', '5');
    await visit.see('The server could not be reached.');
    await visit.press('Enter');
    expect(await amount()).toBe('');
    expect(await visit.button('Add the line').isDisabled()).toBe(true);
    await visit.page.unrouteAll();
    await visit.choose(visit.button('Try again'));
    await expect.poll(() => visit.field('Tax').isEnabled()).toBe(true);
    await visit.tabTo(visit.field('Tax'), 'Shift+Tab');
    await visit.press('ArrowDown', 'Enter');
    await visit.see('VAT 20%, included');
    await visit.page.route(/guichet\/v1\/sales\/sale_/, (route) => route.abort());
    await visit.press('Alt+n');
    await visit.type('42424242424242421234123');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    await visit.see('The server could not be reached.');
    await visit.page.unrouteAll();
    await visit.choose(visit.button('Try again'));
    await visit.see('This sale is paid in full.');
  });

  it('leaves no amount out of sight: a line that is too large says so', async () => {
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.press('Alt+a');
    await visit.choose(visit.button('Free line'));
    await visit.type('Yacht');
    await visit.fill('Price of one', '9999999999.99');
    await expect.poll(() => visit.field('Tax').isEnabled()).toBe(true);
    await visit.press('Enter');
    const quantity = visit.page.getByRole('textbox', { name: 'Quantity: Yacht' });
    await visit.tabTo(quantity);
    await visit.type('2');
    await visit.see('The amount is above what can be charged.');
    expect(await visit.descriptionOf(quantity)).toBe('The amount is above what can be charged.');
    expect(await visit.hasFocus(quantity)).toBe(true);
  });
});

const recorded = async () => (await staff.get<ListOf<PaymentRecordView>>('/guichet/v1/payment_records')).data;

describe('a sale in three equal parts', { timeout: 120_000 }, () => {
  it('is paid in cash and by card, and what is left is always said', async () => {
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.press('Alt+a');
    await visit.untilFocused(visit.field('Add an item'));
    await addItem('bread', 'Bread');
    await visit.choose(visit.button('One more: Bread'));
    await visit.fill('Tip', '1');
    await expect.poll(amount).toBe('13.00');
    await visit.choose(visit.button('Pay in parts'));
    await visit.see('Still open: €13.00.');
    await visit.choose(visit.button('Split into 3'));
    await visit.page.getByRole('list', { name: 'Parts to come' }).getByText('€4.34').waitFor();
    const before = (await recorded()).length;
    await visit.choose(visit.button('Record a part'));
    await visit.press('Enter');
    await visit.see('Still open: €8.66.');
    await visit.choose(visit.page.getByRole('link', { name: 'Take €4.33' }));
    await visit.see('This payment is a part of a sale. Still open: €8.66.');
    await visit.untilFocused(visit.field('Amount'));
    await visit.press('Alt+c');
    await visit.type('za');
    await visit.page.getByRole('option', { name: 'Quirin Zadig', exact: false }).first().waitFor();
    await visit.press('Enter');
    await visit.untilFocused(visit.button('Take €4.33'));
    await visit.press('Enter');
    await answered(visit, 'Approved');
    await visit.see('Still open of this sale: €4.33.');
    await visit.choose(visit.page.getByRole('link', { name: 'Take the next part: €4.33' }));
    await visit.see('This payment is a part of a sale. Still open: €4.33.');
    await visit.page.getByRole('radio', { name: 'Cash', exact: true }).check({ force: true });
    await visit.choose(visit.button('Record €4.33'));
    await visit.see('This sale is paid in full.');
    const [sale] = await sales();
    expect(sale).toMatchObject({ status: 'paid', amount: 1300, open: 0, parts: 3, taken: 3 });
    expect(sale?.payments.map(({ kind, amount: taken }) => [kind, taken])).toEqual([
      ['record', 434],
      ['payment', 433],
      ['record', 433],
    ]);
    // One came of a sale before.
    expect((await recorded()).length - before).toBe(2);
    expect(visit.complaints()).toEqual([]);
  });

  it('keeps its customer, whose card is charged for a part', async () => {
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.press('Alt+a');
    await visit.untilFocused(visit.field('Add an item'));
    await addItem('bread', 'Bread');
    await visit.press('Alt+c');
    await visit.type('za');
    await visit.page.getByRole('option', { name: 'Quirin Zadig', exact: false }).first().waitFor();
    await visit.press('Enter');
    await visit.choose(visit.button('Pay in parts'));
    await visit.choose(visit.button('Split into 2'));
    await visit.choose(visit.page.getByRole('link', { name: 'Take €3.00' }));
    await visit.untilFocused(visit.field('Amount'));
    await visit.choose(visit.button('Take €3.00'));
    await answered(visit, 'Approved');
    await visit.see('Still open of this sale: €3.00.');
    const [sale] = await sales();
    const [taken] = (await staff.get<ListOf<PaymentView>>('/guichet/v1/payments?limit=1')).data;
    expect([taken?.amount, taken?.customer?.id]).toEqual([300, sale?.customer?.id]);
    expect(sale?.customer?.name).toBe('Quirin Zadig');
    expect(visit.complaints()).toEqual([]);
  });
});
