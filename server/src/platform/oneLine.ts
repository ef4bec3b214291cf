/**
 * A text that people typed, as one line that is safe in a message's head and body: control characters and line breaks become blanks, and
 * the characters that turn the direction of writing around are dropped, since with them a name can make an amount read backwards.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}
