import { describe, expect, it } from 'vitest';
import type { ProviderRecord } from '../../connectors/index.ts';
import { differenceOf, unknownHere, unknownThere } from './compare.rules.ts';
import type { OwnRecord } from './reconciliation.ts';

const THERE: ProviderRecord = {
  ...{ kind: 'payment', reference: 'att_1', name: 'pi_up1', at: 1_772_442_000 },
  ...{ amount: 4990n, currency: 'eur', taken: 4990n, state: 'approved' },
};
const HERE: OwnRecord = {
  ...{ kind: 'payment', reference: 'att_1', subject: 'ch_1', isAsked: false },
  ...{ amount: 4990n, currency: 'eur', taken: 4990n, state: 'approved' },
};

describe('what a provider has and what we have', () => {
  it.each<[string, Partial<ProviderRecord>, Partial<OwnRecord>]>([
    ['the same', {}, {}],
    ['declined there, never done here', { state: 'declined', taken: 0n }, { state: 'undone', taken: 0n }],
    ['undone there, declined here', { state: 'undone', taken: 0n }, { state: 'declined', taken: 0n, amount: 1n }],
    ['pending on both sides', { state: 'pending', taken: 0n }, { state: 'pending', taken: 0n }],
    ['what is in doubt here', {}, { state: 'in doubt', taken: 0n }],
    ['what is being asked for', { taken: 2000n }, { taken: 0n, isAsked: true }],
  ])('agree: %s', (_case, there, here) => {
    expect(differenceOf({ ...THERE, ...there }, { ...HERE, ...here })).toBeNull();
  });

  it.each<[string, Partial<ProviderRecord>, Partial<OwnRecord>, string, string]>([
    ['another amount', { amount: 5000n }, {}, 'amount', 'the payment is of 5000 eur there and of 4990 eur here'],
    ['another currency', { currency: 'usd' }, {}, 'amount', 'the payment is of 4990 usd there and of 4990 eur here'],
    ['another capture', { taken: 2000n }, {}, 'amount', '2000 eur were taken there and 4990 eur here'],
    ['approved there, declined here', {}, { state: 'declined' }, 'state', 'the payment is approved there and declined here'],
    ['approved there, never done here', {}, { state: 'undone' }, 'state', 'the payment is approved there and undone here'],
    ['declined there, approved here', { state: 'declined' }, {}, 'state', 'the payment is declined there and approved here'],
    ['released there, held here', { state: 'undone', taken: 0n }, { taken: 0n }, 'state', 'the payment is undone there and approved here'],
    [
      'ended there, pending here',
      { kind: 'refund', state: 'approved' },
      { kind: 'refund', state: 'pending' },
      'state',
      'the refund is approved there and pending here',
    ],
  ])('differ: %s', (_case, there, here, kind, says) => {
    expect(differenceOf({ ...THERE, ...there }, { ...HERE, ...here })).toMatchObject({ kind, says, subject: 'ch_1', reference: 'att_1' });
  });

  it('a notice that is on its way is told as such', () => {
    const expired = differenceOf({ ...THERE, state: 'undone', taken: 0n }, { ...HERE, taken: 0n });
    expect(expired?.explanation).toContain('notice');
    expect(differenceOf(THERE, { ...HERE, state: 'declined' })?.explanation).not.toContain('notice');
  });

  it('what one side alone has is named by what that side calls it', () => {
    expect(unknownHere(THERE)).toMatchObject({
      subject: 'pi_up1',
      reference: 'att_1',
      says: 'a payment of 4990 eur is approved there and unknown here',
    });
    expect(unknownThere(HERE)).toMatchObject({ subject: 'ch_1', says: 'a payment of 4990 eur is approved here and unknown there' });
  });
});
