import { expect, it } from 'vitest';
import { readFrameMessage, readPageMessage } from './cardFieldMessages.ts';

it.each([
  [{ type: 'ready', height: 80 }],
  [{ type: 'resize', height: 80.5 }],
  [{ type: 'changed', complete: true, brand: 'visa' }],
  [{ type: 'token', request: 'r1', id: 'pm_1' }],
  [{ type: 'error', request: 'r1', code: 'incomplete' }],
  [{ type: 'enter' }],
  [{ type: 'key', key: 'Alt+M' }],
])('the frame says %j', (message) => {
  expect(readFrameMessage({ ...message, more: 1 })).toEqual(message);
});

it.each([[{ type: 'submit', request: 'r1' }], [{ type: 'focus' }], [{ type: 'clear' }], [{ type: 'lock', locked: false }]])(
  'the page says %j',
  (message) => {
    expect(readPageMessage({ ...message, more: 1 })).toEqual(message);
  },
);

it.each([
  null,
  undefined,
  'token',
  7,
  [],
  {},
  { type: 'other' },
  { type: 'ready' },
  { type: 'ready', height: Number.NaN },
  { type: 'ready', height: '80' },
  { type: 'token', id: 'pm_1' },
  { type: 'token', request: 'r1', id: ['pm_1'] },
  { type: 'token', request: 'r1', id: 'x'.repeat(256) },
  { type: 'error', request: 'r1' },
  { type: 'changed', complete: 'yes', brand: 'visa' },
  { type: 'key' },
  { type: 'submit' },
  { type: 'lock', locked: 'yes' },
])('nobody says %j', (data) => {
  expect(readFrameMessage(data)).toBeNull();
  expect(readPageMessage(data)).toBeNull();
});
