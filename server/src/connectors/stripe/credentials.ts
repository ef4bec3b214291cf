/** The version whose answers `answers.ts` reads: that of the official SDK by whose types it is checked. */
const VERSION = '2026-10-28.endive';

/** A secret key says its mode: `sk_live_…`, `rk_test_…`. */
export function credentials(secret: string) {
  const mode = /^[sr]k_(live|test)_/.exec(secret)?.[1];
  return {
    headers: { authorization: `Bearer ${secret}`, 'stripe-version': VERSION },
    livemode: mode === undefined ? null : mode === 'live',
  };
}
