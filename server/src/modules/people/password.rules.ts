/** PCI DSS 8.3.6. */
export const SHORTEST_PASSWORD = 12;
/** A bound on what is hashed; far above what anybody types. */
export const LONGEST_PASSWORD = 128;

/** What is left of the passwords that everybody tries first, once digits, signs and case are taken away. */
const OBVIOUS = new Set(
  (
    'password passwort passwd motdepasse qwerty qwertyuiop azerty azertyuiop qwertz abc abcd abcdef abcdefgh abcdefghi qwertyqwerty ' +
    'passwordpassword admin administrator administrateur letmein welcome bienvenue benvenuto iloveyou jetaime tiamo changeme secret login ' +
    'guichet test testtest user owner default qwer asdf qwerasdf azer qazwsx qazwsxedc qwertasdfg qweasdzxc'
  ).split(' '),
);

/** Why a password won't do, as a sentence for the person who chose it; null when it will. Lengths count characters, not bytes. */
export function passwordWeakness(password: string, email: string): string | null {
  const length = [...password].length;
  const plain = password.toLowerCase();
  const [localPart = ''] = email.toLowerCase().split('@');
  if (length < SHORTEST_PASSWORD) return `The password needs ${SHORTEST_PASSWORD} characters or more.`;
  if (password.length > LONGEST_PASSWORD) return `The password may have ${LONGEST_PASSWORD} characters at most.`;
  if (!/\p{L}/u.test(password) || !/\p{N}/u.test(password)) return 'The password needs letters and digits.';
  if (new Set(plain).size < 4) return 'The password repeats too few characters.';
  if (OBVIOUS.has(plain.replace(/[^\p{L}]/gu, ''))) return 'This password is one of the first that anybody would try.';
  // Shorter names stand in too many words by chance.
  if (localPart.length >= 4 && plain.includes(localPart)) return 'The password must not contain the e-mail address.';
  return null;
}
