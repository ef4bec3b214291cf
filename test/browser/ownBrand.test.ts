import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

const TIMEOUT_MS = 60_000;

/** One dot, which is a whole PNG. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');

let place: Place;
let staff: StaffRequests;
let payment: string;

beforeAll(async () => {
  place = await openPlace();
  staff = await StaffRequests.of(place, await place.visitSignedIn());
  const intent = await staff.postForm('/v1/payment_intents', {
    amount: '4990',
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: 'true',
    'allowed_payment_method_types[]': 'card',
    'payment_method_options[card][moto]': 'true',
    receipt_email: 'odile@example.com',
  });
  payment = intent.id;
});
afterAll(() => place.close());

const save = async (visit: Visit, words: RegExp) => {
  await visit.button('Save').click();
  await visit.see(words);
};

describe('a place of one’s own', { timeout: TIMEOUT_MS }, () => {
  it('says who it is: a wrong number is told at its field, the right one is printed', async () => {
    const visit = await place.visitSignedIn('/business');
    await visit.field('Name on statements').fill('LUMIERE PARIS');
    await visit.field('SIREN').fill('732829321');
    await visit.button('Save').click();
    const siren = visit.field('SIREN');
    await visit.untilFocused(siren);
    expect(await visit.descriptionOf(siren)).toContain('nine digits');
    await siren.fill('732 829 320');
    await save(visit, /^Saved\. Receipts from now on/);
    await visit.see('SIREN 732\u00a0829\u00a0320');
    expect(visit.complaints('400 /guichet/v1/business')).toEqual([]);
  });

  it('has a colour, and is told when it is too pale', async () => {
    const visit = await place.visitSignedIn('/business');
    await visit.field('Colour').fill('#ffe14d');
    await visit.see(/too little to be read/);
    await visit.field('Colour').fill('#0f6580');
    await visit.see(/is used as it is/);
  });

  it('has a logo, but none that could run', async () => {
    const visit = await place.visitSignedIn('/business');
    const file = visit.page.locator('input[type=file]');
    await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
    await visit.see(/SVG is not taken/);
    await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: DOT });
    await visit.page.getByAltText('The logo as it is now').waitFor();
    await visit.button('Remove it').click();
    await visit.see(/No logo yet/);
    expect(visit.complaints('400 /guichet/v1/business/logo')).toEqual([]);
  });

  it('writes its receipts beside a preview that follows, and keeps each version', async () => {
    const visit = await place.visitSignedIn('/business/receipts');
    await visit.field('Above the amount').fill('Open <b>daily</b>');
    await visit.page.frameLocator('iframe').getByText('Open <b>daily</b>').waitFor();
    await save(visit, /^Saved\. Receipts follow it/);
    await visit.see('Version 1');
    await visit.page.getByRole('radio', { name: '80 mm slip' }).check();
    await visit.page.getByRole('radio', { name: 'A refund' }).check();
    await visit.see('Amount refunded');
    await visit.page.getByRole('checkbox', { name: 'Legal mentions' }).uncheck();
    await save(visit, /^Saved\. Receipts follow it/);
    await visit.button('Put version 1 into the form').click();
    expect(visit.complaints()).toEqual([]);
  });

  it('prints a slip of its length, and nothing else of the page', async () => {
    const visit = await place.visitSignedIn(`/payments/${payment}`);
    await visit.page.getByRole('link', { name: 'Print a receipt' }).click();
    await visit.page.evaluate('window.print = () => {}');
    await visit.see('ATELIER LUMIERE');
    await visit.button('Print on 80 mm').click();
    const pdf = (await visit.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [, width = '0', height = '0'] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    // 80 millimetres in points, and a strip higher than wide.
    expect(Number(width)).toBeCloseTo(226.8, 0);
    expect(Number(height)).toBeGreaterThan(Number(width));
    expect(visit.complaints()).toEqual([]);
  });

  it('saves it as a PDF', async () => {
    const visit = await place.visitSignedIn(`/payments/${payment}/print`);
    const download = visit.page.waitForEvent('download');
    await visit.button('Save as PDF').click();
    expect((await download).suggestedFilename()).toMatch(/^receipt-pi_\w+\.pdf$|^recu-pi_\w+\.pdf$/);
  });
});

describe('how the pages look', { timeout: TIMEOUT_MS }, () => {
  const ground = (visit: Visit) => visit.page.evaluate('getComputedStyle(document.body).backgroundColor') as Promise<string>;
  const DARK = 'rgb(17, 23, 26)';
  const LIGHT = 'rgb(246, 245, 241)';

  it('is the device’s until somebody chooses, and theirs from then on', async () => {
    const visit = await place.visitSignedIn('/payments', { colorScheme: 'dark' });
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await ground(visit)).toBe(DARK);
    await visit.page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => ground(visit)).toBe(LIGHT);
    await visit.button(/Odile Martin/).click();
    await visit.button('Dark').click();
    expect(await ground(visit)).toBe(DARK);
    await visit.page.reload();
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await ground(visit)).toBe(DARK);
    await visit.button(/Odile Martin/).click();
    await visit.button('As the device').click();
    expect(await ground(visit)).toBe(LIGHT);
    await visit.context.close();
  });
});

describe('help', { timeout: TIMEOUT_MS }, () => {
  it('is found on every page, by its words, and from the page that it concerns', async () => {
    const visit = await place.visitSignedIn('/disputes');
    await visit.page.getByRole('link', { name: 'How this works' }).click();
    await visit.page.getByRole('heading', { level: 1, name: 'When a customer disputes' }).waitFor();
    await visit.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Help' }).first().click();
    await visit.field('Find in the guides').fill('iban');
    await expect.poll(() => visit.page.getByRole('main').getByRole('listitem').count()).toBe(1);
    await visit.page.getByRole('link', { name: 'Taking a direct debit' }).click();
    await visit.see('Before you begin');
    await visit.page.getByRole('link', { name: 'Practise' }).click();
    await visit.see('Cards that answer');
    expect(visit.complaints()).toEqual([]);
  });
});

describe('what waits', { timeout: TIMEOUT_MS }, () => {
  const until = async (find: () => Promise<boolean>) => expect.poll(find, { timeout: 15_000 }).toBe(true);
  const charge = (token: string) =>
    staff.postForm('/v1/payment_intents', {
      amount: '3000',
      currency: 'eur',
      payment_method: token,
      confirm: 'true',
      description: 'Floor lamp',
      'allowed_payment_method_types[]': 'card',
      'payment_method_options[card][moto]': 'true',
    });

  it('is taken, and done with a note', async () => {
    await charge('pm_card_createIssuerFraudRecord');
    await until(async () => (await staff.get<{ data: unknown[] }>('/v1/radar/early_fraud_warnings')).data.length > 0);
    const visit = await place.visitSignedIn('/work');
    await visit.button('Take: Fraud warning').click();
    await visit.page.getByRole('table', { name: 'To look at' }).getByText('Odile Martin').waitFor();
    await visit.button('Done: Fraud warning').click();
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await visit.see('Write a word or two.');
    await visit.field('What came of it').fill('Rang the customer');
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await visit.page.getByRole('table', { name: 'Done lately' }).getByText('Rang the customer').waitFor();
    await visit.see('Nothing waits');
    expect(visit.complaints()).toEqual([]);
  });

  it('as a dispute is answered with what is there, read by a person before it goes', async () => {
    const { id } = await charge('pm_card_createDispute');
    const disputes = () => staff.get<{ data: { id: string }[] }>(`/v1/disputes?payment_intent=${id}`);
    await until(async () => (await disputes()).data.length === 1);
    const dispute = (await disputes()).data[0]?.id;
    const visit = await place.visitSignedIn(`/disputes/${dispute}`);
    await visit.button('Gather what we have').click();
    await visit.see(/Nothing has been sent/);
    expect(await visit.page.locator('textarea[name=product_description]').inputValue()).toContain('Floor lamp');
    expect(visit.posts(`/v1/disputes/${dispute}`)).toBe(0);
    const files = visit.page.locator('input[type=file]');
    await files.first().setInputFiles({ name: 'till.png', mimeType: 'image/png', buffer: DOT });
    await visit.page.locator('button', { hasText: 'till.png' }).waitFor();
    // Taken back, the focus stays where a file is chosen.
    await visit.button('Remove it').click();
    expect(await visit.page.locator('button:focus').innerText()).toBe('Choose a file');
    await visit.button('Save as draft').click();
    await visit.see('The draft is saved.');
    expect(visit.complaints()).toEqual([]);
  });
});
