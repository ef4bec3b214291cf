import { randomUUID } from 'node:crypto';
import type { BusinessView, ReceiptPreview, ReceiptTemplateView, ReceiptView } from '@guichet/contract/businessViews.ts';
import type { ListOf, MessageSummary, MessageView } from '@guichet/contract/terminal.ts';
import type Stripe from 'stripe';
import { afterAll, describe, expect, it } from 'vitest';
import { pdfText } from '../harness/pdfText.ts';
import { pay, whole } from './place.ts';

async function ask<T>(method: string, path: string, body?: object | FormData): Promise<{ status: number; body: T }> {
  const response = await fetch(whole.base + path, {
    method,
    headers: {
      authorization: `Bearer ${whole.key}`,
      ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    },
    ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

const change = async (body: object) => (await ask<BusinessView>('POST', '/guichet/v1/business', body)).body;
const refusalTo = async (path: string, body: object | FormData) => {
  const { status, body: answer } = await ask<{ error: { code: string; param?: string } }>('POST', path, body);
  return [status, answer.error.code, answer.error.param];
};

/** One dot, which is a whole PNG. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');
const upload = (bytes: Buffer, name: string): FormData => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
};

const words = {
  en: { header: 'Welcome <b>', footer: null },
  fr: { header: 'Bienvenue <b>', footer: 'À bientôt' },
  it: { header: null, footer: null },
};
const TEMPLATE = { lines: ['payment', 'legal'], words, attach_pdf: false };

describe('the business', () => {
  afterAll(async () => {
    await change({ statement_descriptor: null, accent: null, legal: { siren: null }, address: { line1: null }, email: null });
    await ask('DELETE', '/guichet/v1/business/logo');
  });

  it('keeps what it is told, and says what becomes of it', async () => {
    const told = await change({
      email: 'hello@example.com',
      address: { line1: '3 quai des Orfèvres' },
      legal: { siren: '732 829 320' },
      accent: '#FFE14D',
    });
    expect(told).toMatchObject({
      email: 'hello@example.com',
      address: { line1: '3 quai des Orfèvres', city: null },
      legal: { siren: '732829320' },
      accent: { chosen: '#ffe14d', darkened: true },
    });
    expect(told.mentions).toEqual(['SIREN 732\u00a0829\u00a0320']);
    expect((await ask<BusinessView>('GET', '/guichet/v1/business')).body).toEqual(told);
  });

  it.each([
    [{ statement_descriptor: 'abc' }, 'parameter_invalid', 'statement_descriptor'],
    [{ statement_descriptor: 'A*B*C*D' }, 'parameter_invalid', 'statement_descriptor'],
    [{ legal: { siren: '732829321' } }, 'parameter_invalid', 'legal[siren]'],
    [{ accent: 'red' }, 'parameter_invalid', 'accent'],
    [{ time_zone: '+01:00' }, 'parameter_invalid', 'time_zone'],
    [{ website: 'javascript:alert(1)' }, 'url_invalid', 'website'],
    [{ email: 'nobody' }, 'email_invalid', 'email'],
    [{ business_name: ' ' }, 'parameter_invalid', 'business_name'],
  ])('refuses %j', async (body, code, param) => {
    expect(await refusalTo('/guichet/v1/business', body)).toEqual([400, code, param]);
  });

  it('puts its own name on statements where a payment says nothing', async () => {
    await change({ statement_descriptor: 'ODILE PARIS' });
    const charge = (await pay({ expand: ['latest_charge'] })).latest_charge as Stripe.Charge;
    expect(charge.calculated_statement_descriptor).toBe('ODILE PARIS');
    const more = (await pay({ statement_descriptor_suffix: 'BAR', expand: ['latest_charge'] })).latest_charge as Stripe.Charge;
    expect(more.calculated_statement_descriptor).toBe('ODILE PARI* BAR');
  });

  it('shows a logo to anybody, as what it is and nothing else', async () => {
    const { body } = await ask<BusinessView>('POST', '/guichet/v1/business/logo', upload(DOT, 'logo.png'));
    expect(body.logo).toMatchObject({ type: 'image/png', width: 1, height: 1 });
    const shown = await fetch(whole.base + (body.logo?.url ?? ''));
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(Buffer.from(await shown.arrayBuffer()).equals(DOT)).toBe(true);
    expect((await fetch(`${whole.base}/pay/logos/acct_other/${body.logo?.id}`)).status).toBe(404);
  });

  it('takes no drawing that could run, and nothing that is no picture', async () => {
    const svg = upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'logo.png');
    expect(await refusalTo('/guichet/v1/business/logo', svg)).toEqual([400, 'file_type_invalid', 'file']);
    expect(await refusalTo('/guichet/v1/business/logo', upload(DOT.subarray(0, 40), 'x.png'))).toEqual([400, 'file_type_invalid', 'file']);
  });
});

describe('receipts of the place’s own', () => {
  const current = async () => (await ask<ReceiptTemplateView>('GET', '/guichet/v1/receipt_template')).body;

  it('are tried out without being stored', async () => {
    const before = await current();
    const { body } = await ask<ReceiptPreview>('POST', '/guichet/v1/receipt_template/preview', { ...TEMPLATE, language: 'fr' });
    expect(body.html).toContain('Bienvenue &lt;b&gt;');
    expect(body.receipt).toMatchObject({ header: ['Bienvenue <b>'], footer: ['À bientôt'], language: 'fr' });
    expect(body.receipt.details.map(({ label }) => label)).toEqual(['Date', 'Numéro de paiement']);
    expect(await current()).toEqual(before);
  });

  it('are kept by version, and a message stays as it was sent', async () => {
    const { version } = await current();
    const { body: first } = await ask<ReceiptTemplateView>('POST', '/guichet/v1/receipt_template', { ...TEMPLATE, based_on: version });
    expect(first.version).toBe(version + 1);
    const intent = await pay({ receipt_email: 'odile@example.com' });
    const [message] = (await ask<ListOf<MessageSummary>>('GET', `/guichet/v1/messages?payment_intent=${intent.id}`)).body.data;
    const sent = async () => (await ask<ReceiptView>('GET', `/guichet/v1/messages/${message?.id}/receipt`)).body;
    const before = await sent();
    expect(before).toMatchObject({ template_version: first.version, header: ['Bienvenue <b>'] });
    const plain = { ...TEMPLATE, lines: [], words: { ...words, fr: { header: null, footer: null } }, based_on: first.version };
    expect((await ask<ReceiptTemplateView>('POST', '/guichet/v1/receipt_template', plain)).status).toBe(200);
    expect(await sent()).toEqual(before);
    const now = (await ask<ReceiptView>('GET', `/guichet/v1/receipt?payment_intent=${intent.id}&language=fr`)).body;
    expect(now).toMatchObject({ template_version: first.version + 1, header: [] });
    const { html } = (await ask<MessageView>('GET', `/guichet/v1/messages/${message?.id}`)).body;
    expect(html).not.toContain('cid:');
    expect(await refusalTo('/guichet/v1/receipt_template', { ...TEMPLATE, based_on: version })).toEqual([
      400,
      'parameter_invalid',
      'based_on',
    ]);
  });

  it('are saved as a PDF, as they were and as they are', async () => {
    const intent = await pay({ receipt_email: 'odile@example.com', amount: 4990 });
    const [message] = (await ask<ListOf<MessageSummary>>('GET', `/guichet/v1/messages?payment_intent=${intent.id}`)).body.data;
    for (const path of [`/guichet/v1/messages/${message?.id}/pdf`, `/guichet/v1/receipt/pdf?payment_intent=${intent.id}`]) {
      const response = await fetch(whole.base + path, { headers: { authorization: `Bearer ${whole.key}` } });
      expect(response.headers.get('content-type')).toBe('application/pdf');
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z]+-pi_\w+\.pdf"$/);
      expect(pdfText(Buffer.from(await response.arrayBuffer())).lines.join('\n')).toContain('49');
    }
  });

  it('are of approved payments only', async () => {
    const held = await pay({ payment_method: 'pm_card_chargeDeclined' }).catch((error) => error.payment_intent as Stripe.PaymentIntent);
    const { status } = await ask('GET', `/guichet/v1/receipt?payment_intent=${held.id}`);
    expect(status).toBe(400);
  });
});
