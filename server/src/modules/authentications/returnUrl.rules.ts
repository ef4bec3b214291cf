/** What a browser would run or read instead of going there. */
const REFUSED = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:', 'filesystem:', 'view-source:']);
const LONGEST = 2048;

/** An address that a payer may be sent to afterwards, a page or an app's; null when it is none. */
export function parseReturnUrl(text: string): string | null {
  if (text.length > LONGEST || !URL.canParse(text)) return null;
  const { protocol, href, username, password } = new URL(text);
  return REFUSED.has(protocol) || username !== '' || password !== '' ? null : href;
}

/** The merchant's address with what became of the intent, as Stripe's wire tells it. */
export function tellReturnUrl(
  returnUrl: string,
  { kind, intentId, clientSecret, status }: { kind: string; intentId: string; clientSecret: string; status: string },
): string {
  const url = new URL(returnUrl);
  url.searchParams.set(kind, intentId);
  url.searchParams.set(`${kind}_client_secret`, clientSecret);
  url.searchParams.set('redirect_status', status);
  return url.href;
}
