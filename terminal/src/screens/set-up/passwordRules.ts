/** The rules that the page shows while a password is chosen. The server has the last word. */
export interface PasswordRules {
  readonly longEnough: boolean;
  readonly lettersAndDigits: boolean;
  readonly varied: boolean;
}

const SHORTEST = 12;

export function passwordRules(password: string): PasswordRules {
  const characters = [...password];
  return {
    longEnough: characters.length >= SHORTEST,
    lettersAndDigits: /\p{L}/u.test(password) && /\p{N}/u.test(password),
    varied: new Set(password.toLowerCase()).size >= 4,
  };
}

export const isPasswordFine = (password: string): boolean => Object.values(passwordRules(password)).every(Boolean);
