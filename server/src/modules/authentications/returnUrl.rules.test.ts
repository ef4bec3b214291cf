import { describe, expect, it } from 'vitest';
import { parseReturnUrl, tellReturnUrl } from './returnUrl.rules.ts';

const LONG = `https://shop.example/${'a'.repeat(2048)}`;

describe('a payer may be sent to', () => {
  it.each([
    ['https://shop.example/done?order=7#top', 'https://shop.example/done?order=7#top'],
    ['https://shop.example', 'https://shop.example/'],
    ['HTTP://Shop.Example:8080/x', 'http://shop.example:8080/x'],
    ['my-app://paid', 'my-app://paid'],
    [LONG.slice(0, 2048), LONG.slice(0, 2048)],
  ])('%s', (text, href) => expect(parseReturnUrl(text)).toBe(href));
});

describe('a payer may not be sent to', () => {
  it.each([
    '',
    'shop.example/done',
    '/done',
    ...['javascript:alert(1)', 'JavaScript:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)'],
    ...['data:text/html,x', 'vbscript:x', 'file:///etc/hosts', 'about:blank', 'view-source:https://shop.example/'],
    ...['blob:https://shop.example/1', 'filesystem:https://shop.example/temporary/1'],
    ...['https://user@shop.example/', 'https://user:word@shop.example/', 'https://:word@shop.example/'],
    LONG.slice(0, 2049),
  ])('%j', (text) => expect(parseReturnUrl(text)).toBeNull());
});

describe('the address tells what became of the intent', () => {
  const told = { kind: 'payment_intent', intentId: 'pi_1', clientSecret: 'pi_1_secret_x', status: 'succeeded' };

  it.each([
    ['https://shop.example/', 'https://shop.example/?'],
    ['https://shop.example/done?order=7', 'https://shop.example/done?order=7&'],
    // What a link claims already is not believed.
    ['https://shop.example/?redirect_status=failed&payment_intent=pi_2', null],
  ])('%s', (url, begin) => {
    const { searchParams, href } = new URL(tellReturnUrl(url, told));
    if (begin !== null)
      expect(href).toBe(`${begin}payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_x&redirect_status=succeeded`);
    expect(searchParams.getAll('payment_intent')).toEqual(['pi_1']);
    expect(searchParams.getAll('payment_intent_client_secret')).toEqual(['pi_1_secret_x']);
    expect(searchParams.getAll('redirect_status')).toEqual(['succeeded']);
  });

  it('under the names of its kind', () => {
    const { searchParams } = new URL(tellReturnUrl('my-app://paid', { ...told, kind: 'setup_intent', intentId: 'seti_1' }));
    expect([...searchParams.keys()]).toEqual(['setup_intent', 'setup_intent_client_secret', 'redirect_status']);
  });
});
