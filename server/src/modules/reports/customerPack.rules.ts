/** What a customer, called by their number, bought and was given back in one hour or month, in one currency; amounts in minor units. */
export interface PackedSum {
  readonly number: number;
  readonly count: number;
  readonly amount: number;
  readonly refunded: number;
}

const MORE = 0x80;

/** Seven bits a byte, the low ones first, as long as there are more: small numbers are short (LEB128). Not by bits, as amounts may have 53 of them. */
function writeUnsigned(bytes: number[], value: number): void {
  let left = value;
  while (left >= MORE) {
    bytes.push((left % MORE) + MORE);
    left = Math.floor(left / MORE);
  }
  bytes.push(left);
}

/** Those below zero in between: 0, -1, 1, -2, 2 … */
const writeSigned = (bytes: number[], value: number): void => writeUnsigned(bytes, value < 0 ? -2 * value - 1 : 2 * value);

/** Sums of one bucket and currency in a few bytes each, in the order of their numbers, of which each tells the distance to the one before. */
export function packSums(sums: readonly PackedSum[]): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (const { number, count, amount, refunded } of [...sums].sort((a, b) => a.number - b.number)) {
    writeUnsigned(bytes, number - before);
    for (const value of [count, amount, refunded]) writeSigned(bytes, value);
    before = number;
  }
  return Buffer.from(bytes);
}

/** Hands over each sum of a pack. Hundreds of thousands of them are read for one report, so no object is made for any. */
export function eachPacked(body: Uint8Array, take: (number: number, count: number, amount: number, refunded: number) => void): void {
  let at = 0;
  const unsigned = (): number => {
    let byte = body[at] ?? 0;
    at += 1;
    if (byte < MORE) return byte;
    let value = byte - MORE;
    for (let worth = MORE; byte >= MORE; worth *= MORE) {
      byte = body[at] ?? 0;
      at += 1;
      value += (byte % MORE) * worth;
    }
    return value;
  };
  const signed = (): number => {
    const value = unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  let number = 0;
  while (at < body.length) {
    number += unsigned();
    take(number, signed(), signed(), signed());
  }
}
