import type { CardFieldsSettingsView } from '@guichet/contract/cardFieldViews.ts';
import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import type { ListOf, PaymentDetail, SettlementTermsView } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAsOwner } from '../../server/test/harness/askAsOwner.ts';
import { type ServerProcess, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { faultsOf } from './inspect.ts';
import { openPlace, type Place } from './place.ts';
import { answered, CARDS, take } from './sale.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let upstream: ServerProcess;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  [place, upstream] = await Promise.all([openPlace(), startServerProcess()]);
  visit = await place.visitSignedIn('/providers');
  staff = await StaffRequests.of(place, visit);
});
afterAll(async () => {
  await place.close();
  await upstream.close();
});

const dialog = () => visit.page.getByRole('dialog');
const accounts = async () => (await staff.get<ListOf<ProviderAccountView>>('/guichet/v1/provider_accounts')).data;
const order = () =>
  visit.page
    .getByRole('list', { name: /Accounts, in the order/ })
    .getByRole('heading')
    .allInnerTexts();

describe('providers, with the keyboard alone', { timeout: 90_000 }, () => {
  it('are added once what was typed will do, and their key is not shown again', async () => {
    await visit.see('Sandbox bank');
    await visit.choose(visit.button('Add an account'));
    await dialog().waitFor();
    await visit.press('Enter');
    await visit.see('Enter a name.');
    await visit.see('Enter the secret key.');
    await visit.tabTo(visit.page.getByRole('radio', { name: 'Stripe' }), 'Shift+Tab');
    await visit.press('ArrowRight');
    await visit.see('Enter the address.');
    await visit.fill('Name', 'The other Guichet');
    await visit.fill('Address', `${upstream.base}/`);
    await visit.fill('Secret key', 'sk_live_abcdefghijkl');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.press('Enter');
    await visit.see('This is not a secret key for test mode.');
    await visit.fill('Secret key', upstream.key);
    await visit.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visit.see(`…${upstream.key.slice(-4)}`);
    expect(await order()).toEqual(['Sandbox bank', 'The other Guichet']);
    expect(await visit.page.content()).not.toContain(upstream.key);
    expect(await visit.stored()).not.toContain(upstream.key);
    expect(visit.complaints('400 /guichet/v1/provider_accounts')).toEqual([]);
  });

  it('say in words whether the connection works', async () => {
    await visit.choose(visit.button('Try the connection to The other Guichet'));
    await visit.see('The connection works');
    expect(await faultsOf(visit.page)).toEqual([]);
  });

  it('are put in another order, and the focus goes with what is moved', async () => {
    await visit.choose(visit.button('Move The other Guichet up'));
    await visit.see('The other Guichet is number 1 of 2.');
    await visit.untilFocused(visit.button('Move The other Guichet down'));
    expect(await order()).toEqual(['The other Guichet', 'Sandbox bank']);
  });

  it('take what is charged at the counter', async () => {
    await visit.startAfresh('/');
    await take(visit, { amount: '49,90', number: CARDS.approved });
    await answered(visit, 'Approved');
    const answer = await fetch(`${upstream.base}/v1/charges`, { headers: { authorization: `Bearer ${upstream.key}` } });
    expect(((await answer.json()) as { data: object[] }).data).toMatchObject([{ amount: 4990, paid: true }]);
  });

  it('keep their key while they are changed, and want it anew with another address', async () => {
    await visit.startAfresh('/providers');
    await visit.choose(visit.button('Edit The other Guichet'));
    await visit.fill('Name', 'Head office');
    await visit.pick('Add a currency', 'EUR');
    await visit.choose(visit.button('Add the currency'));
    await visit.button('Remove EUR').waitFor();
    await visit.choose(visit.button('Save'));
    await dialog().waitFor({ state: 'detached' });
    const [changed] = await accounts();
    expect(changed).toMatchObject({ name: 'Head office', currencies: ['eur'], secret_last4: upstream.key.slice(-4) });
    await visit.choose(visit.button('Edit Head office'));
    await visit.fill('Address', 'https://elsewhere.example.com');
    await visit.press('Enter');
    await visit.see('With another address, enter the secret key again.');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.press('Escape');
  });

  it('are disabled, with a warning before the last one, and enabled again', async () => {
    for (const name of ['Head office', 'Sandbox bank']) {
      await visit.choose(visit.button(`Disable ${name}`));
      await visit.see(`No new payments go through ${name}.`);
      expect(await dialog().getByText('It is the only active account').count()).toBe(name === 'Head office' ? 0 : 1);
      await visit.choose(visit.button('Disable the account'));
      await visit.button(`Enable ${name}`).waitFor();
    }
    await visit.startAfresh('/providers');
    await visit.see('All accounts are disabled: no payment can be taken.');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.choose(visit.button('Enable Sandbox bank'));
    await visit.button('Disable Sandbox bank').waitFor();
    expect((await accounts()).map(({ active }) => active)).toEqual([false, true]);
    expect(visit.complaints()).toEqual([]);
  });
});

