import { expect, it } from 'vitest';
import { feeTerms, fullRows } from './providerFees.rules.ts';

it('a row is stored in full, whatever of it was given', () => {
  const nothing = { basis_points: 0, brands: [], currencies: [], fixed: [], methods: [], regions: [] };
  expect(fullRows([{}, { basis_points: 140, methods: ['card'] }])).toEqual([nothing, { ...nothing, basis_points: 140, methods: ['card'] }]);
  expect(fullRows([])).toEqual([]);
});

it('a row that names nothing applies to everything, and one that names something to that alone', () => {
  const fees = fullRows([
    { basis_points: 240, methods: ['card'], brands: ['amex'], regions: ['other'], currencies: ['usd'] },
    { basis_points: 140, fixed: [{ currency: 'eur', amount: 25 }] },
  ]);
  expect(feeTerms({ fees, disputeFees: [{ currency: 'eur', amount: 1500 }] })).toStrictEqual({
    fees: [
      { basisPoints: 240n, fixed: {}, methods: ['card'], brands: ['amex'], regions: ['other'], currencies: ['usd'] },
      { basisPoints: 140n, fixed: { eur: 25n } },
    ],
    disputeFees: { eur: 1500n },
  });
});
