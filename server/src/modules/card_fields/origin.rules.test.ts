import { expect, it } from 'vitest';
import { pageOrigin } from './origin.rules.ts';

it.each([
  ['https://shop.example', 'https://shop.example'],
  ['https://Shop.Example/', 'https://shop.example'],
  ['https://shop.example:443', 'https://shop.example'],
  ['https://shop.example:8443', 'https://shop.example:8443'],
  ['http://localhost:4242', 'http://localhost:4242'],
  ['http://127.0.0.1:4242', 'http://127.0.0.1:4242'],
  ['http://[::1]:4242', 'http://[::1]:4242'],
  ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
])('%s is the origin %s', (text, origin) => {
  expect(pageOrigin(text)).toBe(origin);
});

it.each([
  ['', 'nothing'],
  ['shop.example', 'no scheme'],
  ['http://shop.example', 'plain HTTP elsewhere'],
  ['http://127.evil.example', 'a name that begins like loopback'],
  ['https://shop.example/counter', 'a path'],
  ['https://shop.example?x', 'a query'],
  ['https://user@shop.example', 'a user'],
  ['https://*.example', 'a wildcard'],
  ["https://shop.example; script-src 'unsafe-inline'", 'more of a policy'],
  ['https://a.example https://b.example', 'two'],
  ['null', 'no origin'],
  ['*', 'everybody'],
  ['javascript:alert(1)', 'a script'],
])('%j is refused: %s', (text) => {
  expect(pageOrigin(text)).toBeNull();
});
