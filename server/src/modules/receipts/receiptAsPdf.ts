import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Line, Receipt } from './receipt.ts';
import { fittedLogo } from './receiptAsHtml.ts';

/** DejaVu has the letters of nearly all who write from left to right; only those that a receipt uses go into its file. */
const FONTS = import.meta.resolve('dejavu-fonts-ttf/package.json');
const fontFile = (name: string): Buffer => readFileSync(fileURLToPath(new URL(`ttf/${name}.ttf`, FONTS)));
let fonts: { readonly regular: Buffer; readonly bold: Buffer } | null = null;
const ownFonts = () => {
  fonts ??= { regular: fontFile('DejaVuSans'), bold: fontFile('DejaVuSans-Bold') };
  return fonts;
};

const INK = '#161b22';
const PALE = '#57606a';
const RULE = '#d5dae0';
const MARGIN_PT = 56;
/** A pixel of mail at the size of a point and a half on paper would be huge. */
const LOGO_SCALE = 0.8;

type Sheet = PDFKit.PDFDocument;

/** Writes down the page, and turns it where it ends. */
class Pen {
  readonly #sheet: Sheet;
  readonly #left = MARGIN_PT;
  readonly #width: number;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
    this.#width = sheet.page.width - 2 * MARGIN_PT;
  }

  text(text: string, size: number, options: { readonly bold?: boolean; readonly color?: string; readonly after?: number } = {}): void {
    const { bold = false, color = INK, after = 4 } = options;
    this.#sheet
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(color)
      .text(text, this.#left, this.#sheet.y, { width: this.#width });
    this.space(after);
  }

  space(height: number): void {
    this.#sheet.y += height;
  }

  /** Label on the left, value on the right, both as high as the higher of the two. */
  row({ label, value }: Line, bold: boolean): void {
    const sheet = this.#sheet;
    const labelWidth = this.#width * 0.38;
    const valueWidth = this.#width - labelWidth - 12;
    sheet.font(bold ? 'bold' : 'regular').fontSize(10);
    const height = Math.max(sheet.heightOfString(label, { width: labelWidth }), sheet.heightOfString(value, { width: valueWidth }));
    if (sheet.y + height > sheet.page.height - MARGIN_PT) sheet.addPage();
    const top = sheet.y;
    sheet.fillColor(bold ? INK : PALE).text(label, this.#left, top, { width: labelWidth });
    sheet.fillColor(INK).text(value, this.#left + labelWidth + 12, top, { width: valueWidth, align: 'right' });
    sheet.y = top + height + 6;
  }

  rule(color = RULE, width = 0.8): void {
    const { y } = this.#sheet;
    this.#sheet
      .moveTo(this.#left, y)
      .lineTo(this.#left + this.#width, y)
      .lineWidth(width)
      .strokeColor(color)
      .stroke();
    this.space(10);
  }
}

function draw(sheet: Sheet, receipt: Receipt, logo: Buffer | null): void {
  const pen = new Pen(sheet);
  const { accent, testNotice, amount, state, details, sold, totals, thanks, header, footer, notes, contact, mentions } = receipt;
  if (accent !== null) sheet.rect(0, 0, sheet.page.width, 8).fill(accent.fill);
  sheet.y = MARGIN_PT;
  if (testNotice !== null) pen.text(testNotice, 10, { bold: true, color: '#7a4b00', after: 14 });
  if (logo !== null && receipt.logo !== null) {
    const { width, height } = fittedLogo(receipt.logo);
    sheet.image(logo, MARGIN_PT, sheet.y, { width: width * LOGO_SCALE, height: height * LOGO_SCALE });
    sheet.y += height * LOGO_SCALE + 14;
  }
  pen.text(receipt.businessName, 16, { bold: true, color: accent?.text ?? INK, after: 2 });
  for (const line of contact) pen.text(line, 9, { color: PALE, after: 1 });
  pen.space(12);
  for (const line of header) pen.text(line, 10.5);
  if (header.length > 0) pen.space(8);
  pen.text(receipt.title, 12, { color: PALE, after: 2 });
  pen.text(amount.label, 10, { color: PALE, after: 0 });
  pen.text(amount.value, 26, { bold: true, after: 2 });
  pen.text(state.text, 11, { bold: true, color: accent?.text ?? INK, after: 14 });
  pen.rule();
  for (const line of details) pen.row(line, false);
  if (sold != null) {
    pen.space(4);
    pen.rule();
    for (const line of sold.items) pen.row(line, false);
    pen.space(4);
    for (const [at, line] of sold.sums.entries()) pen.row(line, at === sold.sums.length - 1);
  }
  if (totals.length > 0) pen.space(4);
  for (const line of totals) pen.row(line, true);
  pen.space(4);
  pen.rule();
  pen.text(thanks, 11, { after: 6 });
  for (const line of footer) pen.text(line, 10.5);
  pen.space(12);
  for (const line of notes) pen.text(line, 8.5, { color: PALE, after: 3 });
  if (mentions.length > 0) pen.space(6);
  for (const line of mentions) pen.text(line, 8, { color: PALE, after: 1 });
}

/**
 * The receipt as a file to print or keep. The same receipt always gives the same file: its date is that of the message, and nothing of the
 * moment is in it.
 */
export async function receiptAsPdf(receipt: Receipt, logo: Buffer | null, written: Date): Promise<Buffer> {
  // With the first receipt: its seven megabytes are nothing to who never writes one.
  const { default: PDFDocument } = await import('pdfkit');
  const sheet = new PDFDocument({
    size: receipt.paper,
    margin: MARGIN_PT,
    lang: receipt.language,
    displayTitle: true,
    info: { Title: receipt.subject, Author: receipt.businessName, CreationDate: written, ModDate: written },
  });
  const { regular, bold } = ownFonts();
  sheet.registerFont('regular', regular).registerFont('bold', bold);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    sheet.on('data', (part: Buffer) => parts.push(part));
    sheet.on('end', () => resolve(Buffer.concat(parts)));
    sheet.on('error', reject);
    draw(sheet, receipt, logo);
    sheet.end();
  });
}
