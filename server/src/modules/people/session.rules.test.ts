import { expect, it } from 'vitest';
import { countsAsActivity, isOver } from './session.rules.ts';

const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

it.each([
  ['09:00:00.000', '20:45:00.001', '20:59:59.999', false],
  ['09:00:00.000', '20:59:59.999', '21:00:00.000', true],
  ['09:00:00.000', '09:10:00.000', '09:24:59.999', false],
  ['09:00:00.000', '09:10:00.000', '09:25:00.000', true],
])('a session of %s, last used %s, at %s', (startedAt, lastActiveAt, now, over) => {
  expect(isOver({ startedAt: at(startedAt), lastActiveAt: at(lastActiveAt) }, at(now))).toBe(over);
});

it.each([
  ['POST', undefined, true],
  ['DELETE', undefined, true],
  ['GET', undefined, false],
  ['HEAD', undefined, false],
  ['GET', '1', true],
  ['GET', '0', false],
])('%s with Guichet-Activity %s', (method, header, counts) => {
  expect(countsAsActivity(method, header)).toBe(counts);
});
