import { describe, expect, it } from 'vitest';
import { formBody } from '../../api/formBody.ts';
import { paymentParameters } from './paymentParameters.ts';
import { emptyDraft } from './saleDraft.ts';

const draft = { ...emptyDraft('eur', 'FR'), reference: ' F-12 ' };
const sent = (parameters: ReturnType<typeof paymentParameters>) => Object.fromEntries(new URLSearchParams(formBody(parameters)));

describe('paymentParameters', () => {
  it('sends a card keyed in over the phone as mail or telephone order', () => {
    expect(sent(paymentParameters(draft, { source: 'tok_1', amountMinor: 4990n, customer: null }))).toEqual({
      amount: '4990',
      currency: 'eur',
      confirm: 'true',
      'payment_method_types[]': 'card',
      'payment_method_data[type]': 'card',
      'payment_method_data[card][token]': 'tok_1',
      description: 'F-12',
      'payment_method_options[card][moto]': 'true',
    });
  });

  it("doesn't mark a card keyed in person", () => {
    const form = sent(paymentParameters({ ...draft, channel: 'in_person' }, { source: 'tok_1', amountMinor: 1n, customer: null }));
    expect(Object.keys(form).filter((name) => name.includes('moto'))).toEqual([]);
  });

  it.each([
    [{ taking: 'now', raisable: true }, {}],
    [{ taking: 'later', raisable: false }, { capture_method: 'manual' }],
    [
      { taking: 'later', raisable: true },
      { capture_method: 'manual', 'payment_method_options[card][request_incremental_authorization]': 'if_available' },
    ],
  ] as const)('asks for a hold, and for one that can be raised: %o', (hold, asked) => {
    const form = sent(paymentParameters({ ...draft, channel: 'in_person', ...hold }, { source: 'pm_1', amountMinor: 1n, customer: null }));
    const { capture_method, ...rest } = form;
    const options = Object.entries(rest).filter(([name]) => name.startsWith('payment_method_options'));
    expect({ ...(capture_method !== undefined && { capture_method }), ...Object.fromEntries(options) }).toEqual(asked);
  });

  it('sends an address when one was typed, and not the preset country alone', () => {
    const address = { line1: '1 rue de la Paix', postalCode: '75002', country: 'FR' };
    const form = sent(paymentParameters({ ...draft, address }, { source: 'tok_1', amountMinor: 1n, customer: 'cus_1' }));
    expect(form).toMatchObject({
      customer: 'cus_1',
      'payment_method_data[billing_details][address][line1]': '1 rue de la Paix',
      'payment_method_data[billing_details][address][postal_code]': '75002',
      'payment_method_data[billing_details][address][country]': 'FR',
    });
    expect(formBody(paymentParameters(draft, { source: 'tok_1', amountMinor: 1n, customer: null }))).not.toContain('country');
  });

  it('charges a saved card by its own id', () => {
    const form = sent(paymentParameters(draft, { source: 'pm_1', amountMinor: 1n, customer: 'cus_1' }));
    expect(form).toMatchObject({ payment_method: 'pm_1', customer: 'cus_1' });
    expect(Object.keys(form).filter((name) => name.startsWith('payment_method_data'))).toEqual([]);
  });
});
