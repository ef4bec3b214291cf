import { expect, it } from 'vitest';
import { keyOf } from './keyOf.ts';

it.each([
  ['Order number', 'order_number'],
  ['Numéro de commande', 'numero_de_commande'],
  ['2nd table', 'nd_table'],
  ['注文', 'field'],
  ['Guichet sale', 'sale'],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('"%s" is kept as %s', (label, key) => {
  expect(keyOf(label)).toBe(key);
  expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
});
