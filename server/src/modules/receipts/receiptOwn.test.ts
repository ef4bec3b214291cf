import { crc32, deflateSync } from 'node:zlib';
import { accentOf } from '@guichet/contract/accent.ts';
import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { pdfText } from '../../../test/harness/pdfText.ts';
import { type Receipt, writeReceipt } from './receipt.ts';
import { receiptAsHtml } from './receiptAsHtml.ts';
import { receiptAsPdf } from './receiptAsPdf.ts';
import { receiptAsText } from './receiptAsText.ts';
import type { ReceiptFacts } from './receiptFacts.ts';
import type { ReceiptLook } from './receiptLook.ts';
import { FIRST_TEMPLATE } from './template.ts';

const FACTS: ReceiptFacts = {
  businessName: 'Cœur & Straße, Łódź – Ζυμωτό',
  country: 'FR',
  timeZone: 'Europe/Paris',
  charge: 'ch_1',
  status: 'succeeded',
  captured: true,
  amount: money(4990n, 'eur'),
  refunded: money(0n, 'eur'),
  reference: 'Commande 17',
  paidWith: { kind: 'visa', last4: '4242' },
  createdAt: new Date('2026-07-14T22:30:00Z'),
  statementDescriptor: 'COEUR',
  customerName: 'Anne Martin',
  customerLanguage: null,
};

const LOOK: ReceiptLook = {
  template: {
    ...FIRST_TEMPLATE,
    version: 3,
    words: {
      ...FIRST_TEMPLATE.words,
      fr: { header: 'Bienvenue <b>chez nous</b>\n\n  Ouvert de 9\u00a0h à 18\u00a0h', footer: '<script>alert(1)</script>\r\nÀ bientôt !' },
    },
  },
  accent: accentOf('#ffe14d'),
  logo: { id: 'a'.repeat(40), url: '/pay/logos/acct_1/a', type: 'image/png', width: 400, height: 100 },
  address: ['3 quai des Orfèvres', '75001 Paris'],
  contact: ['01 23 45 67 89'],
  mentions: ['SIRET 732 829 320 00074 – RCS Paris', 'TVA non applicable, art. 293 B du CGI'],
};

const receiptWith = (look: Partial<ReceiptLook>, language: 'en' | 'fr' | 'it' = 'fr'): Receipt =>
  writeReceipt(FACTS, { id: 'pi_1', livemode: true }, { ...LOOK, ...look }, language);

describe('a receipt of the place’s own', () => {
  it('says above and below what the place wrote in this language, escaped', () => {
    const html = receiptAsHtml(receiptWith({}));
    expect(html).toContain('Bienvenue &lt;b&gt;chez nous&lt;/b&gt;');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<b>/);
    expect(receiptWith({}).header).toEqual(['Bienvenue <b>chez nous</b>', 'Ouvert de 9 h à 18 h']);
    expect(receiptWith({}, 'en').header).toEqual([]);
  });

  it('carries address, contact and legal mentions, and the version that it was made with', () => {
    const receipt = receiptWith({});
    expect(receipt.templateVersion).toBe(3);
    const text = receiptAsText(receipt);
    for (const line of [...LOOK.address, ...LOOK.contact, ...LOOK.mentions]) expect(text).toContain(line);
  });

  it('leaves out what the template leaves out', () => {
    const receipt = receiptWith({ template: { ...LOOK.template, lines: ['payment'] } });
    expect(receipt.details.map(({ label }) => label)).toEqual(['Date', 'Numéro de paiement']);
    expect([receipt.contact, receipt.mentions]).toEqual([[], []]);
  });

  it('shows the logo that comes along, or a mark in the place’s colour', () => {
    expect(receiptAsHtml(receiptWith({}))).toContain('<img src="cid:logo" alt="" width="180" height="45"');
    expect(receiptAsHtml(receiptWith({ logo: null }))).toContain('background-color:#ffe14d;color:#161b22');
    expect(receiptAsHtml(receiptWith({ logo: null, accent: null }))).toContain('class="mark"');
  });
});

/** A PNG of one colour with an alpha channel, which is the kind that takes most to draw. */
function png(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width * 4 + 1) * height, 0x55);
  for (let row = 0; row < height; row += 1) rows[row * (width * 4 + 1)] = 0;
  const crc = (bytes: Buffer) => {
    const out = Buffer.alloc(4);
    out.writeUInt32BE(crc32(bytes));
    return out;
  };
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    return Buffer.concat([length, body, crc(body)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('the PDF', () => {
  const written = new Date('2026-07-14T22:31:00Z');
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

  it('says the same in every letter, drawn from its own font', async () => {
    const receipt = receiptWith({});
    const { lines, pages } = pdfText(await receiptAsPdf(receipt, png(400, 100), written));
    const text = plain(lines.map(plain).join(' '));
    const { details, header, footer, contact, mentions, amount, businessName } = receipt;
    for (const said of [businessName, amount.value, ...header, ...footer, ...contact, ...mentions, ...details.map(({ value }) => value)]) {
      expect(text).toContain(plain(said));
    }
    expect(text).not.toContain('\ufffd');
    expect(pages).toBe(1);
  });

  it('is the same file each time', async () => {
    const [one, other] = await Promise.all([0, 1].map(() => receiptAsPdf(receiptWith({ logo: null }), null, written)));
    expect(other?.equals(one ?? Buffer.alloc(0))).toBe(true);
  });

  it('goes on on another page where it is long', async () => {
    const words = { header: 'Ligne\n'.repeat(60), footer: 'Fin\n'.repeat(60) };
    const long = receiptWith({ template: { ...LOOK.template, words: { ...LOOK.template.words, fr: words } }, logo: null });
    const { lines, pages } = pdfText(await receiptAsPdf(long, null, written));
    expect(pages).toBeGreaterThan(1);
    expect(lines.join(' ')).toContain('293 B');
  });
});
