import { expect, it } from 'vitest';
import { invitationLinks } from './invitationLinks.ts';

const links = invitationLinks(Buffer.alloc(32, 1));
const others = invitationLinks(Buffer.alloc(32, 2));
const BASE = 'https://pay.example.com';
const SENT = { id: 'invt_0abc', serial: 2 };
const tokenOf = (url: string): string => new URL(url).hash.slice(1);

it('what is stored opens nothing, and becomes the link when it is sent', () => {
  const stored = links.stored(BASE, SENT);
  expect(links.read(decodeURIComponent(tokenOf(stored)))).toBeNull();
  expect(links.fillIn(`Follow ${stored} and ${stored}.`)).toBe(`Follow ${links.whole(BASE, SENT)} and ${links.whole(BASE, SENT)}.`);
  expect(links.fillIn('No link •••••••• here')).toBe('No link •••••••• here');
});

it('a token is read back, and only by who made it', () => {
  const token = tokenOf(links.whole(BASE, SENT));
  expect(links.read(token)).toEqual(SENT);
  expect(others.read(token)).toBeNull();
});

it.each(['', 'invt_0abc', 'invt_0abc.2.', 'invt_0abc.2.short', `x_0abc.2.${'a'.repeat(43)}`, `invt_0abc.2.${'a'.repeat(43)}`])(
  '%j is none',
  (token) => {
    expect(links.read(token)).toBeNull();
  },
);

it('another serial or another invitation needs another token', () => {
  const mac = tokenOf(links.whole(BASE, SENT)).split('.')[2];
  expect(links.read(`invt_0abc.3.${mac}`)).toBeNull();
  expect(links.read(`invt_0abd.2.${mac}`)).toBeNull();
});
