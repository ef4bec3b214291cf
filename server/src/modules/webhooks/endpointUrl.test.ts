import { describe, expect, it } from 'vitest';
import { parseEndpointUrl } from './endpointUrl.ts';

describe('the address of an endpoint', () => {
  it.each(['https://shop.example.com/hooks?a=b', 'HTTPS://Shop.example.com:8443', 'https://[2606:4700::1111]/'])('can be %s', (text) => {
    expect(parseEndpointUrl(text, true).protocol).toBe('https:');
  });

  it('is encrypted in live mode', () => {
    expect(parseEndpointUrl('http://shop.example.com/', false).href).toBe('http://shop.example.com/');
    expect(() => parseEndpointUrl('http://shop.example.com/', true)).toThrow('must begin with https://');
  });

  it.each([
    ['', 'must be a web address'],
    ['shop.example.com/hooks', 'must be a web address'],
    ['mailto:a@example.com', 'must be a web address'],
    ['javascript:alert(1)', 'must be a web address'],
    ['file:///etc/passwd', 'must be a web address'],
    ['https://', 'must be a web address'],
    ['https://shop.example.com/a\nb', 'must be a web address'],
    [' https://shop.example.com/', 'must be a web address'],
    ['https://user@shop.example.com/', 'must not hold a user name'],
    ['https://:pw@shop.example.com/', 'must not hold a user name'],
  ])('cannot be %j', (text, why) => {
    expect(() => parseEndpointUrl(text, false)).toThrow(why);
  });
});