describe('card fields', { timeout: 90_000 }, () => {
  const origins = async () => (await staff.get<CardFieldsSettingsView>('/guichet/v1/card_fields')).origins;

  it('of the other Guichet are what an account takes cards by, once they open with its key', async () => {
    const { publishable_key: key } = (await askAsOwner<CardFieldsSettingsView>(upstream, '/guichet/v1/card_fields')).body;
    await visit.startAfresh('/providers');
    await visit.choose(visit.button('Add an account'));
    await visit.tabTo(visit.page.getByRole('radio', { name: 'Stripe' }), 'Shift+Tab');
    await visit.press('ArrowRight');
    await visit.fill('Name', 'By its fields');
    await visit.fill('Address', upstream.base);
    await visit.fill('Secret key', upstream.key);
    await visit.tabTo(visit.page.getByRole('radio', { name: 'Here' }));
    await visit.press('ArrowRight');
    await dialog().getByText(place.server.base).waitFor();
    await visit.press('Enter');
    await visit.see('Enter the publishable key.');
    await visit.fill('Publishable key', 'pk_live_abcdefghijkl');
    await visit.press('Enter');
    await visit.see('This is not a publishable key for test mode. One begins with pk_test_.');
    await visit.fill('Publishable key', 'pk_test_abcdefghijkl');
    await visit.press('Enter');
    await visit.see('The card fields at this address do not open with this key.');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.fill('Address', 'https://api.stripe.com');
    await visit.press('Enter');
    await visit.see('Stripe’s own fields cannot be used');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.fill('Address', upstream.base);
    await visit.fill('Publishable key', key ?? '');
    await visit.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visit.see('Cards are entered in the provider’s own fields');
    expect(await faultsOf(visit.page)).toEqual([]);
    expect((await accounts()).at(-1)).toMatchObject({ name: 'By its fields', cards: 'fields', publishable_key: key });
    expect(visit.complaints('400 /guichet/v1/provider_accounts')).toEqual([]);
  });

  it('are left again by whoever edits the account, and opened with another key only if it is one', async () => {
    const account = (await accounts()).at(-1);
    await visit.choose(visit.button('Edit By its fields'));
    await visit.fill('Publishable key', 'pk_test_abcdefghijkl');
    await visit.press('Enter');
    await visit.see('The card fields at this address do not open with this key.');
    await visit.tabTo(visit.page.getByRole('radio', { name: 'In the provider’s fields' }), 'Shift+Tab');
    await visit.press('ArrowLeft');
    expect(await visit.field('Publishable key').count()).toBe(0);
    await visit.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    expect((await accounts()).at(-1)).toMatchObject({ cards: 'raw', publishable_key: account?.publishable_key });
    expect(visit.complaints('400 /guichet/v1/provider_accounts', `400 /guichet/v1/provider_accounts/${account?.id}`)).toEqual([]);
  });

  it('of this place are shown by pages that were allowed to, until they no longer are', async () => {
    await visit.startAfresh('/providers');
    await visit.see('No page may show them yet.');
    await visit.tabTo(visit.field('Address of the other page'));
    await visit.press('Enter');
    await visit.see('Enter the address.');
    await visit.type('https://counter.example/sale');
    await visit.press('Enter');
    await visit.see('This is not the address of a page without its path');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.fill('Address of the other page', 'https://Counter.example/');
    await visit.press('Enter');
    await visit.button('Remove https://counter.example').waitFor();
    await visit.untilFocused(visit.field('Address of the other page'));
    await visit.type('http://localhost:4242');
    await visit.press('Enter');
    await visit.button('Remove http://localhost:4242').waitFor();
    expect(await origins()).toEqual(['https://counter.example', 'http://localhost:4242']);
    const { publishable_key: key } = await staff.get<CardFieldsSettingsView>('/guichet/v1/card_fields');
    await visit.see(key ?? 'no key');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.tabTo(visit.button('Remove https://counter.example'), 'Shift+Tab');
    await visit.press('Enter');
    await visit.button('Remove https://counter.example').waitFor({ state: 'detached' });
    await visit.untilFocused(visit.field('Address of the other page'));
    expect(await origins()).toEqual(['http://localhost:4242']);
    expect(visit.complaints('400 /guichet/v1/card_fields')).toEqual([]);
  });

  it('of this place are taken from no page that somebody else has allowed in the meantime', async () => {
    await staff.postJson('/guichet/v1/card_fields', { origins: ['http://localhost:4242', 'https://elsewhere.example'] });
    await visit.choose(visit.button('Remove http://localhost:4242'));
    await visit.button('Remove https://elsewhere.example').waitFor();
    await visit.button('Remove http://localhost:4242').waitFor({ state: 'detached' });
    expect(await origins()).toEqual(['https://elsewhere.example']);
  });
});

