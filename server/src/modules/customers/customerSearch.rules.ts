import { searchable } from '@guichet/contract/searchText.ts';
import { digitsOf, spokenDigits } from './phoneForms.rules.ts';

interface Findable {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly phoneE164: string | null;
}

/** What begins after a sign within a word, as the surname in `ada.lovelace@…`: two letters find only what stands at the beginning of a word. */
const innerWords = (text: string | null): string[] =>
  (text ?? '').split(/\s+/).flatMap((word) =>
    word
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .slice(1)
      .filter((part) => part.length > 1),
  );

/** What a customer is found by; a phone number also in its bare digits, as callers give it, within the country and from abroad. */
export function searchText({ name, email, phone, phoneE164 }: Findable): string {
  const said = [name, email, phone].filter((text) => text !== null && text !== '');
  const words = new Set(searchable(said.join(' ')).split(' '));
  const also = [digitsOf(phone ?? ''), ...spokenDigits(phoneE164), ...innerWords(name), ...innerWords(email?.split('@')[0] ?? null)];
  const more = new Set(also.map(searchable).filter((text) => text !== '' && !words.has(text)));
  return searchable([...said, ...more].join(' '));
}
