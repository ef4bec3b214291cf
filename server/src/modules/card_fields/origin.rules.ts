import { isIP } from 'node:net';

const FORM = /^https?:\/\/[a-z0-9.[\]:-]+$/;
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));

/**
 * The origin of a page as browsers write it, or null when the text is none: scheme, host and port, and no path. Plain HTTP is for pages on
 * the same machine only. What comes out of here may stand in a header.
 */
export function pageOrigin(text: string): string | null {
  const trimmed = text.trim().replace(/\/$/, '');
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (url === null || !FORM.test(url.origin)) return null;
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return null;
  return `${url.origin}/` === url.href ? url.origin : null;
}
