import type { ListOf, PaymentDetail, PaymentView } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { answered, CARDS, keyIn, take } from './sale.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  place = await openPlace();
  staff = await StaffRequests.of(place, await place.visitSignedIn());
});
afterAll(() => place.close());
beforeEach(async () => {
  visit = await place.visitSignedIn();
  await visit.untilFocused(visit.field('Amount'));
});

/** The payments that carry this reference, newest first. */
const paymentsFor = async (reference: string): Promise<readonly PaymentView[]> =>
  (await staff.get<ListOf<PaymentView>>(`/guichet/v1/payments?query=${encodeURIComponent(reference)}`)).data;

async function onlyPaymentFor(reference: string): Promise<PaymentDetail> {
  const [payment, ...others] = await paymentsFor(reference);
  expect(others).toEqual([]);
  return staff.get(`/guichet/v1/payments/${payment?.id}`);
}

describe('the amount', () => {
  it.each([
    ['49,90', 'Take €49.90'],
    ['49.90', 'Take €49.90'],
    ['1 234,5', 'Take €1,234.50'],
    ['12', 'Take €12.00'],
  ])('%s makes the button say %s', async (typed, words) => {
    await visit.fill('Amount', typed);
    await visit.button(words).waitFor();
  });

  it('follows the currency', async () => {
    await visit.fill('Amount', '4990');
    await visit.pick('Currency', 'JPY');
    await visit.button('Take ¥4,990').waitFor();
  });
});

describe('a mistake', () => {
  it.each([
    ['Amount', 'ten', 'This is not an amount. Write it like 49.90 or 49,90.'],
    ['Card number', '4242424242424241', 'A digit is wrong. Ask for the number again.'],
    ['Card number', '42424242', 'Digits are missing.'],
    ['Expiry date', '1328', 'The month must be between 01 and 12.'],
    ['Expiry date', '0120', 'The card has expired.'],
    ['Security code', '12', 'Digits are missing.'],
  ])('in %s (%s) is told by the field, which takes the focus', async (label, typed, words) => {
    await keyIn(visit, { amount: '5', number: CARDS.approved });
    const field = visit.field(label);
    await visit.tabTo(field, 'Shift+Tab');
    await visit.press('ControlOrMeta+a');
    await visit.type(typed);
    await visit.tabTo(visit.field('Reference'), 'Shift+Tab');
    await visit.press('Enter');
    await visit.untilFocused(field);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await visit.descriptionOf(field)).toBe(words);
    expect(visit.posts('/guichet/v1/card_tokens')).toBe(0);
  });
});

describe('customers at the counter', () => {
  it('makes a new one while charging, keeps their card by consent, and charges it from file', async () => {
    await visit.fill('Customer', 'Noémie Blanc');
    await visit.page.getByRole('option', { name: 'New customer “Noémie Blanc”' }).waitFor();
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Name'));
    expect(await visit.field('Name').inputValue()).toBe('Noémie Blanc');
    await visit.fill('E-mail address', 'noemie@example.com');
    await visit.tabTo(visit.field('Amount'), 'Shift+Tab');
    await take(visit, { amount: '30', reference: 'First order', number: CARDS.mastercard });
    await answered(visit, 'Approved');

    await visit.choose(visit.button('Save the card'));
    await visit.see('Read this to Noémie Blanc, and go on only if they agree:');
    await visit.untilFocused(visit.button('They agree: save'));
    await visit.press('Enter');
    await visit.see('The card is saved for this customer.');
    const first = await onlyPaymentFor('First order');
    const customer = first.payment.customer;
    expect(customer).toMatchObject({ name: 'Noémie Blanc', email: 'noemie@example.com' });
    const consents = await staff.get<ListOf<{ text: string }>>(`/guichet/v1/consents?customer=${customer?.id}`);
    expect(consents.data).toMatchObject([
      { payment_method: first.payment_intent.payment_method, channel: 'phone', language: 'en', noted_by: staff.session.person.id },
    ]);
    expect(consents.data[0]?.text).toMatch(/^I agree that Atelier Lumière keeps this card/);

    await visit.press('F2');
    await visit.untilFocused(visit.field('Amount'));
    await visit.type('31');
    await visit.fill('Reference', 'Second order');
    await visit.fill('Customer', '4444');
    await visit.page.getByRole('option', { name: /Mastercard •4444 12\/34/ }).waitFor();
    await visit.press('ArrowDown', 'Enter');
    await visit.untilFocused(visit.button('Take €31.00'));
    expect(await visit.field('Card number').count()).toBe(0);
    await visit.press('Enter');
    await answered(visit, 'Approved');
    const second = await onlyPaymentFor('Second order');
    expect(second.payment_intent.payment_method).toBe(first.payment_intent.payment_method);
    expect(second.payment.customer?.id).toBe(customer?.id);
  });
});

