import type { WireBankAccount } from '@guichet/contract/wire/payout.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './inspect.ts';
import { DESK, openPlace, PHONE, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let odile: Visit;
let marc: Visit;
let staff: StaffRequests;
let payment: string;

const PAID = {
  ...{ amount: '25000', currency: 'eur', confirm: 'true', payment_method: 'pm_card_visa', 'payment_method_types[]': 'card' },
  'payment_method_options[card][moto]': 'true',
};

const rows = async (visit: Visit, name: string): Promise<string[]> => {
  const table = visit.page.getByRole('table', { name });
  await table.waitFor();
  return (await table.locator('tbody tr').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
};
/** The link to the page in the rail, as a screen reader names it. */
const linkOf = (visit: Visit, name: string | RegExp) =>
  visit.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name, exact: true });
const dialogOf = (visit: Visit) => visit.page.getByRole('dialog');
const soundIn = async (visit: Visit): Promise<void> => {
  expect(await faultsOf(visit.page)).toEqual([]);
  await visit.page.setViewportSize(DESK.viewport);
  await visit.page.emulateMedia({ colorScheme: 'light' });
};

/** Somebody whom the owner has invited, in a browser of their own. */
async function colleague(name: string, role: string): Promise<Visit> {
  const email = `${name.toLowerCase()}@example.com`;
  const { url } = await staff.postJson<{ url: string }>('/guichet/v1/invitations', { email, role, language: 'en' });
  const visit = await place.visit();
  const answer = await visit.context.request.post('/guichet/v1/invitations/accept', {
    data: { token: new URL(url).hash.slice(1), name, password: 'tangerine 47 lamp', language: 'en' },
    headers: { origin: place.server.base },
  });
  expect(answer.status()).toBe(200);
  return visit;
}

beforeAll(async () => {
  place = await openPlace();
  odile = await place.visitSignedIn('/approvals');
  staff = await StaffRequests.of(place, odile);
  payment = (await staff.postForm('/v1/payment_intents', PAID)).id;
});
afterAll(() => place.close());

