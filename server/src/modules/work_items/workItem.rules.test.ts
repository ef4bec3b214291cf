import { WORK_KINDS } from '@guichet/contract/workViews.ts';
import { describe, expect, it } from 'vitest';
import { doubtfulBefore, dueOf, kindOf, slowDownsSince } from './workItem.rules.ts';

const NOW = new Date('2026-07-14T12:00:00Z');

describe('what waits', () => {
  it('is named by its kind and by what it is about', () => {
    expect(kindOf('fraud_warning:issfr_1')).toBe('fraud_warning');
    expect(kindOf('refused_notice:pacc_1:17')).toBe('refused_notice');
    for (const id of ['fraud_warning', 'fraud_warning:', 'other:1', '']) expect(kindOf(id)).toBeNull();
  });

  it('is due within the hour where a payer waits, and within days where nobody does', () => {
    expect(dueOf('doubtful_attempt', NOW)).toEqual(new Date('2026-07-14T13:00:00Z'));
    expect(dueOf('refused_notice', NOW)).toEqual(new Date('2026-07-17T12:00:00Z'));
    for (const kind of WORK_KINDS) expect(dueOf(kind, NOW).getTime()).toBeGreaterThan(NOW.getTime());
  });

  it('gives an attempt ten minutes to clear itself up, and forgets a slow-down after a week', () => {
    expect(doubtfulBefore(NOW)).toEqual(new Date('2026-07-14T11:50:00Z'));
    expect(slowDownsSince(NOW)).toEqual(new Date('2026-07-07T12:00:00Z'));
  });
});
