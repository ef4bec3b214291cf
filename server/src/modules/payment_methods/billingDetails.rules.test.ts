import { expect, it } from 'vitest';
import { changedBillingDetails } from './billingDetails.rules.ts';

const NOWHERE = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
const NOTHING = { address: NOWHERE, email: null, name: null, phone: null, tax_id: null };
const KNOWN = { ...NOTHING, address: { ...NOWHERE, line1: '1 rue du Port', postal_code: '75001' }, name: 'Ada', phone: '0612345678' };

it('has every field, also when nothing was given', () => {
  expect(changedBillingDetails(null, undefined)).toEqual(NOTHING);
  expect(changedBillingDetails(null, {})).toEqual(NOTHING);
  expect(changedBillingDetails(null, { address: null })).toEqual(NOTHING);
});

it('keeps what a request leaves out', () => {
  expect(changedBillingDetails(KNOWN, undefined)).toEqual(KNOWN);
  expect(changedBillingDetails(KNOWN, { email: 'ada@example.com' })).toEqual({ ...KNOWN, email: 'ada@example.com' });
});

it('clears what a request sets to null', () => {
  expect(changedBillingDetails(KNOWN, { name: null, address: null })).toEqual({ ...NOTHING, phone: '0612345678' });
});

it('takes an address as a whole', () => {
  expect(changedBillingDetails(KNOWN, { address: { city: 'Lyon' } }).address).toEqual({ ...NOWHERE, city: 'Lyon' });
});
