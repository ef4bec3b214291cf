import { PHONE } from './place.ts';
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
  /** For the guides. */
  readonly pictured?: true;
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
  { name: 'sign-in', large: true, path: '/', signedOut: true, reach: heading('Sign in'), pictured: true },
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
    pictured: true,
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
  { name: 'counter-approved', large: true, path: '/', reach: approve, pictured: true },
  {
    name: 'counter-duplicate',
    path: '/',
    reach: async (visit) => {
      await take(visit, { amount: '49,90', reference: 'Invoice 2042', number: CARDS.approved });
      await visit.see('This card has just paid the same amount.');
    },
    pictured: true,
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
    pictured: true,
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
  { name: 'payments', large: true, path: '/payments', reach: table('Payments'), pictured: true },
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
    pictured: true,
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
    pictured: true,
  },
  dialog('balance-new-payout', '/balance', 'New payout'),
  dialog('balance-new-account', '/balance', 'Add'),
  {
    name: 'providers',
    large: true,
    path: '/providers',
    reach: (visit) => visit.button('Edit Sandbox bank').waitFor(),
    pictured: true,
  },
  dialog('providers-new-account', '/providers', 'Add an account'),
  { name: 'customers', large: true, path: '/customers', reach: table('Customers'), pictured: true },
  { name: 'customer', pictured: true, path: ({ regular }) => `/customers/${regular}`, reach: table('Payments') },
  { name: 'customer-new', path: '/customers/new', reach: (visit) => visit.field('Phone number').waitFor() },
  { name: 'outbox', pictured: true, path: '/outbox', reach: table('Messages') },
  {
    name: 'outbox-message',
    large: true,
    path: ({ message }) => `/outbox/${message}`,
    reach: (visit) => visit.page.frameLocator('iframe').getByText('Invoice 2041').first().waitFor(),
    pictured: true,
  },
  { name: 'business', pictured: true, large: true, path: '/business', reach: (visit) => visit.see('What the law wants on receipts') },
  {
    name: 'business-receipts',
    pictured: true,
    large: true,
    path: '/business/receipts',
    reach: (visit) => visit.page.frameLocator('iframe').getByText('Amount paid').waitFor(),
  },
  {
    name: 'payment-print',
    pictured: true,
    large: true,
    path: ({ refunded }) => `/payments/${refunded}/print`,
    // In the language in which it was sent.
    reach: (visit) => visit.see(/Numéro de paiement|N° de paiement|Numéro du paiement|Payment number/),
  },
  { name: 'items', pictured: true, large: true, path: '/items', reach: table('Tax rates') },
  {
    name: 'counter-items',
    pictured: true,
    large: true,
    path: '/',
    reach: async (visit) => {
      await visit.untilFocused(visit.field('Amount'));
      await visit.press('Alt+a');
      await visit.untilFocused(visit.field('Add an item'));
      await visit.type('desk');
      await visit.press('Enter');
      await visit.choose(visit.button(/^Discount on/));
      await visit.choose(visit.button('10%'));
      await visit.see('Without taxes');
    },
  },
  {
    name: 'counter-keypad',
    pictured: true,
    large: true,
    path: '/',
    reach: async (visit) => {
      await visit.untilFocused(visit.field('Amount'));
      // The switch for them stands on devices that are tapped.
      await visit.page.evaluate("localStorage.setItem('guichet.keypad', 'on')");
      await visit.page.reload();
      const keypad = visit.page.getByRole('group', { name: 'Keypad' });
      await keypad.waitFor();
      for (const key of ['4', '9', '9', '0']) await visit.choose(keypad.getByRole('button', { name: key, exact: true }));
      await visit.see('€49.90');
    },
  },
  { name: 'sales', pictured: true, large: true, path: '/sales', reach: table('Sales') },
  {
    name: 'sale',
    pictured: true,
    large: true,
    path: ({ sale }) => `/sales/${sale}`,
    reach: (visit) => visit.page.getByRole('list', { name: 'Parts to come' }).waitFor(),
  },
  {
    name: 'counter-part-of-a-sale',
    path: ({ sale }) => `/?sale=${sale}`,
    reach: (visit) => visit.see('This payment is a part of a sale. Still open'),
  },
  { name: 'counter-settings', pictured: true, large: true, path: '/counter-settings', reach: table('Presets') },
  dialog('counter-settings-preset', '/counter-settings', 'Add a preset'),
  dialog('counter-settings-field', '/counter-settings', 'Add a field'),
  dialog('items-new', '/items', 'Add an item'),
  { name: 'approvals', pictured: true, large: true, path: '/approvals', reach: (visit) => visit.see('Save the limits') },
  { name: 'work', pictured: true, large: true, path: '/work', reach: (visit) => visit.see('To look at') },
  {
    name: 'help',
    pictured: true,
    large: true,
    path: '/help',
    reach: (visit) => visit.page.getByRole('link', { name: 'First day at the counter' }).waitFor(),
  },
  { name: 'guide', pictured: true, large: true, path: '/help/first-day', reach: (visit) => visit.see('Never do this') },
  { name: 'backups', pictured: true, path: '/backups', reach: (visit) => visit.see('No backups are made by themselves.') },
  { name: 'home', pictured: true, large: true, path: '/home', reach: (visit) => visit.page.locator('.recharts-surface').first().waitFor() },
  { name: 'reports', pictured: true, large: true, path: '/reports', reach: heading('Reports') },
  { name: 'report-in-detail', pictured: true, large: true, path: '/reports?report=details', reach: table('Products') },
  { name: 'activity', pictured: true, large: true, path: '/activity', reach: table('Activity') },
  { name: 'account', pictured: true, large: true, path: '/account', reach: (visit) => visit.see('This device') },
  { name: 'live-mode', pictured: true, path: '/live-mode', reach: (visit) => visit.button('Open live mode').waitFor() },
  { name: 'team', pictured: true, large: true, path: '/team', reach: table('Roles') },
  dialog('team-invite', '/team', 'Invite somebody'),
  dialog('team-new-role', '/team', 'New role'),
  {
    name: 'join-refused',
    path: '/join#none',
    signedOut: true,
    reach: (visit) => visit.see('This invitation was used'),
  },
  {
    name: 'agree',
    pictured: true,
    large: true,
    path: ({ agreement }) => agreement,
    signedOut: true,
    reach: (visit) => visit.see('You allow Atelier Lumière'),
  },
  {
    name: 'agree-agreed',
    path: ({ agreement }) => agreement,
    signedOut: true,
    reach: async (visit) => {
      await visit.choose(visit.button('I agree'));
      await visit.untilFocused(visit.page.getByRole('heading', { level: 1, name: 'Thank you, you have agreed' }));
    },
  },
  {
    name: 'agree-refused',
    path: '/agree#none',
    signedOut: true,
    reach: (visit) => visit.see('This link was used'),
  },
  { name: 'developers', path: '/developers', reach: table('API keys'), pictured: true },
  dialog('developers-new-key', '/developers', 'New API key'),
  dialog('payment-refund', ({ refunded }) => `/payments/${refunded}`, 'Refund'),
  dialog('payment-receipt', ({ refunded }) => `/payments/${refunded}`, 'E-mail a receipt'),
  {
    name: 'jump',
    pictured: true,
    path: '/payments',
    reach: async (visit) => {
      await table('Payments')(visit);
      await visit.press('Control+k');
      await visit.untilFocused(visit.page.getByRole('combobox', { name: 'Page, customer or payment' }));
      await visit.type('dur');
      await visit.page.getByRole('option', { name: /Camille Durand camille/ }).waitFor();
      await visit.page.getByRole('option', { name: /Invoice 2041/ }).waitFor();
    },
  },
  {
    // Only where there is little room: wide, the same places stand beside the page.
    name: 'more',
    path: '/payments',
    reach: async (visit) => {
      await visit.page.setViewportSize(PHONE.viewport);
      await visit.choose(visit.button('More'));
      await visit.page.getByRole('heading', { name: 'Technical' }).waitFor();
    },
  },
  { name: 'not-found', path: '/nowhere', reach: (visit) => visit.page.getByRole('heading', { level: 1 }).waitFor() },
  {
    name: 'person-menu',
    pictured: true,
    path: '/payments',
    reach: async (visit) => {
      await visit.choose(visit.button(/Odile Martin/));
      await visit.button('Sign out').waitFor();
    },
  },
];
