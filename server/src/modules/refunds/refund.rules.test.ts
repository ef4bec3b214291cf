import { describe, expect, it } from 'vitest';
import type { Charge } from '../payments/index.ts';
import { refundableAmount } from './refund.rules.ts';

/** The rules look at nothing else of a charge. */
const charge = (changes: Partial<Charge> = {}): Charge =>
  ({
    id: 'ch_1',
    status: 'succeeded',
    captured: true,
    currency: 'eur',
    amount: 4990n,
    amountCaptured: 4990n,
    amountRefunded: 0n,
    disputedAmount: 0n,
    ...changes,
  }) as Charge;

describe('a refund of', () => {
  it.each([
    ['all', charge(), undefined, 4990n],
    ['a part', charge(), 1000n, 1000n],
    ['exactly all', charge(), 4990n, 4990n],
    ['what an earlier one left', charge({ amountRefunded: 4989n }), undefined, 1n],
    ['what was captured, not what was held', charge({ amountCaptured: 1000n }), undefined, 1000n],
  ])('%s is possible', (_what, from, asked, amount) => {
    expect(refundableAmount(from, asked)).toBe(amount);
  });

  it.each([
    ['more than there is', charge(), 4991n, 'amount_too_large'],
    ['what the bank has not brought yet', charge({ status: 'pending' }), undefined, 'payment_intent_unexpected_state'],
    ['more than is left', charge({ amountRefunded: 4000n }), 991n, 'amount_too_large'],
    ['more than was captured', charge({ amountCaptured: 1000n }), 1001n, 'amount_too_large'],
    ['nothing', charge(), 0n, 'amount_too_small'],
    ['less than nothing', charge(), -1n, 'amount_too_small'],
    ['what is refunded already', charge({ amountRefunded: 4990n }), undefined, 'charge_already_refunded'],
    ['what is only held', charge({ captured: false, amountCaptured: 0n }), undefined, 'payment_intent_unexpected_state'],
    ['what was declined', charge({ status: 'failed', captured: false, amountCaptured: 0n }), 1n, 'payment_intent_unexpected_state'],
    ['what a dispute took back', charge({ disputedAmount: 1n }), undefined, 'charge_disputed'],
    ['half a krona', charge({ currency: 'isk', amountCaptured: 500_000n }), 150n, 'parameter_invalid'],
  ] as const)('%s is refused', (_what, from, asked, code) => {
    expect(() => refundableAmount(from, asked)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    [
      'of what is only held',
      charge({ captured: false }),
      1n,
      {
        param: 'charge',
        message: 'This charge has taken no money, so there is nothing to refund. Cancel the payment instead to release a hold.',
      },
    ],
    [
      'of what a dispute took back',
      charge({ disputedAmount: 1n }),
      1n,
      { message: 'Charge ch_1 has been disputed: its money was taken back, so there is nothing to refund unless the dispute is won.' },
    ],
    ['of what is refunded already', charge({ amountRefunded: 4990n }), 1n, { message: 'Charge ch_1 has already been refunded.' }],
    ['of nothing', charge(), 0n, { param: 'amount', message: 'The amount to refund must be above zero.' }],
    [
      'of more than is left',
      charge({ amountRefunded: 4000n }),
      991n,
      { param: 'amount', message: 'Refund amount (991) is greater than unrefunded amount on charge (990).' },
    ],
    [
      'of half a krona',
      charge({ currency: 'isk', amountCaptured: 500_000n }),
      150n,
      { param: 'amount', message: 'In isk the amount must be a multiple of 100.' },
    ],
  ] as const)('%s is refused with what to do about it', (_what, from, asked, details) => {
    expect(() => refundableAmount(from, asked)).toThrow(expect.objectContaining({ details }));
  });
});
