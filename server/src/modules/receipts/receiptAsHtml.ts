import { Html, html } from './html.ts';
import type { Line, Receipt } from './receipt.ts';

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Background and ink of the little sign that says what became of the payment; each pair has a contrast of 4.5 or more. */
const TONES = {
  good: { back: '#e3f6ec', ink: '#0b6b3a' },
  waiting: { back: '#fdf1d3', ink: '#7a4b00' },
  back: { back: '#e8ecf8', ink: '#2f4286' },
} as const;

// Mail programs read inline styles everywhere, this sheet only sometimes: it makes narrow windows and dark surroundings better, and
// nothing depends on it.
const SHEET = new Html(`
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (max-width: 480px) {
    .edge { padding-left: 20px !important; padding-right: 20px !important; }
    .outer { padding: 0 !important; }
    .paper { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
    .amount { font-size: 34px !important; line-height: 42px !important; }
    .value { font-size: 14px !important; }
  }
  @media (prefers-color-scheme: dark) {
    .desk { background-color: #111418 !important; }
    .paper { background-color: #1c2127 !important; border-color: #363d46 !important; }
    .ink { color: #f3f5f7 !important; }
    .pale { color: #b3bcc6 !important; }
    .rule { border-color: #3b434d !important; }
    .mark { background-color: #f3f5f7 !important; color: #1c2127 !important; }
    .good { background-color: #12402a !important; color: #a6ecc6 !important; }
    .waiting { background-color: #4a3708 !important; color: #ffe3a1 !important; }
    .back { background-color: #273260 !important; color: #cdd7ff !important; }
  }
`);

/** Keeps the mail program from filling up its preview line with what stands at the top of the message. */
const PREVIEW_END = new Html('&#847;&zwnj;&nbsp;'.repeat(60));

/** The first letter of a name, as people see it, for the round mark beside it. */
function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first === undefined ? '' : first.segment.toLocaleUpperCase();
}

const row = ({ label, value }: Line): Html => html`
<tr>
<th scope="row" class="pale rule" align="left" valign="top" style="${FONT};font-size:15px;line-height:22px;font-weight:400;color:#57606a;padding:11px 16px 11px 0;border-bottom:1px solid #e6e9ed;text-align:left">${label}</th>
<td class="ink rule value" align="right" valign="top" style="${FONT};font-size:15px;line-height:22px;color:#161b22;padding:11px 0;border-bottom:1px solid #e6e9ed;text-align:right;word-break:break-word;overflow-wrap:anywhere">${value}</td>
</tr>`;

const total = ({ label, value }: Line): Html => html`
<tr>
<th scope="row" class="ink" align="left" valign="top" style="${FONT};font-size:15px;line-height:22px;font-weight:600;color:#161b22;padding:8px 16px 0 0;text-align:left">${label}</th>
<td class="ink" align="right" valign="top" style="${FONT};font-size:15px;line-height:22px;font-weight:600;color:#161b22;padding:8px 0 0;text-align:right;white-space:nowrap">${value}</td>
</tr>`;

const note = (text: string): Html => html`
<p class="pale" style="${FONT};font-size:13px;line-height:20px;color:#57606a;margin:0 0 8px">${text}</p>`;

const testBanner = (text: string): Html => html`
<tr><td class="waiting edge" align="center" style="${FONT};font-size:14px;line-height:20px;font-weight:600;background-color:#fdf1d3;color:#7a4b00;padding:12px 40px;text-align:center">${text}</td></tr>`;

/** Its picture comes with the mail, so that nothing is asked of anybody when it is read. */
export const LOGO_SOURCE = 'cid:logo';
const MARK_PX = 44;
const LOGO_WIDTH_PX = 180;
const LOGO_HEIGHT_PX = 56;

