import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, PHONE, type Place, STAFF } from './place.ts';
import { answered, CARDS, take } from './sale.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;

beforeAll(async () => {
  place = await openPlace();
});
afterAll(async () => {
  await place.close();
});

/** The same story twice; the second caller has other cards, so that nothing looks like a second press. */
describe.each([
  ['at a desk', {}, CARDS.approved, 'Visa •4242', CARDS.amex],
  ['on a phone of 360 px', PHONE, CARDS.mastercard, 'Mastercard •4444', CARDS.secondAmex],
] as const)('a first payment by keyboard alone, %s', (_, options, number, card, otherCard) => {
  beforeAll(async () => {
    visit = await place.visit(options);
  });
  afterAll(async () => {
    await visit.context.close();
  });

  it('signs in', async () => {
    await visit.page.goto('/');
    await visit.untilFocused(visit.field('E-mail address'));
    await visit.type(STAFF.email);
    await visit.fill('Password', 'not the password');
    await visit.press('Enter');
    await visit.see('The e-mail address or the password is wrong.');
    await visit.fill('Password', STAFF.password);
    await visit.press('Enter');
    await visit.page.getByRole('heading', { name: 'Take a payment' }).waitFor();
    await visit.see('Test mode');
    await visit.untilFocused(visit.field('Amount'));
  });

  it('charges 49,90 € and says in words what the bank checked', async () => {
    await take(visit, { amount: '49,90', reference: 'Lamp of March', number });
    await answered(visit, 'Approved');
    await visit.page.getByRole('heading', { name: 'Approved €49.90' }).waitFor();
    await visit.see(card);
    const checks = visit.page.locator('dl', { hasText: 'Security code' });
    await checks.filter({ hasText: /Security code\s*matches/ }).waitFor();
    expect((await checks.innerText()).replaceAll(/\s+/g, ' ')).toBe('Security code matches Street not given Postcode not given');
  });

  it('e-mails the receipt and reads it in the outbox', async () => {
    await visit.choose(visit.button('E-mail a receipt'));
    await visit.untilFocused(visit.field('E-mail address'));
    await visit.type('camille@example.com');
    await visit.press('Enter');
    await visit.see(/The receipt for camille@example.com lies in the outbox/);
    await visit.choose(visit.page.getByRole('link', { name: 'Read it' }));
    await visit.page.getByRole('heading', { level: 1, name: /Atelier Lumière/ }).waitFor();
    const formatted = visit.page.frameLocator('iframe').locator('body');
    await formatted.getByText('Lamp of March').first().waitFor();
    const [, digits = ''] = card.split('•');
    for (const text of [await formatted.innerText(), await plainText()]) {
      for (const part of ['Atelier Lumière', '€49.90', 'Lamp of March', digits]) expect(text).toContain(part);
      expect(text).not.toContain(number.slice(0, 8));
    }
  });

  /** Chooses the other form by arrow key, as in every group of radio buttons. */
  async function plainText(): Promise<string> {
    await visit.tabTo(visit.page.getByRole('radio', { name: 'Formatted' }));
    await visit.press('ArrowRight');
    const text = visit.page.locator('pre');
    await text.waitFor();
    return text.innerText();
  }

  it('refunds 10 €', async () => {
    await visit.choose(visit.page.getByRole('link', { name: 'The payment' }));
    await visit.choose(visit.button('Refund'));
    await visit.untilFocused(visit.field('Amount to refund'));
    await visit.type('10');
    await visit.button('Refund €10.00').waitFor();
    await visit.press('Enter');
    await visit.page.getByRole('definition').filter({ hasText: '€39.90' }).waitFor();
    await visit.see('Partly refunded');
    await visit.see(/^Refunded · €10\.00$/);
  });

  it('is told what to say, what to try and whether again, when a card is declined', async () => {
    await visit.choose(visit.page.getByRole('link', { name: 'Counter', exact: true }));
    await visit.page.getByRole('heading', { name: 'Take a payment' }).waitFor();
    await visit.press('F2');
    await visit.untilFocused(visit.field('Amount'));
    await take(visit, { amount: '49,90', number: CARDS.poor });
    await answered(visit, 'Declined');
    const advice = visit.page.locator('dl', { hasText: 'Same card again?' });
    expect((await advice.innerText()).split('\n').filter(Boolean)).toEqual([
      'Say',
      "“This card can't cover the amount at the moment. Would you like to use another card, or pay a smaller amount?”",
      'Try',
      'Ask for another card, or agree on a smaller amount.',
      'Same card again?',
      'Not now, but later it may work.',
    ]);
  });

  it('goes on with another card', async () => {
    await visit.choose(visit.button('Take another card'));
    await visit.untilFocused(visit.field('Card number'));
    await visit.type(otherCard);
    await visit.type('1234');
    await visit.untilFocused(visit.field('Security code'));
    await visit.type('1234');
    await visit.button('Take €49.90').waitFor();
    await visit.press('Enter');
    await answered(visit, 'Approved');
  });

  it('leaves no complaint in the console', () => {
    expect(visit.complaints('401 /guichet/v1/session', '401 /guichet/auth/sign-in/email', '402 /v1/payment_intents')).toEqual([]);
  });
});
