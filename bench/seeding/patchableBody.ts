import { isDeepStrictEqual } from 'node:util';
import { constants, deflateRawSync } from 'node:zlib';
import { DICTIONARY_1, packJson, unpackJson } from '../../server/src/platform/packedJson.ts';

// A wire object as `platform/packedJson.ts` stores it, packed once, in which texts of a fixed length can be exchanged without packing it anew:
// packing costs more than all else about a row. Deflate's fixed codes (RFC 1951, 3.2.6) give each character below 144 eight bits, so a character
// that was packed as itself can be overwritten where it stands. That holds for the first occurrence of a text; later ones are packed as a way back to it.

/** A part of a body's JSON that will be another text of the same length. Parts with the same name hold the same text. */
export interface Gap {
  readonly at: number;
  readonly length: number;
  readonly name: number;
}

export interface PatchableBody {
  readonly packed: Buffer;
  /** Where the text of each name is written, in bits. */
  readonly places: readonly { readonly bit: number; readonly name: number }[];
}

const BITS_PER_CODE = 8;
const FIRST_CODE = 0x30;
const FORMAT_BYTES = 1;

/** Characters that JSON never holds and that have codes of eight bits. A prime number of them, so that each step through them meets all. */
const STAND_INS = [...Array.from({ length: 32 }, (_, n) => n), ...Array.from({ length: 15 }, (_, n) => 0x80 + n)];

/** A sequence of stand-ins in which no two neighbours come twice, so that nothing of it can be packed as a way back to anything else. */
function standIns(length: number): number[] {
  const all: number[] = [];
  for (let step = 1; all.length < length; step += 1) {
    for (let n = 0; n < STAND_INS.length; n += 1) all.push(STAND_INS[(n * step) % STAND_INS.length] ?? 0);
  }
  return all.slice(0, length);
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) =>
  Array.from({ length: 8 }, (__, n) => ((byte >> n) & 1) << (7 - n)).reduce((sum, bit) => sum + bit, 0),
);
/** The code of a character as it lies in the stream, whose bits run from the lowest of each byte. */
const codeOf = (character: number): number => REVERSED[character + FIRST_CODE] ?? 0;

const bitsAt = (bytes: Buffer, bit: number): number => (((bytes[bit >> 3] ?? 0) | ((bytes[(bit >> 3) + 1] ?? 0) << 8)) >> (bit & 7)) & 255;

function placeOf(packed: Buffer, text: readonly number[]): number {
  const codes = text.map(codeOf);
  for (let bit = FORMAT_BYTES * 8; bit + codes.length * BITS_PER_CODE <= packed.length * 8; bit += 1) {
    if (codes.every((code, n) => bitsAt(packed, bit + n * BITS_PER_CODE) === code)) return bit;
  }
  throw new Error('A stand-in was not packed as itself.');
}

/** Writes a text of ASCII where another of its length stands. */
export function writeCodes(packed: Buffer, bit: number, text: string): void {
  const shift = bit & 7;
  const keptLow = (1 << shift) - 1;
  let byte = bit >> 3;
  let carried = (packed[byte] ?? 0) & keptLow;
  for (let n = 0; n < text.length; n += 1, byte += 1) {
    const bits = carried | ((REVERSED[text.charCodeAt(n) + FIRST_CODE] ?? 0) << shift);
    packed[byte] = bits & 255;
    carried = bits >> 8;
  }
  if (shift > 0) packed[byte] = ((packed[byte] ?? 0) & (255 ^ keptLow)) | carried;
}

/** Packs a body so that its gaps can be filled. Throws when what would be read back is not what was put in. */
export function patchable(json: string, gaps: readonly Gap[]): PatchableBody {
  const bytes = Buffer.from(json);
  const names = [...new Set(gaps.map(({ name }) => name))];
  const lengthOf = (name: number): number => gaps.find((gap) => gap.name === name)?.length ?? 0;
  const sequence = standIns(names.reduce((sum, name) => sum + lengthOf(name), 0));
  const texts = new Map<number, number[]>();
  for (const name of names) texts.set(name, sequence.splice(0, lengthOf(name)));
  for (const { at, name } of gaps) bytes.set(texts.get(name) ?? [], at);
  const options = { dictionary: DICTIONARY_1, windowBits: 12, memLevel: 9, level: 9, strategy: constants.Z_FIXED };
  const format = packJson({}).subarray(0, FORMAT_BYTES);
  const packed = Buffer.concat([format, deflateRawSync(bytes, options)]);
  const places = names.map((name) => ({ name, bit: placeOf(packed, texts.get(name) ?? []) }));
  for (const { name, bit } of places) {
    const gap = gaps.find((one) => one.name === name);
    if (gap !== undefined) writeCodes(packed, bit, json.slice(gap.at, gap.at + gap.length));
  }
  if (!isDeepStrictEqual(unpackJson(packed), JSON.parse(json))) throw new Error('A body that was packed anew reads differently.');
  return { packed, places };
}
