import type { SentMandateRequestView } from '@guichet/contract/mandateRequestViews.ts';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mail, type MailServer, startMailServer } from '../harness/mailServer.ts';
import { asBrowser } from '../harness/newMember.ts';
import { signIn } from '../harness/signIn.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

let mail: MailServer;
let whole: WholeServer;
let owner: Readonly<Record<string, string>>;
let stripe: Stripe;
let read = 0;

beforeAll(async () => {
  mail = await startMailServer();
  whole = await startWholeServer({ SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'desk@example.com' });
  owner = await signIn(whole);
  stripe = stripeClient(whole);
});
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
  await mail.close();
});

const ask = <T>(path: string, body?: object) => asBrowser<T>(whole.base, owner, path, body && { body });
const open = <T>(path: string, body: object) => asBrowser<T>(whole.base, { origin: whole.base }, path, { body });

/** The next mail that comes in. */
async function nextMail(): Promise<Mail> {
  read += 1;
  return (await mail.arrived(read))[read - 1] as Mail;
}

/** The link to this page in a mail: the same in both of its forms. */
function linkIn({ parsed }: Mail, page: string): URL {
  const [link = ''] = new RegExp(`http:\\S+/${page}#\\S+`).exec(parsed.text ?? '') ?? [];
  expect(parsed.html).toContain(link);
  return new URL(link);
}

/** How a message reads in the outbox. */
async function lastInOutbox(kind: string): Promise<string> {
  const { body } = await ask<{ data: { id: string; kind: string }[] }>('/guichet/v1/messages');
  expect(body.data[0]).toMatchObject({ kind, payment_intent: null });
  return JSON.stringify((await ask<object>(`/guichet/v1/messages/${body.data[0]?.id}`)).body);
}

/** Whoever reads the outbox copies a stored link into a payment and has the receipt of it sent to themselves. */
async function receiptWith(copied: string): Promise<Mail> {
  const card = { amount: 1500, currency: 'eur', payment_method: 'pm_card_visa', confirm: true };
  const paid = await stripe.paymentIntents.create({ ...card, description: copied });
  expect((await ask('/guichet/v1/receipts', { payment_intent: paid.id, email: 'eve@example.com' })).status).toBe(200);
  const receipt = await nextMail();
  expect(receipt.recipients).toEqual(['eve@example.com']);
  return receipt;
}

describe('a link that opens something', () => {
  it('lets somebody join from the mail, and from nowhere else', async () => {
    const made = await ask<{ url: string | null }>('/guichet/v1/invitations', {
      email: 'zoe@example.com',
      role: 'cashier',
      language: 'fr',
    });
    expect(made.body).toMatchObject({ url: null, status: 'open' });
    const letter = await nextMail();
    expect(letter.recipients).toEqual(['zoe@example.com']);
    const link = linkIn(letter, 'join');
    const [id, serial, secret = ''] = link.hash.slice(1).split('.');
    expect(secret).toMatch(/^[\w-]{43}$/);
    const stored = `${id}.${serial}.••••••••`;
    const shown = await lastInOutbox('invitation');
    expect(shown).toContain(`/join#${stored}`);
    expect(shown).not.toContain(secret);
    const receipt = await receiptWith(stored);
    expect(receipt.parsed.text).toContain(stored);
    expect(receipt.parsed.html).toContain(stored);
    expect(JSON.stringify(receipt.parsed)).not.toContain(secret);
    const joins = { token: link.hash.slice(1), name: 'Zoé', password: 'tangerine 47 lamp', language: 'fr' };
    expect((await open('/guichet/v1/invitations/accept', joins)).body).toEqual({ joined: true });
  });

  it('lets a payer agree to a mandate from the mail, and from nowhere else', async () => {
    const payer = { name: 'Gita Rao', email: 'gita@example.com' };
    const customer = (await stripe.customers.create(payer)).id;
    const iban = { iban: 'FR1420041010050500013M02606' };
    const account = (await stripe.paymentMethods.create({ type: 'sepa_debit', sepa_debit: iban, billing_details: payer })).id;
    await stripe.paymentMethods.attach(account, { customer });
    const request = { payment_method: account, email: payer.email, language: 'fr' };
    const made = await ask<SentMandateRequestView>('/guichet/v1/mandate_requests', request);
    expect(made.body).toMatchObject({ url: null, status: 'open' });
    const letter = await nextMail();
    expect(letter.recipients).toEqual([payer.email]);
    const link = linkIn(letter, 'agree');
    const [tenant, id, serial, secret = ''] = link.hash.slice(1).split('.');
    expect(secret).toMatch(/^[\w-]{43}$/);
    const stored = `${tenant}.${id}.${serial}.••••••••`;
    const shown = await lastInOutbox('mandate_request');
    expect(shown).toContain(`/agree#${stored}`);
    expect(shown).not.toContain(secret);
    const receipt = await receiptWith(stored);
    expect(receipt.parsed.text).toContain(stored);
    expect(JSON.stringify(receipt.parsed)).not.toContain(secret);
    const token = link.hash.slice(1);
    const look = await open<{ text_version: string; last4: string }>('/guichet/v1/mandate_requests/look', { token });
    expect(look.body).toMatchObject({ last4: '2606' });
    const agrees = { token, text_version: look.body.text_version, language: 'fr' };
    expect((await open('/guichet/v1/mandate_requests/agree', agrees)).body).toMatchObject({ agreed: true });
  });
});
