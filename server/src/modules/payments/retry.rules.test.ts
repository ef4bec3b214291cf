import { describe, expect, it } from 'vitest';
import { MOST_RETRIES, type Refusal, retryRefusal } from './retry.rules.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const HOUR_MS = 3600_000;
const refused = (networkCode: string | null, hoursAgo: number, adviceCode: string | null = null): Refusal => ({
  ...{ at: new Date(NOW.getTime() - hoursAgo * HOUR_MS), paymentMethodId: 'pm_1', networkCode, adviceCode },
});
const ask = (refusals: Refusal[], isFresh = false) => retryRefusal(refusals, { isFresh, now: NOW });

describe('the same card for the same amount', () => {
  it.each(['04', '07', '12', '41', '43', '46', '57', '78', 'R0', 'R1', 'R3'])('is never tried again after %s', (code) => {
    expect(ask([refused(code, 700)])).toEqual({ because: 'never', networkCode: code });
    // Nor when something milder came after it.
    expect(ask([refused('05', 1), refused(code, 700)])).toMatchObject({ because: 'never' });
  });

  it.each([
    ['51', null, 24],
    ['61', null, 24],
    ['51', '24', 1],
    ['05', '27', 96],
    ['41', '30', 240],
  ])('after %s with advice %s waits for %i hours', (code, advice, hours) => {
    expect(ask([refused(code, hours - 0.01, advice)])).toMatchObject({ because: 'too_soon', networkCode: code });
    expect(ask([refused(code, hours, advice)])).toBeNull();
  });

  it.each(['03', '21'])('is never tried again where the network advises so (%s)', (advice) => {
    expect(ask([refused('05', 100, advice)])).toMatchObject({ because: 'never' });
  });

  it.each(['99', 'toString', 'constructor'])('is judged by the code where the network advises what nobody knows (%s)', (advice) => {
    expect(ask([refused('41', 700, advice)])).toEqual({ because: 'never', networkCode: '41' });
    expect(ask([refused('51', 1, advice)])).toMatchObject({ because: 'too_soon' });
  });

  it.each(['05', '54', 'N7', '96', 'ZZ', null])('is tried again at once after %s', (code) => {
    expect(ask([refused(code, 0)])).toBeNull();
  });

  it('is tried so often and no oftener', () => {
    const tries = (count: number) => Array.from({ length: count }, (_, n) => refused('05', n + 1));
    expect(ask(tries(MOST_RETRIES - 1))).toBeNull();
    expect(ask(tries(MOST_RETRIES))).toEqual({ because: 'too_often', tries: MOST_RETRIES });
  });
});

it('a card that its holder has just given anew is no repeat', () => {
  expect(ask([refused('41', 0)], true)).toBeNull();
  expect(ask([], false)).toBeNull();
});