describe('a price list', { timeout: 60_000 }, () => {
  it('is told of where fees are booked by one', async () => {
    const account = (await accounts()).find(({ secret_last4: last4 }) => last4 !== null);
    await visit.startAfresh('/providers');
    await visit.button(`Edit ${account?.name}`).waitFor();
    expect(await visit.page.getByText('Fees are booked by a price list.').count()).toBe(0);
    await staff.postJson(`/guichet/v1/provider_accounts/${account?.id}`, { fees: [{ basis_points: 140 }] });
    await visit.startAfresh('/providers');
    await visit.see('Fees are booked by a price list.');
    expect(await faultsOf(visit.page)).toEqual([]);
  });
});

describe('a currency of settlement', { timeout: 60_000 }, () => {
  it('is added by its button, and not while somebody looks for it by keyboard', async () => {
    const terms = '/guichet/v1/settlement_terms';
    await visit.startAfresh('/balance');
    await visit.see('Newest rates');
    await visit.pick('Add a currency', 'SEK');
    expect(await visit.field('Add a currency').inputValue()).toBe('sek');
    expect(visit.posts(terms)).toBe(0);
    await visit.choose(visit.button('Add the currency'));
    await visit.button('Stop settling in SEK').waitFor();
    expect(visit.posts(terms)).toBe(1);
    expect((await staff.get<SettlementTermsView>(terms)).currencies).toEqual(['eur', 'usd', 'sek']);
    expect(visit.complaints()).toEqual([]);
  });
});

describe('a hold', { timeout: 60_000 }, () => {
  it('is asked for at the counter, and raised on the page of the payment', async () => {
    await visit.startAfresh('/');
    await visit.see('Latest payments');
    await visit.tabTo(visit.page.getByRole('radio', { name: 'Now' }));
    await visit.press('ArrowRight');
    await visit.tabTo(visit.page.getByRole('checkbox', { name: /The amount can be raised later/ }));
    await visit.press('Space');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.page.setViewportSize({ width: 1280, height: 800 });
    await visit.tabTo(visit.field('Amount'), 'Shift+Tab');
    await take(visit, { amount: '200', number: CARDS.approved });
    await answered(visit, 'On hold');
    await visit.choose(visit.page.getByRole('link', { name: 'Show the payment' }));
    await visit.choose(visit.button('Raise the hold'));
    await visit.untilFocused(visit.field('New amount on hold'));
    await visit.type('150');
    await visit.press('Enter');
    await visit.see('Enter an amount above €200.00.');
    await visit.fill('New amount on hold', '2500');
    await visit.press('Enter');
    await visit.see('The card’s bank does not agree to a higher amount. €200.00 stays on hold.');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.fill('New amount on hold', '260');
    await visit.choose(visit.button('Raise the hold to €260.00'));
    await visit.see('€260.00 is on hold now.');
    await visit.see('Hold raised');
    const id = visit.page.url().split('/').at(-1) ?? '';
    const { payment_intent: intent } = await staff.get<PaymentDetail>(`/guichet/v1/payments/${id}`);
    expect(intent).toMatchObject({ status: 'requires_capture', amount: 26_000 });
    expect(visit.complaints(`402 /v1/payment_intents/${id}/increment_authorization`)).toEqual([]);
  });
});

describe('a disputed payment', { timeout: 60_000 }, () => {
  it('says so in the list and at the top of its page, with the way to the answer', async () => {
    const { id } = await staff.postForm('/v1/payment_intents', {
      ...{ amount: '8000', currency: 'eur', confirm: 'true', 'payment_method_types[]': 'card', payment_method: 'pm_card_createDispute' },
      ...{ 'payment_method_options[card][moto]': 'true', description: 'Brass lamp' },
    });
    const disputed = async () => (await staff.get<PaymentDetail>(`/guichet/v1/payments/${id}`)).payment.dispute?.status;
    await expect.poll(disputed).toBe('needs_response');
    await visit.startAfresh('/payments');
    await visit.see('Disputed, to answer');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.startAfresh(`/payments/${id}`);
    await visit.see('What remains of this payment: €0.00.');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.choose(visit.page.getByRole('link', { name: 'Answer the dispute' }));
    await visit.page.getByRole('heading', { level: 1, name: 'Dispute' }).waitFor();
  });
});
