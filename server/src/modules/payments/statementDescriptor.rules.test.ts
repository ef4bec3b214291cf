import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../test/harness/refusalOf.ts';
import {
  acceptDescriptor,
  acceptSuffix,
  assertDescribes,
  calculatedDescriptor,
  nameOnStatements,
  placeDescriptor,
} from './statementDescriptor.rules.ts';

describe('a text for the statement', () => {
  it.each(['Shoes', 'CHEZ ODILE', 'x'.repeat(22), 'Order #17 (2/3)', '12345a', 'a+b=c; d?e', 'été'.replaceAll('é', 'e').padEnd(5, '.')])(
    'may be %s',
    (given) => {
      expect(acceptDescriptor(given)).toBe(given);
    },
  );

  it.each([
    'Shoe',
    'x'.repeat(23),
    '12345',
    '     ',
    'a<bcd',
    'a>bcd',
    'a\\bcd',
    "a'bcd",
    'a"bcd',
    'a*bcd',
    'Café Odile',
    'tab\tbed',
    'line\nx',
  ])('may not be %j', (given) => {
    expect(acceptDescriptor(given)).toBeNull();
  });

  it('behind the name may be shorter', () => {
    expect(acceptSuffix('BAR')).toBe('BAR');
    expect(acceptSuffix('x'.repeat(22))).toBe('x'.repeat(22));
    expect([acceptSuffix('17'), acceptSuffix('A*B'), acceptSuffix('x'.repeat(23))]).toEqual([null, null, null]);
  });
});

it.each([
  ['Boulangerie de l’Étoile', 'BOULANGERIE DE LETOILE'],
  ['Chez Odile', 'CHEZ ODILE'],
  ['Cœur & Co.', 'COEUR & CO.'],
  ['Straße 7', 'STRASSE 7'],
  ['  A   <b> * ', 'A B'],
  ['寿司', 'CARD PAYMENT'],
  ['1234', 'CARD PAYMENT'],
  ['A very long name of a place', 'A VERY LONG NAME OF A'],
])('the place %s is written %s', (name, written) => {
  expect(placeDescriptor(name)).toBe(written);
});

const named = (businessName: string) => ({ businessName, statementDescriptor: null });

it('a place may choose what stands on statements', () => {
  const place = { businessName: 'Société Odile Martin', statementDescriptor: 'Chez Odile #2' };
  expect(nameOnStatements(place)).toBe('Chez Odile #2');
  expect(calculatedDescriptor({ statementDescriptor: null, statementDescriptorSuffix: 'BAR' }, 'card', place)).toBe('Chez Odile* BAR');
  expect(nameOnStatements(named('Chez Odile'))).toBe('CHEZ ODILE');
});

const none = { statementDescriptor: null, statementDescriptorSuffix: null };

it.each([
  [none, 'card', 'CHEZ ODILE'],
  [{ ...none, statementDescriptorSuffix: 'BAR' }, 'card', 'CHEZ ODILE* BAR'],
  [{ ...none, statementDescriptorSuffix: 'a suffix that is long' }, 'card', 'CHEZ ODILE* a suffix t'],
  [{ statementDescriptor: 'Order 17', statementDescriptorSuffix: 'BAR' }, 'card', 'CHEZ ODILE* BAR'],
  [{ statementDescriptor: 'Order 17', statementDescriptorSuffix: 'BAR' }, 'sepa_debit', 'Order 17'],
  [none, 'sepa_debit', 'CHEZ ODILE'],
])('%j paid by %s reads %s', (described, method, text) => {
  expect(calculatedDescriptor(described, method, named('Chez Odile'))).toBe(text);
});

it.each([
  ['where the name is cut', 'Boucherie Durand', 'BAR', 'BOUCHERIE* BAR'],
  ['where the whole is cut', 'Chez Odile', 'TERRASSE 17', 'CHEZ ODILE* TERRASSE 1'],
  ['where the cut would leave a space at the end', 'Chez Odile', 'TERRASSES 17', 'CHEZ ODILE* TERRASSES'],
])('has no space too many %s', (_what, name, statementDescriptorSuffix, text) => {
  expect(calculatedDescriptor({ ...none, statementDescriptorSuffix }, 'card', named(name))).toBe(text);
});

it('is never longer than the networks carry, nor of letters that they do not', () => {
  const suffix = fc.option(fc.string({ minLength: 1, maxLength: 22 }).filter((text) => acceptSuffix(text) !== null));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), suffix, (name, statementDescriptorSuffix) => {
      const text = calculatedDescriptor({ statementDescriptor: null, statementDescriptorSuffix }, 'card', named(name));
      expect(text).toMatch(/^[ -~]{1,22}$/);
      expect(text).toMatch(/[A-Z]/);
    }),
  );
});

it('is refused for a card where only the text for debits is given', () => {
  expect(refusalOf(() => assertDescribes({ statementDescriptor: 'Order 17', statementDescriptorSuffix: null }, 'card'))).toEqual({
    code: 'parameter_invalid',
    param: 'statement_descriptor',
    message: expect.stringContaining('give "statement_descriptor_suffix" instead'),
  });
  expect(() => assertDescribes(none, 'card')).not.toThrow();
  expect(() => assertDescribes({ statementDescriptor: 'Order 17', statementDescriptorSuffix: null }, 'sepa_debit')).not.toThrow();
  expect(() => assertDescribes({ statementDescriptor: 'Order 17', statementDescriptorSuffix: 'BAR' }, 'card')).not.toThrow();
});
