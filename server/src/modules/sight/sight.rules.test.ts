import { describe, expect, it } from 'vitest';
import { holdsMask, masked, narrowed, paymentIdsIn, searchesHidden, subjectsIn } from './sight.rules.ts';

describe('ids of payments', () => {
  it('are found however deep, and nothing else is taken for one', () => {
    const body = {
      payment_intent: 'pi_1',
      list: [{ charge: 'ch_2' }],
      note: 'see pi_1',
      customer: 'cus_1',
      at: new Date(0),
      secret: 'pi_1_secret_2',
    };
    expect(paymentIdsIn(body)).toEqual(['pi_1', 'ch_2']);
  });

  it('are also those of records, of their attempts, and of what waits for a look', () => {
    const ids = ['pr_1', 'par_2', 'fraud_warning:issfr_3', 'doubtful_attempt:att_4', 'slow_down:alog_5', 'att_6', 'note:pi_7'];
    expect(paymentIdsIn(ids)).toEqual(['pr_1', 'par_2', 'issfr_3', 'att_4']);
  });
});

describe('what is not one’s own', () => {
  const own = new Set(['pi_1', 'ch_1']);
  it('is left out of lists, wherever they stand, and not counted', () => {
    const answer = {
      object: 'list',
      total_count: 2,
      data: [{ id: 'pi_1', latest_charge: { id: 'ch_1', refunds: { data: [{ id: 're_9' }] } } }, { id: 'pi_2' }, { id: 'cus_3' }],
    };
    expect(subjectsIn(answer)).toEqual(['pi_1', 'pi_2', 're_9']);
    expect(narrowed(answer, own, 'ada')).toEqual({
      object: 'list',
      data: [{ id: 'pi_1', latest_charge: { id: 'ch_1', refunds: { data: [] } } }, { id: 'cus_3' }],
    });
  });

  it('is told by the payment that a row names, or by whose it is', () => {
    expect(narrowed({ data: [{ payment_intent: 'pi_2' }, { payment_intent: 'pi_1' }] }, own, 'ada')).toEqual({
      data: [{ payment_intent: 'pi_1' }],
    });
    const work = {
      open: [
        { id: 'refused_notice:bank:1', payment_intent: 'pi_2' },
        { id: 'slow_down:alog_1', payment_intent: null },
      ],
      done: [{ id: 'fraud_warning:issfr_2' }, { id: 'doubtful_attempt:att_1' }],
    };
    expect(narrowed(work, new Set(['att_1']), 'ada')).toEqual({
      open: [{ id: 'slow_down:alog_1', payment_intent: null }],
      done: [{ id: 'doubtful_attempt:att_1' }],
    });
    const sale = { id: 'sale_1', open: 500, payments: [{ id: 'pi_1' }, { id: 'pr_2' }] };
    expect(narrowed(sale, own, 'ada')).toEqual({ id: 'sale_1', open: 500, payments: [{ id: 'pi_1' }] });
    const totals = [{ staff: { id: 'ada' } }, { staff: { id: 'bea' } }, { staff: null }];
    expect(narrowed({ day: 'x', totals }, own, 'ada')).toEqual({ day: 'x', totals: [{ staff: { id: 'ada' } }] });
  });
});

describe('contact details', () => {
  it('are masked wherever they stand, and all else stays', () => {
    const answer = {
      ...{ name: 'Ada', email: 'ada@example.com', phone: '+33612345678', receipt_email: null, amount: 5, to: 'cash' },
      address: { line1: '3 quai', line2: null, country: 'FR' },
      data: [{ shipping: { name: 'Ada', address: { city: 'Paris' } }, billing_address: '3 quai, Paris' }],
    };
    expect(masked(answer)).toEqual({
      ...{ name: 'Ada', email: 'a•••@•••', phone: '••• 78', receipt_email: null, amount: 5, to: 'cash' },
      address: { line1: '•••', line2: null, country: 'FR' },
      data: [{ shipping: { name: 'Ada', address: { city: '•••' } }, billing_address: '•••' }],
    });
  });

  it('that were read off a page are known by their mask', () => {
    expect(holdsMask({ a: [{ email: 'a•••@•••' }] })).toBe(true);
    expect(holdsMask({ a: 'a••', b: 5, c: null })).toBe(false);
  });

  it.each([
    ['/v1/customers', { email: 'a@b.c' }, true],
    ['/v1/customers/search', { query: "email:'a@b.c'" }, true],
    ['/v1/customers/search', { query: "name:'ada' AND phone~'06'" }, true],
    ['/v1/customers/search', { query: "-email:'a'" }, true],
    ['/v1/charges/search', { query: "billing_details.address.postal_code:'75001'" }, true],
    ['/v1/customers/search', { query: "name:'email'" }, false],
    ['/guichet/v1/customers', { query: 'email:' }, false],
    ['/v1/customers', undefined, false],
  ])('are searched for by %s %j: %j', (path, query, expected) => {
    expect(searchesHidden(path, query)).toBe(expected);
  });
});
