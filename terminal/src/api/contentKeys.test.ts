import { expect, it } from 'vitest';
import { contentKeys } from './contentKeys.ts';

function keys() {
  let made = 0;
  return contentKeys(() => `key ${++made}`);
}

it('the same content keeps its key until it is answered', () => {
  const { keyFor, answered } = keys();
  expect([keyFor({ text: 'a' }), keyFor({ text: 'a' })]).toEqual(['key 1', 'key 1']);
  answered();
  expect(keyFor({ text: 'a' })).toBe('key 2');
});

it('other content has another key', () => {
  const { keyFor } = keys();
  expect([keyFor({ text: 'a' }), keyFor({ text: 'b' }), keyFor({ text: 'b', submit: true })]).toEqual(['key 1', 'key 2', 'key 3']);
});
