import { describe, expect, it } from 'vitest';
import { caretAfter, codeLength, isExpiryComplete, isNumberComplete, typedExpiry, typedNumber } from './cardTyping.ts';

/** Types a text key by key into an empty field. */
const type = (text: string, next: (before: string, typed: string) => string) =>
  [...text].reduce((shown, key) => next(shown, shown + key), '');

describe('the number', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['4242 4242-4242 4242', '4242 4242 4242 4242'],
  ])('%s is shown as %s', (typed, shown) => {
    expect(typedNumber('', typed)).toBe(shown);
    expect(type(typed, typedNumber)).toBe(shown);
    expect(isNumberComplete(shown)).toBe(true);
  });

  it('refuses letters and keeps what was there', () => {
    expect(typedNumber('4242', '4242x')).toBe('4242');
  });

  it("isn't complete with a wrong check digit", () => {
    expect(isNumberComplete('4242 4242 4242 4241')).toBe(false);
  });

  it('keeps the caret behind the same digit', () => {
    expect(caretAfter('4242 4242', 4)).toBe(4);
    expect(caretAfter('4242 4242', 5)).toBe(6);
    expect(caretAfter('4242', 9)).toBe(4);
  });
});

describe('the expiry', () => {
  it.each([
    ['1228', '12/28'],
    ['12/28', '12/28'],
    ['1/28', '01/28'],
    ['0128', '01/28'],
    ['528', '05/28'],
    ['12/2028', '12/2028'],
  ])('typing %s shows %s, and then the focus moves on', (typed, shown) => {
    expect(type(typed, typedExpiry)).toBe(shown);
    expect(isExpiryComplete(shown)).toBe(true);
  });

  it('can be pasted whole', () => {
    expect(typedExpiry('', '0128')).toBe('01/28');
  });

  it('lets the slash be deleted', () => {
    expect(typedExpiry('12/', '12')).toBe('12');
    expect(typedExpiry('12/2', '12/')).toBe('12/');
  });

  it.each(['12/', '12/2', '12/20', '12/202'])("%s isn't complete", (shown) => {
    expect(isExpiryComplete(shown)).toBe(false);
  });
});

describe('the security code', () => {
  it('has four digits on American Express', () => {
    expect(codeLength('3782 8')).toBe(4);
    expect(codeLength('4242')).toBe(3);
  });
});
