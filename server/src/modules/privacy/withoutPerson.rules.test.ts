import { expect, it } from 'vitest';
import { patternOf, withoutPerson, withoutWords, wordsOf } from './withoutPerson.rules.ts';

const CHARGE = {
  id: 'ch_1',
  amount: 4990,
  captured: true,
  billing_details: { name: 'Zoé Lambert', email: 'zoe@example.com', phone: null, address: { line1: 'Rue 1', city: 'Lyon', country: 'FR' } },
  description: 'Table of zoé lambert',
  metadata: { order: '42', contact: 'ZOE@example.com' },
  list: ['a', 'for zoe@example.com'],
};

it('finds what a person is called, wherever it stands', () => {
  expect(wordsOf([CHARGE, { name: 'Al', phone: '+33612345678' }])).toEqual(['zoé lambert', 'zoe@example.com', '+33612345678']);
});

it('leaves amounts, ids and what says nothing of the person', () => {
  expect(withoutPerson(patternOf(wordsOf([CHARGE])))(CHARGE)).toEqual({
    id: 'ch_1',
    amount: 4990,
    captured: true,
    billing_details: { name: null, email: null, phone: null, address: { line1: null, city: null, country: 'FR' } },
    description: null,
    metadata: { order: '42' },
    list: ['a'],
  });
});

it('takes no other word for a name, nor a word of ours', () => {
  const version = { capture_method: 'manual', type: 'card', text: 'Manually', list: ['manu'], metadata: { who: 'manu', how: 'manual' } };
  const without = withoutPerson(patternOf(['manu', 'card', 'o’neil (son)']));
  expect(without(version)).toEqual({
    ...{ capture_method: 'manual', type: 'card', text: 'Manually', list: ['manu'], metadata: { how: 'manual' } },
  });
  for (const text of ['Manu', 'for Manu.', 'l’MANU', 'a-manu-b', '(Manu)', 'Card', 'For O’Neil (Son)'])
    expect(without({ text }), text).toEqual({ text: null });
  for (const text of ['Émanu', 'manuš', '7manu', 'cards', 'O’Neil son']) expect(without({ text }), text).toEqual({ text });
  expect(without({ description: 'manu' })).toEqual({ description: null });
  expect(withoutPerson(patternOf(['山田太郎']))({ text: '拝啓山田太郎様' })).toEqual({ text: null });
  expect(withoutPerson(patternOf([]))({ text: 'x' })).toEqual({ text: 'x' });
});

it('puts a dash for a name where a text must stand', () => {
  const content = {
    lines: [
      { name: 'Espresso', quantity: 2 },
      { name: 'Cake for Zoé Lambert', quantity: 1 },
    ],
  };
  expect(withoutWords(patternOf(['zoé lambert']))(content)).toEqual({
    lines: [
      { name: 'Espresso', quantity: 2 },
      { name: '–', quantity: 1 },
    ],
  });
});
