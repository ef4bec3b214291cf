import { describe, expect, it } from 'vitest';
import { DECLINE_WORDINGS, DECLINES, declineAdvice } from './declines.ts';

describe('declineAdvice', () => {
  it.each([
    ['lost_card', 'never'],
    ['stolen_card', 'never'],
    ['pickup_card', 'never'],
    ['fraudulent', 'never'],
    ['insufficient_funds', 'later'],
    ['do_not_honor', 'other_card'],
    ['incorrect_cvc', 'after_correction'],
    ['issuer_not_available', 'now'],
  ])('%s → %s', (code, retry) => {
    expect(declineAdvice(code).retry).toBe(retry);
  });

  it('says of a lost, stolen or suspected card exactly what it says of a plain refusal', () => {
    for (const code of [
      'lost_card',
      'stolen_card',
      'pickup_card',
      'fraudulent',
      'merchant_blacklist',
      'security_violation',
      'restricted_card',
    ]) {
      expect(declineAdvice(code).wording).toBe(declineAdvice('generic_decline').wording);
    }
  });

  it('uses the error code when the issuer gave no reason, and the plain refusal when it knows neither', () => {
    expect(declineAdvice(null, 'expired_card').wording).toBe('expired');
    expect(declineAdvice('never_heard_of', 'card_declined')).toEqual({ retry: 'other_card', wording: 'generic' });
    expect(declineAdvice('constructor')).toEqual({ retry: 'other_card', wording: 'generic' });
  });

  it('names the field to correct exactly when a correction is the way', () => {
    for (const advice of Object.values(DECLINES)) expect(advice.correct !== undefined).toBe(advice.retry === 'after_correction');
  });

  it('uses every wording', () => {
    const used = new Set(Object.values(DECLINES).map((advice) => advice.wording));
    expect(DECLINE_WORDINGS.filter((wording) => !used.has(wording))).toEqual([]);
  });
});
