import { describe, expect, it } from 'vitest';
import { isRoutingNumber } from './routingNumbers.ts';

describe('isRoutingNumber', () => {
  it.each(['110000000', '021000021', '011401533', '091000019', '322271627'])('knows %s', (number) => {
    expect(isRoutingNumber(number)).toBe(true);
  });

  it.each(['', '11000000', '1100000000', '110000001', '021000012', '000000000', '910000003', '11000000a'])('refuses %j', (number) => {
    expect(isRoutingNumber(number)).toBe(false);
  });
});
