import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { answered, CARDS, keyIn } from './sale.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;

beforeAll(async () => {
  place = await openPlace();
  visit = await place.visitSignedIn('/counter-settings');
});
afterAll(() => place.close());

const dialog = () => visit.page.getByRole('dialog');

describe('presets and fields, with the keyboard alone', { timeout: 90_000 }, () => {
  it('are set up by a manager', async () => {
    await visit.see('No preset yet');
    await visit.choose(visit.button('Add a field'));
    await visit.press('Enter');
    await visit.see('Enter a name.');
    await visit.fill('Name', 'Order number');
    await visit.see(/Payments keep the answer as order_number/);
    await visit.tabTo(visit.page.getByRole('checkbox', { name: 'It must be answered before a payment' }));
    await visit.press('Space', 'Enter');
    await dialog().waitFor({ state: 'detached' });
    await visit.choose(visit.button('Add a preset'));
    await visit.fill('Name', 'Table deposit');
    await visit.fill('Amount', '50');
    await visit.fill('Reference', 'Deposit');
    await visit.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visit.see('€50.00 · Deposit');
    expect(visit.complaints()).toEqual([]);
  });

  it('serve at the counter: a key fills the form, and the answer is asked for before the card is charged', async () => {
    await visit.startAfresh('/');
    await visit.button(/Table deposit/).waitFor();
    await visit.field('Order number').waitFor();
    await visit.press('Alt+1');
    await visit.untilFocused(visit.field('Reference'));
    expect(await visit.field('Amount').inputValue()).toBe('50.00');
    await keyIn(visit, { amount: '50', number: CARDS.approved });
    await visit.press('Enter');
    await visit.see('Fill this in.');
    await visit.untilFocused(visit.field('Order number'));
    expect(visit.posts('/v1/payment_intents')).toBe(0);
    await visit.type('A-17');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    expect(
      visit.sent().some((request) => request.includes('/v1/payment_intents') && request.includes('metadata%5Border_number%5D=A-17')),
    ).toBe(true);
  });
});