/** The size at which a logo fits its box, never enlarged. */
export function fittedLogo({ width, height }: { readonly width: number; readonly height: number }) {
  const scale = Math.min(1, LOGO_WIDTH_PX / width, LOGO_HEIGHT_PX / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function mark({ businessName, accent, logo }: Receipt): Html {
  if (logo !== null) {
    const { width, height } = fittedLogo(logo);
    return html`<td width="${String(width)}" valign="middle" style="width:${String(width)}px"><img src="${LOGO_SOURCE}" alt="" width="${String(width)}" height="${String(height)}" style="display:block;border:0;background-color:#ffffff;border-radius:6px"></td>`;
  }
  const size = String(MARK_PX);
  // A colour of the place's own stays as it is also where the ground is dark.
  const own = accent === null ? 'mark' : 'own';
  const { fill, ink } = accent ?? { fill: '#161b22', ink: '#ffffff' };
  return html`<td width="${size}" valign="middle" style="width:44px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="${own}" aria-hidden="true" width="${size}" height="${size}" align="center" valign="middle" style="${FONT};width:44px;height:44px;border-radius:22px;background-color:${fill};color:${ink};font-size:20px;line-height:44px;font-weight:600;text-align:center">${initial(businessName)}</td></tr></table></td>`;
}

const heading = (receipt: Receipt): Html => html`
<tr><td class="edge" style="padding:32px 40px 0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
${mark(receipt)}
<td valign="middle" style="padding-left:14px"><h1 class="ink" style="${FONT};font-size:19px;line-height:25px;font-weight:650;color:#161b22;margin:0;word-break:break-word;overflow-wrap:anywhere">${receipt.businessName}</h1><p class="pale" style="${FONT};font-size:14px;line-height:20px;color:#57606a;margin:0">${receipt.title}</p></td>
</tr></table>${receipt.header.map(
  (line) => html`
<p class="ink" style="${FONT};font-size:15px;line-height:23px;color:#161b22;margin:14px 0 0;overflow-wrap:anywhere">${line}</p>`,
)}
</td></tr>`;

const amount = ({ amount: { label, value }, state }: Receipt): Html => html`
<tr><td class="edge" style="padding:28px 40px 26px">
<p class="pale" style="${FONT};font-size:14px;line-height:20px;color:#57606a;margin:0">${label}</p>
<p class="ink amount" style="${FONT};font-size:42px;line-height:52px;font-weight:700;letter-spacing:-0.5px;color:#161b22;margin:0 0 10px;overflow-wrap:anywhere">${value}</p>
<span class="${state.tone}" style="${FONT};display:inline-block;font-size:14px;line-height:20px;font-weight:600;background-color:${TONES[state.tone].back};color:${TONES[state.tone].ink};border-radius:14px;padding:4px 13px">${state.text}</span>
</td></tr>`;

const totals = (lines: readonly Line[]): Html | null =>
  lines.length === 0
    ? null
    : html`
<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:12px">${lines.map(total)}
</table>`;

const sold = ({ sold: lines }: Receipt): Html | null =>
  lines == null
    ? null
    : html`
<table width="100%" cellpadding="0" cellspacing="0" border="0" class="rule" style="margin-top:12px;border-top:1px solid #e6e9ed">${lines.items.map(row)}
</table>
<table width="100%" cellpadding="0" cellspacing="0" border="0" class="rule" style="border-top:1px solid #e6e9ed">${lines.sums.slice(0, -1).map(row)}${lines.sums.slice(-1).map(total)}
</table>`;

const footerLine = (text: string): Html => html`
<p class="ink" style="${FONT};font-size:15px;line-height:23px;color:#161b22;margin:10px 0 0;overflow-wrap:anywhere">${text}</p>`;

const small = (lines: readonly string[]): Html | null =>
  lines.length === 0
    ? null
    : html`
<p class="pale" style="${FONT};font-size:13px;line-height:20px;color:#57606a;margin:8px 0 0;overflow-wrap:anywhere">${lines.map((line, at) => html`${at === 0 ? null : new Html('<br>')}${line}`)}</p>`;

/** A line of the place's colour along the upper edge of the paper. */
const edge = ({ accent }: Receipt): Html | null =>
  accent === null
    ? null
    : html`
<tr><td style="height:6px;line-height:6px;font-size:0;background-color:${accent.fill}">&nbsp;</td></tr>`;

/**
 * The receipt as a mail: tables and inline styles, which is what all mail programs understand, 600 pixels wide and narrower where the
 * window is, nothing loaded from anywhere, readable on a dark ground.
 */
export function receiptAsHtml(receipt: Receipt): string {
  const { language, subject, preview, testNotice, details, thanks, footer, notes } = receipt;
  return html`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${subject}</title>
<style>${SHEET}</style>
</head>
<body class="desk" style="margin:0;padding:0;background-color:#eef1f4;-webkit-text-size-adjust:100%;text-size-adjust:100%">
<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">${preview}${PREVIEW_END}</div>
<div role="article" aria-roledescription="email" aria-label="${subject}" lang="${language}">
<table role="presentation" class="desk" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef1f4" style="background-color:#eef1f4"><tr><td class="outer" align="center" style="padding:32px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:600px;background-color:#ffffff;border:1px solid #dfe3e8;border-radius:14px;border-collapse:separate;overflow:hidden;text-align:left">${edge(receipt)}${testNotice === null ? null : testBanner(testNotice)}${heading(receipt)}${amount(receipt)}
<tr><td class="edge" style="padding:0 40px 30px">
<table width="100%" cellpadding="0" cellspacing="0" border="0" class="rule" style="border-top:2px dashed #d5dae0">${details.map(row)}
</table>${sold(receipt)}${totals(receipt.totals)}
<p class="ink" style="${FONT};font-size:16px;line-height:24px;color:#161b22;margin:26px 0 0">${thanks}</p>${footer.map(footerLine)}
</td></tr>
<tr><td class="edge rule" style="padding:20px 40px 22px;border-top:1px solid #e6e9ed">${notes.map(note)}${small(receipt.contact)}${small(receipt.mentions)}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</div>
</body>
</html>
`.markup;
}
