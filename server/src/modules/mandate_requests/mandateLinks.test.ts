import { expect, it } from 'vitest';
import { mandateLinks } from './mandateLinks.ts';

const links = mandateLinks(Buffer.alloc(32, 1));
const others = mandateLinks(Buffer.alloc(32, 2));
const BASE = 'https://pay.example.com';
const SENT = { tenantId: 3, id: 'mreq_0abc', serial: 2 };
const tokenOf = (url: string): string => new URL(url).hash.slice(1);

it('what is stored opens nothing, and becomes the link when it is sent', () => {
  const stored = links.stored(BASE, SENT);
  expect(links.read(decodeURIComponent(tokenOf(stored)))).toBeNull();
  expect(links.fillIn(`Read ${stored}, then ${stored}.`)).toBe(`Read ${links.whole(BASE, SENT)}, then ${links.whole(BASE, SENT)}.`);
  expect(links.fillIn('No link •••••••• here')).toBe('No link •••••••• here');
});

it('a token is read back, and only by who made it', () => {
  const token = tokenOf(links.whole(BASE, SENT));
  expect(links.read(token)).toEqual(SENT);
  expect(others.read(token)).toBeNull();
});

it.each(['4.mreq_0abc.2', '3.mreq_0abd.2', '3.mreq_0abc.3'])('the secret of another is no secret of %s', (named) => {
  const mac = tokenOf(links.whole(BASE, SENT)).split('.')[3];
  expect(links.read(`${named}.${mac}`)).toBeNull();
});

it.each(['', '3.mreq_0abc.2.', `3.mreq_0abc.2.${'a'.repeat(43)}`, `mreq_0abc.2.${'a'.repeat(43)}`])('%j is none', (token) => {
  expect(links.read(token)).toBeNull();
});
