import type { PictureOf } from './inspect.ts';
import { answered, CARDS, keyIn, take } from './sale.ts';
import type { SomeHistory } from './someHistory.ts';
import type { Visit } from './visit.ts';

/** One page in one state: checked for accessibility in both schemes and widths, and some of them photographed for the docs. */
export interface Scene {
  readonly name: string;
  /** Where the visit begins. */
  readonly path: string | ((history: SomeHistory) => string);
  /** What leads from there to the state, and waits until it is there. */
  readonly reach?: (visit: Visit) => Promise<void>;
  readonly signedOut?: true;
  readonly pictures?: PictureOf;
  /** Also looked at with letters of twice the size. */
  readonly large?: true;
}

const heading = (name: string) => (visit: Visit) => visit.page.getByRole('heading', { level: 1, name }).waitFor();
const table = (name: string) => (visit: Visit) => visit.page.getByRole('table', { name }).waitFor();

async function approve(visit: Visit): Promise<void> {
  await take(visit, { amount: '49,90', reference: 'Invoice 2042', number: CARDS.approved });
  await answered(visit, 'Approved');
  await visit.button('Refund').waitFor();
}

const dialog = (name: string, path: Scene['path'], button: string): Scene => ({
  name,
  path,
  reach: async (visit) => {
    await visit.choose(visit.button(button));
    await visit.page.getByRole('dialog').waitFor();
  },
});

export const SCENES: readonly Scene[] = [
  { name: 'sign-in', large: true, path: '/', signedOut: true, reach: heading('Sign in'), pictures: ['desk', 'phone'] },
  {
    name: 'sign-in-refused',
    path: '/',
    signedOut: true,
    reach: async (visit) => {
      await visit.fill('E-mail address', 'nobody@example.com');
      await visit.fill('Password', 'not the password');
      await visit.press('Enter');
      await visit.see('The e-mail address or the password is wrong.');
    },
  },
  {
    name: 'counter',
    large: true,
    path: '/',
    reach: async (visit) => {
      await visit.see('Latest payments');
      await visit.untilFocused(visit.field('Amount'));
    },
    pictures: ['desk', 'phone'],
  },
  {
    name: 'counter-mistakes',
    path: '/',
    reach: async (visit) => {
      await visit.fill('Amount', 'ten');
      await visit.fill('Card number', '4242424242424241');
      await visit.fill('Expiry date', '1328');
      await visit.press('Enter');
      await visit.see('The month must be between 01 and 12.');
    },
  },
  {
    name: 'counter-customer',
    path: '/',
    reach: async (visit) => {
      await visit.fill('Amount', '75');
      await visit.fill('Customer', 'dur');
      await visit.page.getByRole('option', { name: /Camille Durand camille/ }).waitFor();
    },
  },
  {
    name: 'counter-saved-card',
    path: ({ regular }) => `/?customer=${regular}`,
    reach: async (visit) => {
      await visit.page.getByRole('radio', { name: /American Express •8431|American Express •0005/ }).waitFor();
      await visit.untilFocused(visit.field('Amount'));
      await visit.type('75');
    },
  },
  {
    name: 'counter-new-customer',
    path: '/',
    reach: async (visit) => {
      await visit.fill('Amount', '75');
      await visit.fill('Customer', 'Zoé Martin');
      await visit.page.getByRole('option', { name: /New customer/ }).waitFor();
      await visit.press('Enter');
      await visit.untilFocused(visit.field('Name'));
      await visit.choose(visit.button(/Billing address/));
      await visit.fill('Card number', CARDS.amex);
    },
  },
  { name: 'counter-approved', large: true, path: '/', reach: approve, pictures: ['desk', 'phone'] },
  {
    name: 'counter-duplicate',
    path: '/',
    reach: async (visit) => {
      await take(visit, { amount: '49,90', reference: 'Invoice 2042', number: CARDS.approved });
      await visit.see('This card has just paid the same amount.');
    },
    pictures: ['desk', 'phone'],
  },
  {
    name: 'counter-declined',
    large: true,
    path: '/',
    reach: async (visit) => {
      await take(visit, { amount: '180', reference: 'Floor lamp', number: CARDS.poor });
      await answered(visit, 'Declined');
      await visit.page.locator('dl', { hasText: /Security code\s*matches/ }).waitFor();
    },
    pictures: ['desk', 'phone'],
  },
  {
    name: 'counter-waiting',
    path: '/',
    reach: async (visit) => {
      await visit.page.route('**/guichet/v1/possible_duplicates*', () => {
        // Never answered: the page stays as it is while it waits.
      });
      await keyIn(visit, { amount: '12', number: CARDS.mastercard });
      await visit.press('Enter');
      await visit.see('Asking the bank…');
    },
  },
  { name: 'payments', large: true, path: '/payments', reach: table('Payments'), pictures: ['desk', 'phone'] },
  {
    name: 'payments-none',
    path: '/payments?query=nothing+like+it&status=failed',
    reach: (visit) => visit.see('No payment fits'),
  },
  {
    name: 'payment',
    large: true,
    path: ({ refunded }) => `/payments/${refunded}`,
    reach: (visit) => visit.page.getByRole('heading', { name: 'In the books' }).waitFor(),
    pictures: ['desk', 'phone'],
  },
  {
    name: 'balance',
    large: true,
    path: '/balance',
    reach: async (visit) => {
      await table('Payouts')(visit);
      await visit.page.getByRole('heading', { name: 'Settlement' }).waitFor();
      await visit.see('Newest rates');
    },
    pictures: ['desk', 'phone'],
  },
  dialog('balance-new-payout', '/balance', 'New payout'),
  dialog('balance-new-account', '/balance', 'Add'),
  {
    name: 'providers',
    large: true,
    path: '/providers',
    reach: (visit) => visit.button('Edit Sandbox bank').waitFor(),
    pictures: ['desk', 'phone'],
  },
  dialog('providers-new-account', '/providers', 'Add an account'),
  { name: 'customers', large: true, path: '/customers', reach: table('Customers'), pictures: ['desk'] },
  { name: 'customer', path: ({ regular }) => `/customers/${regular}`, reach: table('Payments') },
  { name: 'customer-new', path: '/customers/new', reach: (visit) => visit.field('Phone number').waitFor() },
  { name: 'outbox', path: '/outbox', reach: table('Messages') },
  {
    name: 'outbox-message',
    large: true,
    path: ({ message }) => `/outbox/${message}`,
    reach: (visit) => visit.page.frameLocator('iframe').getByText('Invoice 2041').first().waitFor(),
    pictures: ['desk', 'phone'],
  },
  { name: 'backups', path: '/backups', reach: (visit) => visit.see('No backups are made by themselves.') },
  { name: 'developers', path: '/developers', reach: table('API keys'), pictures: ['desk'] },
  dialog('developers-new-key', '/developers', 'New API key'),
  dialog('payment-refund', ({ refunded }) => `/payments/${refunded}`, 'Refund'),
  dialog('payment-receipt', ({ refunded }) => `/payments/${refunded}`, 'E-mail a receipt'),
  { name: 'not-found', path: '/nowhere', reach: (visit) => visit.page.getByRole('heading', { level: 1 }).waitFor() },
  {
    name: 'person-menu',
    path: '/payments',
    reach: async (visit) => {
      await visit.choose(visit.button(/Odile Martin/));
      await visit.button('Sign out').waitFor();
    },
  },
];
