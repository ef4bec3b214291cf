import type { CounterTermsView } from '@guichet/contract/counterViews.ts';
import type { CustomerView, ListOf } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { answered, CARDS } from './sale.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

// A day at the counter: how many keys a sale takes, who calls, what is noted.

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

/** Counts presses; what is typed into a field counts by its characters. */
class Keys {
  pressed = 0;
  async press(...keys: string[]): Promise<void> {
    this.pressed += keys.length;
    await visit.press(...keys);
  }
}

async function withCard(name: string, phone = ''): Promise<string> {
  const { id } = await staff.postForm('/v1/customers', { name, ...(phone && { phone }) });
  await staff.postForm('/v1/payment_methods/pm_card_visa/attach', { customer: id });
  return id;
}

describe('the keys of a sale', () => {
  it('to a known customer with a saved card: six or fewer besides the amount', async () => {
    await withCard('Quirin Zadig');
    const keys = new Keys();
    await visit.type('49,90');
    await keys.press('Alt+c', 'z', 'a');
    await visit.page.getByRole('option', { name: 'Quirin Zadig', exact: false }).first().waitFor();
    await keys.press('Enter');
    await visit.untilFocused(visit.button('Take €49.90'));
    await keys.press('Enter');
    await answered(visit, 'Approved');
    console.info(`A sale to a known customer with a saved card: ${keys.pressed} keys besides the amount.`);
    expect(keys.pressed).toBeLessThanOrEqual(6);
  });

  it('with a new card: data, Tab and Enter, and nothing else', async () => {
    const keys = new Keys();
    const data = ['12,50', CARDS.mastercard, '1234', '123'];
    await visit.field('Card number').waitFor();
    await visit.type(data[0] ?? '');
    while (!(await visit.hasFocus(visit.field('Card number')))) await keys.press('Tab');
    await visit.type(data.slice(1).join(''));
    await keys.press('Enter');
    await answered(visit, 'Approved');
    console.info(`A sale with a new card: ${data.join('').length} characters of data, ${keys.pressed - 1} times Tab, one Enter.`);
    expect(keys.pressed).toBeLessThanOrEqual(8);
  });
});

describe('whoever calls', () => {
  it('is chosen by the number that the telephone system gives, with the usual card', async () => {
    await withCard('Ines Caller', '06 11 22 33 44');
    visit = await place.visitSignedIn('/?phone=+33611223344');
    await visit.see('Ines Caller');
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.page.getByRole('radio', { name: /Visa •4242/ }).isChecked()).toBe(true);
    expect(new URL(visit.page.url()).search).toBe('');
    await visit.type('5');
    await visit.press('Enter');
    await answered(visit, 'Approved');
  });

  it('is asked for when several have the number', async () => {
    await withCard('Anna Twin', '+39 333 000 1111');
    await withCard('Bruno Twin', '0039 333 0001111');
    visit = await place.visitSignedIn('/?phone=393330001111');
    await visit.page.getByRole('dialog', { name: 'Who is calling?' }).waitFor();
    await visit.choose(visit.button('Anna Twin'));
    await visit.untilFocused(visit.field('Amount'));
    await visit.page.getByRole('group', { name: 'Customer' }).getByText('Anna Twin').waitFor();
  });

  it('becomes a new customer, with the number filled in, when nobody has it', async () => {
    visit = await place.visitSignedIn('/?phone=%2B33698989898');
    await visit.untilFocused(visit.field('Name'));
    expect(await visit.field('Phone number').inputValue()).toBe('+33698989898');
    await visit.type('Nora New');
    await visit.fill('Card number', CARDS.approved);
    await visit.type('1234123');
    await visit.tabTo(visit.field('Amount'), 'Shift+Tab');
    await visit.type('7');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    const found = await staff.get<ListOf<CustomerView>>('/guichet/v1/customers?phone=0698989898');
    expect(found.data.map(({ name }) => name)).toEqual(['Nora New']);
  });
});

/** Chooses how the payer pays, as with the arrows of the group. */
const payBy = async (method: string): Promise<void> => {
  await visit.page.getByRole('radio', { name: method, exact: true }).check({ force: true });
};

