import { expect, it } from 'vitest';
import { shortcutOf } from './shortcutOf.ts';

const pressed = (key: string, more: object = {}) => ({ key, code: '', altKey: false, ctrlKey: false, metaKey: false, ...more });

it.each([
  [pressed('m', { altKey: true }), 'Alt+M'],
  [pressed('µ', { altKey: true, code: 'KeyM' }), 'Alt+M'],
  [pressed('F2'), 'F2'],
  [pressed('Escape'), 'Escape'],
  [pressed('4'), null],
  [pressed('Tab'), null],
  [pressed('ArrowLeft', { altKey: true, code: 'ArrowLeft' }), null],
  [pressed('v', { ctrlKey: true }), null],
  [pressed('a', { altKey: true, ctrlKey: true }), null],
])('%j is %s', (event, shortcut) => {
  expect(shortcutOf(event)).toBe(shortcut);
});
