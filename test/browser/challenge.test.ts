import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf } from './inspect.ts';
import { openPlace, type Place } from './place.ts';

let place: Place;

beforeAll(async () => {
  place = await openPlace();
}, 60_000);
afterAll(() => place.close());

/** A payment whose payer is sent to their bank, and where to. */
async function waiting(): Promise<{ id: string; url: string }> {
  const { base, key } = place.server;
  const body = new URLSearchParams({
    amount: '4990',
    currency: 'eur',
    confirm: 'true',
    payment_method: 'pm_card_threeDSecure2Required',
    return_url: `${base}/healthz`,
  });
  const answer = await fetch(`${base}/v1/payment_intents`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${key}` },
  });
  const intent = (await answer.json()) as { id: string; next_action: { redirect_to_url: { url: string } } };
  return { id: intent.id, url: intent.next_action.redirect_to_url.url };
}

it.each([
  ['fr', 'Approuver', 'succeeded'],
  ['it', 'Rifiuta', 'failed'],
  ['en', 'Approve', 'succeeded'],
])(
  'a payer whose browser speaks %s answers their bank and goes on to the merchant',
  { timeout: 60_000 },
  async (locale, button, status) => {
    const { id, url } = await waiting();
    const context = await place.browser.newContext({ locale });
    try {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('console', (line) => void (line.type() === 'error' && errors.push(line.text())));
      await page.goto(url);
      expect(await faultsOf(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.getByRole('button', { name: button }).press('Enter');
      await page.waitForURL(/\/healthz\?/);
      const told = new URL(page.url()).searchParams;
      expect([told.get('payment_intent'), told.get('redirect_status')]).toEqual([id, status]);
    } finally {
      await context.close();
    }
  },
);