describe('other ways to pay', () => {
  it('cash: what is handed over, by a note, and the change', async () => {
    await visit.type('12,50');
    await payBy('Cash');
    await visit.choose(visit.button('€20.00'));
    await visit.see('Change: €7.50');
    await visit.choose(visit.button('Record €12.50'));
    await visit.see('€12.50 recorded.');
    await visit.untilFocused(visit.page.getByRole('status').getByRole('button', { name: 'New sale' }));
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.field('Amount').inputValue()).toBe('');
    expect(visit.complaints()).toEqual([]);
  });

  it('what was handed over belongs to its sale: it outlives a reload, and neither F2 nor the answer', async () => {
    const handed = visit.field('Handed over');
    const next = async (amount: string) => {
      await visit.untilFocused(visit.field('Amount'));
      await visit.type(amount);
      await payBy('Cash');
      expect(await handed.inputValue()).toBe('');
    };
    await next('12,50');
    await visit.fill('Handed over', '100');
    await visit.page.reload();
    await visit.see('Change: €87.50');
    await visit.press('F2');
    await next('8');
    await visit.fill('Handed over', '50');
    await visit.choose(visit.button('Record €8.00'));
    await visit.see('Change: €42.00');
    await visit.choose(visit.page.getByRole('status').getByRole('button', { name: 'New sale' }));
    await next('7,30');
    await visit.fill('Handed over', '20');
    await payBy('Card');
    await visit.fill('Card number', CARDS.approved);
    await visit.type('1234123');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    await visit.press('F2');
    await next('6');
    expect(visit.complaints()).toEqual([]);
  });

  it('a transfer shows where to, and a code that says the same', async () => {
    await staff.postJson('/guichet/v1/counter_terms', {
      transfer_account: { holder: 'Atelier Lumière', iban: 'FR14 2004 1010 0505 0001 3M02 606' },
    });
    visit = await place.visitSignedIn();
    await visit.untilFocused(visit.field('Amount'));
    await visit.type('30');
    await payBy('Bank transfer');
    await visit.see('FR14 2004 1010 0505 0001 3M02 606');
    await visit.page.getByRole('img', { name: "Code for the payer's banking app" }).waitFor();
    await visit.choose(visit.button('Record €30.00'));
    await visit.see('€30.00 recorded.');
  });

  it('a SEPA debit: the IBAN is checked while it is typed, the words are read out, and it is pending until it is paid', async () => {
    await visit.type('20');
    await payBy('SEPA direct debit');
    await visit.fill('Account holder', 'Odile Martin');
    await visit.fill('E-mail address of the payer', 'odile@example.com');
    await visit.fill('IBAN', 'de88370400440532013000');
    await visit.see('A character is wrong. Ask for the IBAN again.');
    await visit.fill('IBAN', 'de89370400440532013000');
    expect(await visit.field('IBAN').inputValue()).toBe('DE89 3704 0044 0532 0130 00');
    await visit.see('You allow Atelier Lumière to have your account debited');
    await visit.press('Enter');
    await visit.see("Without the payer's agreement nothing may be debited.");
    await visit.press('Space');
    await visit.press('Enter');
    await visit.see(/€20\.00 (pending|paid)\./);
    await visit.see('€20.00 paid.');
    expect(visit.complaints()).toEqual([]);
    expect(await visit.stored()).not.toContain('3704');
  });

  it('a place names no account that cannot be, and no page that is none', async () => {
    const refused = (change: object) => expect(staff.postJson('/guichet/v1/counter_terms', change)).rejects;
    const account = { holder: 'Atelier Lumière', iban: 'FR1420041010050500013M02606' };
    await refused({ transfer_account: { ...account, iban: 'FR1520041010050500013M02606' } }).toThrow('account_number_invalid');
    await refused({ transfer_account: { ...account, bic: 'PSST' } }).toThrow('transfer_account[bic]');
    await refused({ recording_origins: ['https://calls.example/x'] }).toThrow('url_invalid');
    const terms = await staff.postJson<CounterTermsView>('/guichet/v1/counter_terms', {
      transfer_account: { ...account, bic: 'psstfrppxxx' },
    });
    expect(terms).toMatchObject({ mask_cards: false, transfer_account: { ...account, bic: 'PSSTFRPPXXX' } });
  });

  it('are those that the currency has', async () => {
    const ways = () =>
      visit.page
        .getByRole('group', { name: 'Paid by' })
        .getByRole('radio')
        .evaluateAll((all) => all.map((each) => each.getAttribute('value')));
    await expect.poll(ways).toEqual(['card', 'sepa_debit', 'cash', 'cheque', 'bank_transfer']);
    await visit.pick('Currency', 'USD');
    await expect.poll(ways).toEqual(['card', 'us_bank_account', 'cash', 'cheque', 'bank_transfer']);
  });
});

