import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './inspect.ts';
import { openPlace, type Place } from './place.ts';
import { makeSomeHistory } from './someHistory.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;

beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

const heading = (name: string) => visit.page.getByRole('heading', { name, exact: true });
const cells = async (table: string): Promise<string[]> => {
  const texts = await visit.page.getByRole('table', { name: table }).locator('tbody tr').allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
};

describe('a place without payments', () => {
  it('has a page that says what will stand there', async () => {
    visit = await place.visitSignedIn('/home');
    await visit.see('Your business at a glance');
    await visit.choose(visit.page.getByRole('link', { name: 'Take the first payment' }));
    await visit.field('Amount').waitFor();
    expect(visit.complaints()).toEqual([]);
  });
});

describe('a place with payments', () => {
  beforeAll(async () => {
    await makeSomeHistory(await StaffRequests.of(place, await place.visitSignedIn()));
  });

  it('shows how today and the month go', async () => {
    visit = await place.visitSignedIn('/home');
    await heading('Sales today').waitFor();
    const card = visit.page.locator('section').filter({ has: heading('Sales today') });
    expect(await card.innerText()).toMatch(/€840\.05[\s\S]*5 payments/);
    expect((await cells('This month by channel')).join('\n')).toContain('Phone');
    expect(await cells('Declined this month, by reason')).toEqual(['The card could not cover the amount. 1']);
    expect(visit.complaints()).toEqual([]);
  });

  it('shows its chart as a table too, and each line leads to its payments', async () => {
    await visit.page.getByRole('radio', { name: 'Table' }).check();
    const rows = await cells('Sales of the last 31 days');
    expect(rows).toHaveLength(31);
    expect(rows[0]).toContain('€840.05');
    await visit.page.getByRole('table', { name: 'Sales of the last 31 days' }).getByRole('link').first().click();
    await visit.page.waitForURL(/\/payments\?from=/);
    await visit.see('Repair of a chandelier');
  });

  it('has reports over a period, told apart by what one wants to know', async () => {
    visit = await place.visitSignedIn('/reports?by=staff');
    await visit.page.getByRole('table', { name: 'Sales and what came off them' }).waitFor();
    expect((await cells('Sales and what came off them'))[0]).toMatch(/^Odile Martin 5 €840\.05 €50\.00/);
    await visit.pick('Period', 'Yest');
    await visit.see('Nothing in this period');
    expect(visit.page.url()).toContain('period=yesterday');
  });

  it('tells products, taxes, fees, refunds and disputes in detail, and lines lead to their payments', async () => {
    visit = await place.visitSignedIn('/reports?report=details');
    await visit.page.getByRole('table', { name: 'Products' }).waitFor();
    // A third of three lines that stand in no catalogue: what somebody typed is kept nowhere but in the sale itself.
    const products = (await cells('Products')).join('\n');
    expect(products).toMatch(/Free lines 1 €67\.55 €0\.00 €67\.55/);
    expect(products).not.toContain('Ceiling lamp');
    expect(products).toMatch(/Without items – €772\.50 €50\.00 €722\.50/);
    const choose = async (name: string) => {
      await visit.page.getByLabel('In detail', { exact: true }).last().selectOption({ label: name });
      await visit.page.getByRole('table', { name }).waitFor();
    };
    await choose('Taxes by rate');
    expect((await cells('Taxes by rate'))[0]).toMatch(/^TVA 20%, included /);
    await choose('Refunds by reason');
    expect((await cells('Refunds by reason'))[0]).toMatch(/ 1 €50\.00$/);
    const [file] = await Promise.all([visit.page.waitForEvent('download'), visit.choose(visit.button('Download CSV'))]);
    expect(file.suggestedFilename()).toMatch(/^breakdown-refunds-[-\dto]+\.csv$/);
    await choose('Fees');
    await visit.page.getByRole('table', { name: 'Fees' }).getByRole('link', { name: 'Card' }).click();
    await visit.page.waitForURL(/\/payments\?.*method=card/);
    await visit.see('Repair of a chandelier');
    expect(visit.complaints()).toEqual([]);
  });

  it('tells sales by the answers to a field with choices, and finds their payments by it', async () => {
    const staff = await StaffRequests.of(place, await place.visitSignedIn());
    await staff.postJson('/guichet/v1/own_fields', { key: 'zone', label: 'Where', kind: 'choice', choices: ['Workshop', 'Fair'] });
    const paid = { amount: '1500', currency: 'eur', confirm: 'true', 'payment_method_types[]': 'card', payment_method: 'pm_card_visa' };
    await staff.postForm('/v1/payment_intents', { ...paid, description: 'Lantern', 'metadata[zone]': 'Fair' }, 'in_person');
    const other = { amount: '1500', currency: 'eur', 'payment_method_types[]': 'card', description: 'Fair copy' };
    await staff.postForm('/v1/payment_intents', { ...other, 'metadata[zone]': 'Workshop' }, 'in_person');
    visit = await place.visitSignedIn('/reports');
    await visit.page.getByLabel('Told apart by').selectOption({ label: 'Where' });
    await visit.page.getByRole('columnheader', { name: 'Where' }).waitFor();
    expect((await cells('Sales and what came off them')).join('\n')).toMatch(/Fair 1 €15\.00 /);
    await visit.page.getByRole('table').getByRole('link', { name: 'Fair' }).click();
    await visit.page.waitForURL(/\/payments\?.*field=zone&answer=Fair/);
    await visit.see('Lantern');
    // The same words in another text are something else.
    expect(await visit.page.getByText('Repair of a chandelier').count()).toBe(0);
    expect(await visit.page.getByText('Fair copy').count()).toBe(0);
    await visit.field('Where').selectOption({ label: 'All' });
    await visit.see('Fair copy');
    expect(visit.complaints()).toEqual([]);
  });

  it('lists what is on hold', async () => {
    visit = await place.visitSignedIn('/reports?report=holds');
    await visit.page.getByRole('table', { name: 'Open holds' }).waitFor();
    expect((await cells('Open holds'))[0]).toContain('€1,200.00');
  });

  it('downloads what is shown, and lists of a period', async () => {
    visit = await place.visitSignedIn('/reports?by=method');
    const [report] = await Promise.all([visit.page.waitForEvent('download'), visit.choose(visit.button('Download CSV'))]);
    expect(report.suggestedFilename()).toMatch(/^sales-by-method-[-\dto]+\.csv$/);
    expect(readFileSync(await report.path(), 'utf8')).toMatch(/card,,EUR,7\d\d\.50,50\.00,/);
    visit = await place.visitSignedIn('/reports?report=downloads&period=today');
    const [list] = await Promise.all([visit.page.waitForEvent('download'), visit.choose(visit.button('Download XLSX'))]);
    expect(
      readFileSync(await list.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('counts a drawer against what was taken in cash', async () => {
    const staff = await StaffRequests.of(place, await place.visitSignedIn());
    await staff.postJson('/guichet/v1/payment_records', { amount: 4210, currency: 'eur', method: 'cash' });
    visit = await place.visitSignedIn('/reports?report=drawers');
    await visit.page.getByRole('table', { name: 'Cash drawers' }).waitFor();
    await visit.fill('Float in EUR', '50');
    await visit.fill('Counted in EUR', '159.55');
    await visit.press('Enter');
    await visit.see('€0.10 is missing in the drawer.');
    await visit.fill('Counted in EUR', '159.65');
    await visit.press('Enter');
    await visit.see('The drawer holds what the records say.');
    await expect
      .poll(async () => (await cells('Cash drawers'))[0])
      .toMatch(/^Odile Martin €109\.65 €0\.00 €0\.00 €159\.65 counted, float €50\.00; by Odile Martin/);
    await visit.page.getByLabel('Currency').selectOption('chf');
    await visit.fill('Counted in CHF', '20');
    await visit.press('Enter');
    await visit.see(/CHF\s20\.00 more in the drawer/);
    expect(visit.complaints()).toEqual([]);
  });

  it.each([
    '/home',
    '/reports',
    '/reports?report=details',
    '/reports?report=details&of=taxes',
    '/reports?by=customer',
    '/reports?report=holds',
    '/reports?report=drawers',
    '/reports?report=downloads',
  ])('%s is accessible', async (path) => {
    visit = await place.visitSignedIn(path);
    await visit.page
      .getByRole(path.endsWith('downloads') ? 'combobox' : 'table')
      .first()
      .waitFor({ state: 'attached' });
    expect(await faultsOf(visit.page)).toEqual([]);
  });
});
