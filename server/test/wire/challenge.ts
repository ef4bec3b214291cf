import type Stripe from 'stripe';
import { expect } from 'vitest';
import { whole } from './place.ts';

/** Where the payer of an intent is sent to. */
export function challengeOf(intent: Pick<Stripe.PaymentIntent | Stripe.SetupIntent, 'next_action'>): string {
  const { redirect_to_url: redirect, use_stripe_sdk: led } = intent.next_action ?? {};
  return redirect?.url ?? (led as { stripe_js?: string } | undefined)?.stripe_js ?? expect.fail('Nobody is sent anywhere.');
}

/** What the payer does at their bank, as a browser would; answers the address at ours that they are sent back to. */
export async function answerBank(challenge: string, answer: 'approve' | 'fail'): Promise<string> {
  const page = await fetch(challenge, { headers: { 'accept-language': 'fr-FR,fr;q=0.9,en;q=0.5' } });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('lang="fr"');
  const answered = await fetch(page.url, { method: 'POST', body: new URLSearchParams({ answer }), redirect: 'manual' });
  expect(answered.status).toBe(303);
  const back = answered.headers.get('location') ?? '';
  expect(back.startsWith(`${whole.base}/pay/return/`)).toBe(true);
  return back;
}

/** The payer comes back from their bank; answers where they are sent then, or the page that they see. */
export async function comeBack(back: string): Promise<{ readonly location: URL | null; readonly page: string; readonly status: number }> {
  const response = await fetch(back, { redirect: 'manual', headers: { 'accept-language': 'it' } });
  const location = response.headers.get('location');
  return { location: location === null ? null : new URL(location), page: await response.text(), status: response.status };
}

/** The whole way: to the bank, back to us, and on to the merchant. */
export async function passChallenge(intent: Pick<Stripe.PaymentIntent | Stripe.SetupIntent, 'next_action'>, answer: 'approve' | 'fail') {
  return comeBack(await answerBank(challengeOf(intent), answer));
}

/** Reads an object until it is as a case awaits it; what comes by a notice takes seconds. */
export async function eventually<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (let left = 100; ; left -= 1) {
    const value = await read();
    if (isThere(value)) return value;
    if (left === 0) expect.fail(`It did not come about: ${JSON.stringify(value).slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
