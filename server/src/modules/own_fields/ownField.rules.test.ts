import { describe, expect, it } from 'vitest';
import { answerProblem, answersLike } from './ownField.rules.ts';
import type { OwnField } from './ownField.ts';

const field = (more: Partial<OwnField>): OwnField => ({
  tenantId: 1,
  id: 'field_1',
  key: 'order',
  label: 'Order number',
  kind: 'order_number',
  choices: [],
  channels: [],
  required: false,
  printable: false,
  position: 0,
  deleted: false,
  created: new Date(0),
  ...more,
});

describe('answers to the fields of the place', () => {
  it.each([
    ['nothing asked', [], 'phone', {}, null],
    ['optional, left open', [field({})], 'phone', {}, null],
    ['required, answered', [field({ required: true })], 'phone', { order: '7' }, null],
    ['required, left open', [field({ required: true })], 'phone', {}, 'order missing'],
    ['required, only spaces', [field({ required: true })], 'phone', { order: '  ' }, 'order missing'],
    ['required on another channel', [field({ required: true, channels: ['mail'] })], 'phone', {}, null],
    ['required on this channel', [field({ required: true, channels: ['mail', 'phone'] })], 'phone', {}, 'order missing'],
    ['a choice that is there', [field({ kind: 'choice', choices: ['a', 'b'] })], 'phone', { order: 'b' }, null],
    ['a choice that is not', [field({ kind: 'choice', choices: ['a', 'b'] })], 'phone', { order: 'c' }, 'order not_a_choice'],
    ['a name that every object has', [field({ key: 'constructor', required: true })], 'phone', {}, 'constructor missing'],
  ] as const)('%s', (_, fields, channel, answers, expected) => {
    const found = answerProblem(fields, channel, answers);
    expect(found && `${found.key} ${found.problem}`).toBe(expected);
  });

  it('names the first one that is wrong', () => {
    const fields = [field({ required: true }), field({ key: 'table', label: 'Table', required: true })];
    expect(answerProblem(fields, 'phone', { order: '1' })?.message).toBe('"Table" is required here, in metadata[table].');
  });
});

describe('a typed text', () => {
  const fields = [
    field({ key: 'order' }),
    field({ key: 'table', kind: 'choice', choices: ['Hall', 'Terrace east', 'Terrace west'] }),
    field({ key: 'room', kind: 'choice', choices: ['12', '14'] }),
  ];

  it.each([
    ['terr', [{ order: 'terr' }, { table: 'Terrace east' }, { table: 'Terrace west' }]],
    ['HALL', [{ order: 'HALL' }, { table: 'Hall' }]],
    ['12', [{ order: '12' }, { room: '12' }]],
  ] as const)('%s may be an answer', (text, answers) => {
    expect(answersLike(fields, text)).toEqual(answers);
  });
});
