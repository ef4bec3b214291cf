/** What may be kept and shown of a card number. Null when it is too short to be one, since then ten digits would give it away. */
export function maskCardNumber(number: string): { bin: string; last4: string } | null {
  if (!/^\d{13,19}$/.test(number)) return null;
  return { bin: number.slice(0, 6), last4: number.slice(-4) };
}

/** The check digit of ISO/IEC 7812-1 annex B; false for anything that isn't 12 to 19 digits. */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  let sum = 0;
  for (let position = 0; position < number.length; position += 1) {
    const digit = Number(number[number.length - 1 - position]);
    const weighted = position % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