describe('two people, with the keyboard alone', { timeout: 120_000 }, () => {
  it('the owner sets limits, and is told that it takes two', async () => {
    await odile.see('Only one person here may approve');
    await odile.fill('Refunds of one payment above \\(EUR\\)', 'much');
    await odile.press('Enter');
    await odile.see('Enter an amount, or leave it empty.');
    await odile.fill('Refunds of one payment above \\(EUR\\)', '100');
    await odile.fill('A record of cash above \\(EUR\\)', '1000');
    await soundIn(odile);
    await odile.press('Enter');
    await odile.see('Saved.');
    marc = await colleague('Marc', 'manager');
  });

  it('a manager asks for a refund above it, and hears who can approve it', async () => {
    await marc.page.goto(`/payments/${payment}`);
    await marc.choose(marc.button('Refund'));
    await dialogOf(marc).waitFor();
    await marc.press('Enter');
    await marc.see('This waits for approval');
    await marc.see('Who can do it: Odile Martin.');
    await marc.untilFocused(marc.button('Close'));
    await soundIn(marc);
    await marc.press('Enter');
    await dialogOf(marc).waitFor({ state: 'hidden' });
    await marc.see('Asked for by Marc');
    expect(marc.posts('/v1/refunds')).toBe(1);
  });

  it('may not decide about it, and can withdraw it', async () => {
    await marc.page.goto('/approvals');
    expect(await rows(marc, 'Waits for approval')).toEqual([expect.stringMatching(/^Refund · €250\.00.*Marc/)]);
    expect(await marc.button(/^Approve/).count()).toBe(0);
    await marc.button('Withdraw: Refund · €250.00').waitFor();
    await linkOf(marc, 'Approvals').waitFor();
    await soundIn(marc);
  });

  it('the owner finds it among what is to do, and approves it', async () => {
    const from = performance.now();
    await odile.startAfresh('/work');
    await linkOf(odile, 'Approvals 1 waits for your decision').waitFor();
    await odile.choose(odile.button('Approve: Refund · €250.00'));
    await dialogOf(odile).getByText('Marc asked for it.').waitFor();
    await soundIn(odile);
    await odile.press('Enter');
    await dialogOf(odile).waitFor({ state: 'hidden' });
    await odile.page.getByRole('table', { name: 'Waits for approval' }).waitFor({ state: 'detached' });
    // It follows at once; pages in between ask nothing.
    await linkOf(odile, 'Approvals').waitFor();
    await odile.choose(linkOf(odile, 'Approvals'));
    await odile.see('Save the limits');
    const looks = odile.sent().filter((request) => request.includes('/approvals_to_decide')).length;
    // Once as the page was opened, once after the decision, and for each minute that has passed meanwhile.
    expect(looks).toBeGreaterThanOrEqual(2);
    expect(looks).toBeLessThanOrEqual(2 + Math.floor((performance.now() - from) / 60_000));
    await odile.page.goto(`/payments/${payment}`);
    await odile.see(/Asked for by Marc, approved by Odile Martin/);
    await soundIn(odile);
  });

  it('cash that the owner records waits for the manager, who says why not', async () => {
    await odile.startAfresh('/records');
    await odile.fill('Amount', '1500');
    await odile.press('Enter');
    await odile.see('Who can do it: Marc.');
    await odile.untilFocused(odile.field('Amount'));
    expect(await odile.field('Amount').inputValue()).toBe('');
    await soundIn(odile);
    await marc.page.goto('/payments');
    await marc.page.setViewportSize(PHONE.viewport);
    await marc.choose(marc.button('More 1 waits for your decision'));
    await dialogOf(marc).getByRole('link', { name: 'Approvals 1 waits for your decision', exact: true }).waitFor();
    await soundIn(marc);
    await marc.page.goto('/approvals');
    await marc.choose(marc.button('Decline: Record of cash · €1,500.00'));
    await marc.untilFocused(marc.field('Why, if you like'));
    await marc.type('Count it with me first.');
    await soundIn(marc);
    await marc.choose(dialogOf(marc).getByRole('button', { name: 'Decline' }));
    await dialogOf(marc).waitFor({ state: 'hidden' });
    await marc.see('Count it with me first.');
    expect(await rows(marc, 'Decided')).toEqual([
      expect.stringMatching(/^Record of cash · €1,500\.00.*Declined.*Odile Martin.*Marc/),
      expect.stringMatching(/^Refund · €250\.00.*Approved.*Marc.*Odile Martin/),
    ]);
    await soundIn(marc);
  });

  it('who approves a payout reads to which bank account it goes', async () => {
    await staff.postForm('/v1/payment_intents', { ...PAID, amount: '500000', payment_method: 'pm_card_bypassPending' });
    await staff.postJson('/guichet/v1/approval_limits', { payout: 100_000 });
    await expect(staff.postForm('/v1/payouts', { amount: '200000', currency: 'eur' })).rejects.toThrow('approval_required');
    const { data } = await staff.get<{ data: WireBankAccount[] }>('/guichet/v1/bank_accounts?currency=eur');
    const [account] = data;
    const named = `To the bank account EUR – ${account?.country} ••${account?.last4} of ${account?.account_holder_name}`;
    await marc.page.goto('/approvals');
    expect(await rows(marc, 'Waits for approval')).toEqual([expect.stringContaining(named)]);
    await marc.choose(marc.button('Approve: Payout · €2,000.00'));
    await dialogOf(marc).getByText(named).waitFor();
    await soundIn(marc);
    await marc.press('Enter');
    await dialogOf(marc).waitFor({ state: 'hidden' });
    await marc.page.getByText('Nothing waits', { exact: true }).waitFor();
    expect((await rows(marc, 'Decided'))[0]).toMatch(/^Payout · €2,000\.00.*Approved/);
  });

  it('what cannot be carried out any more says why, also when it was the last that waited, and afterwards', async () => {
    payment = (await staff.postForm('/v1/payment_intents', PAID)).id;
    await marc.page.goto(`/payments/${payment}`);
    await marc.choose(marc.button('Refund'));
    await dialogOf(marc).waitFor();
    await marc.press('Enter');
    await marc.see('This waits for approval');
    await odile.page.goto('/approvals');
    await odile.choose(odile.button('Approve: Refund · €250.00'));
    await dialogOf(odile).getByText('Why: The customer asked for it').waitFor();
    // So little needs nobody's approval, and now 250.00 is more than is left.
    await staff.postForm('/v1/refunds', { payment_intent: payment, amount: '6000' });
    await odile.press('Enter');
    await odile.see('This could not be carried out any more, so nothing was done.');
    await odile.page.getByText('Nothing waits', { exact: true }).waitFor();
    await odile.untilFocused(odile.button('Close'));
    await soundIn(odile);
    await odile.press('Enter');
    await dialogOf(odile).waitFor({ state: 'hidden' });
    // Who asked reads it too, and finds the page without a link on another.
    await marc.startAfresh('/payments');
    await marc.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Approvals' }).click();
    expect((await rows(marc, 'Decided'))[0]).toMatch(/^Refund · €250\.00.*Not carried out.*not so much left by now/);
    await soundIn(marc);
    expect(marc.complaints('403 /v1/refunds')).toEqual([]);
    expect(odile.complaints('403 /guichet/v1/payment_records')).toEqual([]);
  });
});
