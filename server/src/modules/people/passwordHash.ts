import { hash, verify } from '@node-rs/argon2';

/** argon2id with the least that OWASP's password storage sheet asks for: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Keyboards write "é" as one character or as two; the same password must be the same bytes.
const normalised = (password: string): string => password.normalize('NFC');

/** What is stored instead of a password: a PHC string with its own salt and cost. */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), COST);

/** Whether a password is the one that was hashed. */
export const isPassword = (stored: string, password: string): Promise<boolean> => verify(stored, normalised(password));
