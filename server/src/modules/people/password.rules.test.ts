import { describe, expect, it } from 'vitest';
import { passwordWeakness } from './password.rules.ts';

const EMAIL = 'odile@example.com';

describe('passwordWeakness', () => {
  it.each(['correct horse 42', 'tr0ubadour&three', 'été à la plage 1', 'пароль-длинный-7', `${'x'.repeat(60)}yz1`])(
    'takes %j',
    (password) => {
      expect(passwordWeakness(password, EMAIL)).toBeNull();
    },
  );

  it.each([
    ['elevenchar1', '12 characters'],
    ['👩‍🚀1a', '12 characters'],
    [`${'ab1c'.repeat(32)}d`, '128 characters'],
    ['only letters here', 'letters and digits'],
    ['123456789012', 'letters and digits'],
    ['aaaaaaaaaa11', 'repeats'],
    ['Password1234', 'first that anybody'],
    ['123-azerty-456', 'first that anybody'],
    ['MotDePasse2026!', 'first that anybody'],
    ['my-ODILE-2026', 'contain the e-mail'],
  ])('refuses %j', (password, why) => {
    expect(passwordWeakness(password, EMAIL)).toContain(why);
  });

  it('does not mind a short name that stands in the password by chance', () => {
    expect(passwordWeakness('the bobsled run 9', 'bob@example.com')).toBeNull();
  });
});