it("in the customer's currency, what the place receives is told before the press", async () => {
  await visit.type('100');
  await visit.pick('Currency', 'GBP');
  await visit.see(/^The place receives €\d+\.\d\d, less fees\.$/);
  await visit.see(/^1 GBP = 1\.\d+ EUR, with a margin of 2%\. Rate of .+European Central Bank/);
  expect(visit.complaints()).toEqual([]);
});

describe('a recorded call', () => {
  const HEARD = `globalThis.heard = []; for (const state of ['pause', 'resume'])
    addEventListener('guichet:recording.' + state, ({ detail }) => globalThis.heard.push(state + ' ' + typeof detail.session))`;
  const heard = (): Promise<string[]> => visit.page.evaluate('globalThis.heard') as Promise<string[]>;

  it('pauses while somebody is in the card fields, whose digits are hidden', async () => {
    await staff.postJson('/guichet/v1/counter_terms', { mask_cards: true, recording_origins: ['https://calls.example'] });
    visit = await place.visitSignedIn();
    await visit.see('The recording pauses in the card fields');
    await visit.page.evaluate(HEARD);
    await visit.fill('Card number', CARDS.approved);
    await visit.see('Recording paused');
    await visit.type('1234123');
    expect(await heard()).toEqual(['pause string']);
    const drawn = async (label: string): Promise<string> => {
      const id = await visit.field(label).getAttribute('id');
      return (await visit.page.evaluate(`getComputedStyle(document.getElementById('${id}')).webkitTextSecurity`)) as string;
    };
    expect(await Promise.all(['Card number', 'Expiry date', 'Security code'].map(drawn))).toEqual(['disc', 'disc', 'disc']);
    await visit.press('ControlOrMeta+a', 'ControlOrMeta+c');
    await visit.tabTo(visit.field('Amount'), 'Shift+Tab');
    await visit.see('The recording pauses in the card fields');
    expect(await heard()).toEqual(['pause string', 'resume string']);
    await visit.type('15');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    // It is told on the side: nobody waits for the answer.
    await expect
      .poll(async () => (await staff.get<ListOf<{ type: string }>>('/v1/events?type=guichet.recording.pause')).data.length)
      .toBe(1);
    expect(visit.complaints()).toEqual([]);
  });

  it('may go on when the page is left in the middle', async () => {
    visit = await place.visitSignedIn();
    await visit.see('The recording pauses in the card fields');
    await visit.fill('Card number', '4242');
    await visit.see('Recording paused');
    await visit.page.goto('/favicon.svg');
    const resumed = () => staff.get<ListOf<object>>('/v1/events?type=guichet.recording.resume');
    await expect.poll(async () => (await resumed()).data.length).toBe(2);
    await staff.postJson('/guichet/v1/counter_terms', { mask_cards: false, recording_origins: [] });
  });
});

describe('the page of a customer', () => {
  it('keeps notes, with who and when, and shows what may be debited', async () => {
    const id = await withCard('Noted Person');
    const account = await staff.postForm('/v1/payment_methods/pm_sepaDebit_success_at/attach', { customer: id });
    await staff.postJson('/guichet/v1/mandates', { payment_method: account.id, given: 'written', language: 'fr' });
    visit = await place.visitSignedIn(`/customers/${id}`);
    await visit.see('SEPA direct debit');
    await visit.fill('New note', 'Prefers to be called in the morning.');
    await visit.choose(visit.button('Add the note'));
    const note = visit.page.getByRole('listitem').filter({ hasText: 'Prefers to be called in the morning.' });
    await note.getByText('Odile Martin').waitFor();
    await visit.choose(visit.button('Remove the note of Odile Martin'));
    await visit.untilFocused(visit.button('Remove the note'));
    await visit.press('Enter');
    await visit.see('Nothing noted yet.');
    expect(visit.complaints()).toEqual([]);
  });
});
