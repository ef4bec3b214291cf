import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '@guichet/contract/errors.ts';
import { expect, it } from 'vitest';

// The words are made by a macro of the build, so that they are read here as text.
const source = readFileSync(join(import.meta.dirname, 'failureWords.ts'), 'utf8');
const hasWords = (code: string): boolean => new RegExp(`^  ${code}: msg`, 'm').test(source);

/** What programs alone meet, or what only a fault of the terminal could bring about. */
const FOR_PROGRAMS = [
  ...['api_key_expired', 'headers_too_large', 'internal_error', 'malformed_body', 'method_not_allowed', 'not_set_up', 'parameter_unknown'],
  ...['parameters_exclusive', 'payment_intent_authentication_failure', 'request_timeout', 'setup_intent_authentication_failure'],
  ...['setup_intent_unexpected_state', 'unauthorized', 'unknown_address'],
];

it('has words for every refusal that staff can meet', () => {
  expect(
    Object.keys(ERRORS)
      .filter((code) => !hasWords(code))
      .sort(),
  ).toEqual([...FOR_PROGRAMS].sort());
});
