import { expect, it } from 'vitest';
import { isSameOrigin, type Provenance } from './sameOrigin.rules.ts';

const OURS: Provenance = {
  method: 'POST',
  protocol: 'http',
  host: 'localhost:4242',
  origin: 'http://localhost:4242',
  fetchSite: undefined,
};
const PUBLIC = 'https://pay.example.com/till';

it.each<[string, Partial<Provenance>, string | undefined, boolean]>([
  ['our address', {}, undefined, true],
  ['the public address, behind a proxy', { host: '10.0.0.5:4242', origin: 'https://pay.example.com' }, PUBLIC, true],
  ['another host', { origin: 'http://evil.example' }, PUBLIC, false],
  ['another port', { origin: 'http://localhost:4243' }, PUBLIC, false],
  ['another scheme', { origin: 'https://localhost:4242' }, PUBLIC, false],
  ['a name that begins like ours', { origin: 'https://pay.example.com.evil.example' }, PUBLIC, false],
  ['a sandboxed frame', { origin: 'null' }, undefined, false],
  ['a host that is no name', { host: 'a b', origin: 'http://localhost:4242' }, undefined, false],
  ['a change that says nothing', { origin: undefined }, PUBLIC, false],
  ['a change that says nothing but where it was fetched', { origin: undefined, fetchSite: 'same-origin' }, PUBLIC, false],
  ['a read that says nothing', { method: 'GET', origin: undefined }, undefined, true],
  ['a read of our page', { method: 'GET', origin: undefined, fetchSite: 'same-origin' }, undefined, true],
  ['a read of another site', { method: 'GET', origin: undefined, fetchSite: 'cross-site' }, undefined, false],
  ['a read of a sister site', { method: 'GET', origin: undefined, fetchSite: 'same-site' }, undefined, false],
])('judges %s', (_what, given, publicUrl, expected) => {
  expect(isSameOrigin({ ...OURS, ...given }, publicUrl)).toBe(expected);
});