describe('the same card and amount within ten minutes', () => {
  it('ask for a second press and show the first payment', async () => {
    const sale = { amount: '17', reference: 'Twice', number: CARDS.approved };
    await take(visit, sale);
    await answered(visit, 'Approved');
    await visit.press('F2');
    await take(visit, sale);
    await visit.see('This card has just paid the same amount.');
    const first = visit.page.getByRole('alert').getByRole('link', { name: /^€17\.00 with Visa •4242 at \d\d:\d\d:\d\d, by Odile Martin$/ });
    expect(await first.getAttribute('href')).toBe(`/payments/${(await onlyPaymentFor('Twice')).payment.id}`);

    await visit.choose(visit.button("Don't take it"));
    await visit.untilFocused(visit.field('Amount'));
    expect(await paymentsFor('Twice')).toHaveLength(1);

    await visit.press('Enter');
    const again = visit.button('Take €17.00 a second time');
    await visit.untilFocused(again);
    // For half a second the button is deaf to presses that were on their way when the warning came.
    const pressAgain = async (): Promise<boolean> => {
      if (await again.isVisible()) await visit.press('Enter');
      return again.isVisible();
    };
    await expect.poll(pressAgain).toBe(false);
    await answered(visit, 'Approved');
    expect(await paymentsFor('Twice')).toHaveLength(2);
  });
});

describe('keys', () => {
  it('Escape clears the card and nothing else', async () => {
    await keyIn(visit, { amount: '8', reference: 'Kept', number: CARDS.approved });
    await visit.press('Escape');
    await visit.untilFocused(visit.field('Card number'));
    const values = ['Amount', 'Reference', 'Card number', 'Expiry date', 'Security code'].map((label) => visit.field(label).inputValue());
    expect(await Promise.all(values)).toEqual(['8', 'Kept', '', '', '']);
  });

  it('F2 starts a new sale', async () => {
    await keyIn(visit, { amount: '8', reference: 'Gone', number: CARDS.approved });
    await visit.press('F2');
    await visit.untilFocused(visit.field('Amount'));
    const values = ['Amount', 'Reference', 'Card number', 'Expiry date', 'Security code'].map((label) => visit.field(label).inputValue());
    expect(await Promise.all(values)).toEqual(['', '', '', '', '']);
  });

  it('F2 loses nothing of the next amount, however slowly the page is drawn', async () => {
    await take(visit, { amount: '8', reference: 'Drawn slowly', number: CARDS.approved });
    await answered(visit, 'Approved');
    await visit.page.evaluate('globalThis.held = []; globalThis.requestAnimationFrame = (draw) => globalThis.held.push(draw)');
    const draw = () => visit.page.evaluate('globalThis.held.splice(0).forEach((draw) => draw(performance.now()))');
    await visit.press('F2');
    await visit.untilFocused(visit.field('Amount'));
    await visit.type('3');
    for (let frames = 0; frames < 3; frames += 1) await draw();
    await visit.type('1');
    expect(await visit.field('Amount').inputValue()).toBe('31');
  });

  it('Alt with a letter leads to each field', async () => {
    for (const [key, label] of [
      ['r', 'Reference'],
      ['c', 'Customer'],
      ['n', 'Card number'],
      ['i', 'Street and number'],
      ['l', 'Phone'],
      ['m', 'Amount'],
    ] as const) {
      await visit.press(`Alt+${key}`);
      await visit.untilFocused(visit.field(label));
    }
  });

  it('a field that is not there yet is led to when it appears, unless another key has been pressed since', async () => {
    let answer = Promise.withResolvers<void>();
    await visit.page.route('**/guichet/v1/card_entry*', async (route) => {
      await answer.promise;
      await route.continue();
    });
    const openSlowly = async () => {
      await visit.page.reload();
      await visit.untilFocused(visit.field('Amount'));
      expect(await visit.field('Card number').count()).toBe(0);
      await visit.press('Alt+n');
    };
    await openSlowly();
    answer.resolve();
    await visit.untilFocused(visit.field('Card number'));

    answer = Promise.withResolvers();
    await openSlowly();
    await visit.type('8');
    answer.resolve();
    await visit.field('Card number').waitFor();
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.field('Amount').inputValue()).toBe('8');
  });

  it('Enter twice charges once', async () => {
    await keyIn(visit, { amount: '9', reference: 'Pressed twice', number: CARDS.approved });
    await visit.press('Enter', 'Enter', 'Enter');
    await answered(visit, 'Approved');
    expect(visit.posts('/v1/payment_intents')).toBe(1);
    expect(await paymentsFor('Pressed twice')).toHaveLength(1);
  });
});

