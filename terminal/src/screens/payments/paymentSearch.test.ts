import { describe, expect, it } from 'vitest';
import { filtersOf, narrow, readPaymentSearch } from './paymentSearch.ts';

describe('the address of a list of payments', () => {
  it('keeps what makes sense and leaves out the rest', () => {
    expect(
      readPaymentSearch({
        query: 4242,
        from: '2027-01-31',
        to: 'yesterday',
        status: 'failed',
        channel: 'pigeon',
        staff: '',
        method: 'barter',
        currency: 'eur',
        after: 'ch_1',
        other: 1,
      }),
    ).toEqual({
      query: '4242',
      from: '2027-01-31',
      status: 'failed',
      currency: 'eur',
    });
  });

  it('has a field with its answer or neither', () => {
    expect(readPaymentSearch({ field: 'table', answer: 12 })).toEqual({ field: 'table', answer: '12' });
    expect(readPaymentSearch({ field: 'table', status: 'failed' })).toEqual({ status: 'failed' });
    expect(narrow({ field: 'table', answer: 'Hall' }, { answer: '' })).toEqual({});
  });

  it('starts at the newest again when a filter changes', () => {
    expect(narrow({ status: 'failed', after: 'pi_9' }, { channel: 'fax' })).toEqual({ status: 'failed', channel: 'fax' });
    expect(narrow({ status: 'failed', before: 'pi_9' }, { status: '' })).toEqual({});
  });

  it('tells filters from the place in the list', () => {
    expect(filtersOf({ query: 'a', after: 'pi_1' })).toEqual({ query: 'a' });
  });
});
