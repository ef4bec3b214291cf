/** A way in which a card number can lie in a file, and where it was found. */
export interface Find {
  readonly form: string;
  readonly offset: number;
}

/** Two digits a byte. With `shift` the number begins in the lower half of a byte, whose upper half, like the last lower one, is anybody's. */
function packed(digits: string, shift: boolean): Buffer {
  const whole = shift ? digits.slice(1) : digits;
  return Buffer.from(whole.slice(0, whole.length - (whole.length % 2)), 'hex');
}

/**
 * Base64 of the number as it stands at one of three places within a larger text: the characters that depend on its neighbours are
 * left out at both ends.
 */
function inBase64(digits: string, place: 0 | 1 | 2, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(place), Buffer.from(digits)])
    .toString(encoding)
    .replace(/=+$/, '');
  const start = [0, 2, 3][place] ?? 0;
  const bits = (place + digits.length) * 8;
  return text.slice(start, Math.floor(bits / 6));
}

const inGroups = (digits: string, sizes: readonly number[], separator: string): string => {
  let at = 0;
  const groups = sizes.map((size) => {
    at += size;
    return digits.slice(at - size, at);
  });
  return [...groups, digits.slice(at)].filter((group) => group !== '').join(separator);
};

const utf16BigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** Every form in which a number is looked for, with the bytes that it would leave. */
export function formsOf(number: string): [form: string, bytes: Buffer][] {
  const text = Buffer.from(number);
  return [
    ['text', text],
    ['spaced 4-4-4-4', Buffer.from(inGroups(number, [4, 4, 4, 4], ' '))],
    ['spaced 4-6-5', Buffer.from(inGroups(number, [4, 6], ' '))],
    ['dashed 4-4-4-4', Buffer.from(inGroups(number, [4, 4, 4, 4], '-'))],
    ['bcd', packed(number, false)],
    ['bcd, shifted by a nibble', packed(number, true)],
    ['base64 at 0', Buffer.from(inBase64(number, 0, 'base64'))],
    ['base64 at 1', Buffer.from(inBase64(number, 1, 'base64'))],
    ['base64 at 2', Buffer.from(inBase64(number, 2, 'base64'))],
    [
      'base64 of bcd',
      Buffer.from(
        packed(number, false)
          .toString('base64')
          .replace(/.?.?=*$/, ''),
      ),
    ],
    ['hex of text', Buffer.from(text.toString('hex'))],
    ['utf-16, little end first', Buffer.from(number, 'utf16le')],
    ['utf-16, big end first', utf16BigEndian(number)],
  ];
}

/** Looks for a card number in bytes, in each form that it may take. Hexadecimal of its packed digits is the same as its text. */
export function findCardNumber(bytes: Buffer, number: string): Find[] {
  return formsOf(number).flatMap(([form, wanted]) => {
    const offset = bytes.indexOf(wanted);
    return offset === -1 ? [] : [{ form, offset }];
  });
}
