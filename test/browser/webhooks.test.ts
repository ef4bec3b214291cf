import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWebhookReceiver, type WebhookReceiver } from '../../server/test/harness/webhookReceiver.ts';
import { faultsOf, overhangPx } from './inspect.ts';
import { openPlace, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let receiver: WebhookReceiver;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  receiver = await openWebhookReceiver();
  place = await openPlace({ WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' });
  visit = await place.visitSignedIn('/developers');
  staff = await StaffRequests.of(place, visit);
});
afterAll(async () => {
  await place.close();
  await receiver.close();
});

const dialog = () => visit.page.getByRole('dialog');
const rows = async (name: string): Promise<string[]> => {
  const table = visit.page.getByRole('table', { name });
  await table.waitFor();
  return (await table.locator('tbody tr').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
};

describe('webhooks, with the keyboard alone', { timeout: 90_000 }, () => {
  it('begin with an empty page that says what they are', async () => {
    await visit.see('No endpoints yet');
    expect(await faultsOf(visit.page)).toEqual([]);
  });

  it('are made for some events, once what was typed will do, and show their secret once', async () => {
    await visit.startAfresh('/developers');
    await visit.choose(visit.button('New endpoint'));
    await dialog().waitFor();
    await visit.press('Enter');
    await visit.see('Enter the address.');
    await visit.see('Choose one event at least.');
    await visit.fill('Address', 'http://10.0.0.1/');
    await visit.fill('Description', 'the web shop');
    await visit.fill('Find an event', 'customer');
    await visit.tabTo(visit.page.getByLabel('customer.created'));
    await visit.press('Space');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.choose(visit.button('Create the endpoint'));
    await visit.see('Nothing can be sent to this address');
    await visit.fill('Address', receiver.url('/shop'));
    await visit.choose(visit.button('Create the endpoint'));
    await visit.see('It is not shown again.');
    expect(await dialog().innerText()).toMatch(/whsec_[0-9A-Za-z]{32}/);
    await visit.choose(visit.button('I have copied it'));
    expect(await rows('Webhook endpoints')).toEqual([expect.stringMatching(/\/shop ?the web shop Nothing sent yet 1 event .*Never$/)]);
    expect(await visit.page.content()).not.toContain('whsec_');
  });

  it('show what was sent and answered, and send it again', async () => {
    receiver.answer('/shop', 500);
    await staff.postForm('/v1/customers', { name: 'Ada' });
    const failing = async () =>
      (await staff.get<{ data: { failing_since: number | null }[] }>('/guichet/v1/webhook_endpoints')).data[0]?.failing_since ?? null;
    await expect.poll(failing).not.toBeNull();
    await visit.startAfresh('/developers');
    await visit.see('Failing');
    await visit.choose(visit.page.getByRole('link', { name: receiver.url('/shop') }));
    await visit.see(/Every try has failed since/);
    const [sent] = await rows('Deliveries');
    expect(sent).toMatch(/^customer\.created On its way cus_\w+ (?:Tries )?[12] answered 500 \d\d:\d\d$/);
    expect(await faultsOf(visit.page)).toEqual([]);
    // An address is one long word.
    await visit.page.getByRole('heading', { level: 1 }).evaluate((title) => title.append('/a/rather/long/way/down/from/the/root'));
    expect(await overhangPx(visit.page)).toBe(0);
    await visit.choose(visit.page.getByRole('link', { name: 'customer.created' }));
    await visit.see('Answered 500');
    await visit.see(/"name": "Ada"/);
    expect(await faultsOf(visit.page)).toEqual([]);
    receiver.answer('/shop', 200);
    // After ten seconds it is tried again by itself, which may be any moment now.
    const before = receiver.at('/shop').length;
    await visit.choose(visit.button('Send again'));
    await visit.see('Delivered');
    await visit.see('thank you');
    expect(receiver.at('/shop').length).toBeGreaterThan(before);
    expect(visit.posts(`/guichet/v1/webhook_deliveries/${visit.page.url().split('/').at(-1)}/send`)).toBe(1);
  });

  it('are changed, given a new secret, disabled and deleted', async () => {
    const { data } = await staff.get<{ data: { id: string }[] }>('/guichet/v1/webhook_endpoints');
    await visit.startAfresh(`/developers/webhooks/${data[0]?.id}`);
    await visit.choose(visit.button('Edit'));
    await visit.tabTo(visit.page.getByLabel(/All events, those/));
    await visit.press('Space');
    await visit.choose(visit.button('Save'));
    await dialog().waitFor({ state: 'hidden' });
    await visit.see('All events');
    await visit.choose(visit.button('New secret'));
    await visit.choose(visit.button('Make a new secret'));
    await visit.see('It is not shown again.');
    await visit.choose(visit.button('I have copied it'));
    await visit.see('The old secret signs as well until');
    await visit.choose(visit.button('Disable'));
    await visit.button('Enable').waitFor();
    await visit.see('Disabled');
    await visit.choose(visit.button('Delete'));
    await visit.see(/Nothing is sent to .* any more/);
    await visit.choose(visit.button('Delete the endpoint'));
    await visit.see('No endpoints yet');
    // The page may look once more for what was just deleted.
    expect(visit.complaints('400 /v1/webhook_endpoints', `404 /guichet/v1/webhook_endpoints/${data[0]?.id}`)).toEqual([]);
  });
});
