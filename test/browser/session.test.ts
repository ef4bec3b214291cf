import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from './inspect.ts';
import { openPlace, PHONE, type Place, STAFF } from './place.ts';
import { CARDS, keyIn } from './sale.ts';
import type { Visit } from './visit.ts';

const IDLE_MINUTES = 15;

/** Longer than the page waits between two looks at who sits there. */
const SLOW_MS = 2_500;

let place: Place;

beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

async function signIn(visit: Visit): Promise<void> {
  await visit.untilFocused(visit.page.locator('input[name="email"]'));
  await visit.type(STAFF.email);
  await visit.press('Tab');
  await visit.type(STAFF.password);
  await visit.press('Enter');
  await visit.page.locator('#main').waitFor();
}

/** A page of its own session, with a clock that the test can turn. */
async function begin(): Promise<Visit> {
  const visit = await place.visit();
  await visit.page.clock.install();
  await visit.page.goto('/');
  await signIn(visit);
  return visit;
}

async function expectWorkWithoutCard(visit: Visit): Promise<void> {
  const values = ['Amount', 'Reference', 'Card number', 'Expiry date', 'Security code'].map((label) => visit.field(label).inputValue());
  expect(await Promise.all(values)).toEqual(['49,90', 'Half done', '', '', '']);
}

describe('nobody at the counter', { timeout: 60_000 }, () => {
  it('is warned a minute before the end, and one key is enough to stay', async () => {
    const visit = await begin();
    await visit.page.clock.fastForward((IDLE_MINUTES - 1) * 60_000);
    await visit.page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
    await visit.untilFocused(visit.button('Stay signed in'));
    await visit.press('Enter');
    await expect.poll(() => visit.page.getByRole('dialog').count()).toBe(0);
    await visit.page.clock.fastForward((IDLE_MINUTES - 2) * 60_000);
    await visit.page.getByRole('heading', { name: 'Take a payment' }).waitFor();
    await visit.context.close();
  });

  it('is signed out then; the work is kept, without the card', async () => {
    const visit = await begin();
    await keyIn(visit, { amount: '49,90', reference: 'Half done', number: CARDS.approved });
    await visit.page.clock.fastForward(IDLE_MINUTES * 60_000);
    await visit.see('You were signed out because nobody used the page for a while. What you typed is kept, except card details.');
    expect(await visit.context.cookies()).toEqual([]);
    expect(await visit.stored()).not.toContain('4242');
    await signIn(visit);
    await visit.field('Amount').waitFor();
    await expectWorkWithoutCard(visit);
    // What the page looks at each minute may ask once more while the session ends.
    expect(visit.complaints('401 /guichet/v1/session', '401 /guichet/v1/approvals_to_decide')).toEqual([]);
    await visit.context.close();
  });

  it('is signed out once, though the server takes its time', async () => {
    const visit = await begin();
    await visit.page.route('/guichet/auth/sign-out', async (route) => {
      await visit.page.waitForTimeout(SLOW_MS);
      await route.continue();
    });
    await visit.page.route('/guichet/v1/setup', async (route) => {
      await visit.page.waitForTimeout(SLOW_MS);
      await route.continue();
    });
    await visit.page.clock.fastForward(IDLE_MINUTES * 60_000);
    await visit.see(/^You were signed out because nobody used the page/);
    expect(visit.posts('/guichet/auth/sign-out')).toBe(1);
    await visit.context.close();
  });

  it('keeps the work also when the session was ended elsewhere', async () => {
    const visit = await begin();
    await keyIn(visit, { amount: '49,90', reference: 'Half done', number: CARDS.approved });
    await visit.context.request.post('/guichet/auth/sign-out', { headers: { origin: place.server.base } });
    await visit.press('Enter');
    await visit.see('You were signed out. What you typed is kept, except card details.');
    await signIn(visit);
    await expectWorkWithoutCard(visit);
    await visit.context.close();
  });

  it('forgets everything after a sign-out by choice', async () => {
    const visit = await begin();
    await visit.fill('Amount', '49,90');
    await visit.tabTo(visit.button(STAFF.name), 'Shift+Tab');
    await visit.press('Enter');
    await visit.choose(visit.button('Sign out'));
    await visit.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await visit.stored()).not.toContain('49,90');
    await signIn(visit);
    expect(await visit.field('Amount').inputValue()).toBe('');
    await visit.context.close();
  });
});

describe('the language', { timeout: 60_000 }, () => {
  it('once chosen, belongs to the person on every machine', async () => {
    const machines = await Promise.all([place.visit(), place.visit(), place.visit()]);
    let title = 'Take a payment';
    for (const [at, [language, name, next, testMode]] of (
      [
        ['fr', 'Français', 'Encaisser un paiement', 'Mode test'],
        ['it', 'Italiano', 'Incassa un pagamento', 'Modalità di prova'],
        ['en', 'English', 'Take a payment', 'Test mode'],
      ] as const
    ).entries()) {
      const visit = machines[at] as Visit;
      await visit.page.goto('/');
      // This machine knows only its own language until the person signs in.
      await visit.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await signIn(visit);
      await visit.page.getByRole('heading', { name: title }).waitFor();
      await visit.tabTo(visit.button(STAFF.name), 'Shift+Tab');
      await visit.press('Enter');
      const kept = visit.page.waitForResponse(
        (response) => response.request().method() === 'POST' && new URL(response.url()).pathname === '/guichet/v1/session',
      );
      await visit.choose(visit.button(name));
      await kept;
      await visit.page.getByRole('heading', { name: next }).waitFor();
      await visit.see(testMode);
      expect(await visit.page.locator('html').getAttribute('lang')).toBe(language);
      await visit.press('Escape');
      await visit.press('F2');
      await visit.untilFocused(visit.page.locator('#sale-amount'));
      if (language !== 'en') await photograph(visit.page, `counter-${language}`);
      title = next;
      await visit.context.close();
    }
  });

  it('before sign-in is the last one of this machine, and can be chosen there', async () => {
    const visit = await place.visit(PHONE);
    await visit.page.goto('/');
    await visit.choose(visit.button('Italiano'));
    await visit.page.getByRole('heading', { name: 'Accedi' }).waitFor();
    await visit.page.reload();
    await visit.page.getByRole('heading', { name: 'Accedi' }).waitFor();
    await visit.context.close();
  });
});
