import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AccountData } from './accountData.ts';

describe('an account in memory', () => {
  it('shows its end and nothing more', () => {
    const account = new AccountData({ scheme: 'sepa', iban: 'DE89370400440532013000' });
    for (const shown of [JSON.stringify(account), inspect(account, { showHidden: true, depth: 9 }), String(account)]) {
      expect(shown).not.toContain('37040044');
    }
    expect(account.last4).toBe('3000');
  });
});