describe('the channel', () => {
  it.each([
    ['Phone', 'phone', true],
    ['In person', 'in_person', false],
  ] as const)('%s: mail or telephone order is %s', async (words, channel, moto) => {
    const reference = `Came by ${channel}`;
    await visit.press('Alt+l');
    await visit.untilFocused(visit.field('Phone'));
    // Backwards from the first of the group is its last.
    if (words !== 'Phone') await visit.press('ArrowLeft');
    await visit.untilFocused(visit.page.getByRole('radio', { name: words }));
    await visit.tabTo(visit.field('Amount'), 'Shift+Tab');
    await take(visit, { amount: moto ? '61' : '62', reference, number: CARDS.approved });
    await answered(visit, 'Approved');
    const { payment, charges } = await onlyPaymentFor(reference);
    expect(payment.channel).toBe(channel);
    expect(charges[0]?.payment_method_details.card?.moto).toBe(moto);
  });
});

describe('the billing address', () => {
  it('is folded in France, opens for cards that are checked by it, and its checks are told in words', async () => {
    expect(await visit.field('Street and number').isVisible()).toBe(false);
    await keyIn(visit, { amount: '71', number: CARDS.addressFails });
    await visit.choose(visit.button(/Billing address/));
    await visit.fill('Street and number', '1 rue de la Paix');
    await visit.fill('Postcode', '75002');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    const checks = visit.page.locator('dl', { hasText: /Security code\s*matches/ });
    await checks.waitFor();
    expect((await checks.innerText()).replaceAll(/\s+/g, ' ')).toBe('Security code matches Street does not match Postcode does not match');
  });

  it('unfolds by itself for American Express', async () => {
    await visit.fill('Card number', CARDS.amex);
    await visit.field('Street and number').waitFor();
    await visit.see('On American Express the four digits stand on the front.');
  });
});

describe('card data', () => {
  it('leaves the page only sealed, and is put aside nowhere', async () => {
    const [number, expiry, code] = [CARDS.approved, '11/37', '739'];
    const secrets = [number, '4242 4242 4242 4242', '424242424242', expiry, '1137', `"${code}"`, `=${code}&`, `:${code}}`];
    const betray = (text: string) => secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
    await keyIn(visit, { amount: '81', number, expiry: '1137', code });
    expect(betray(await visit.stored())).toEqual([]);
    await visit.press('Enter');
    await answered(visit, 'Approved');
    expect(betray(await visit.stored())).toEqual([]);
    expect(betray(visit.sent().join('\n'))).toEqual([]);
    expect(visit.sent().filter((request) => request.includes('"jwe"'))).toHaveLength(1);
    await visit.press('F2');
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.field('Card number').inputValue()).toBe('');
    // The search would find them if they stood there.
    expect(betray(`{"number":"${number}","cvc":"${code}"}`)).toEqual([number, '424242424242', `"${code}"`]);
  });

  it('is neither offered to the browser to keep nor filled in by it', async () => {
    for (const label of ['Card number', 'Expiry date', 'Security code']) {
      expect(await visit.field(label).getAttribute('autocomplete')).toBe('off');
      expect(await visit.field(label).getAttribute('name')).not.toMatch(/cc|card|cvc/);
    }
  });
});
