import { crc32, inflateSync } from 'node:zlib';
import type { Logo } from './business.ts';

export const MAX_LOGO_BYTES = 262_144;
export const MAX_LOGO_SIDE = 1200;

/** A picture with nothing in it but the picture: where it was taken, and by whom, is left out. */
export type CleanPicture = Omit<Logo, 'id'> & { readonly bytes: Buffer };

/** Why a file is no logo. */
export type LogoProblem = 'type' | 'size' | 'broken';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What is drawn, and nothing else: texts, times, profiles and animations are dropped. */
const PNG_KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Samples of a pixel by PNG's colour type (ISO/IEC 15948, 11.2.2). */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly whole: Buffer;
}

function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = [];
  for (let at = PNG.length; at < bytes.length; ) {
    if (at + 12 > bytes.length) return null;
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return null;
}

const fits = (width: number, height: number): boolean => width >= 1 && height >= 1 && width <= MAX_LOGO_SIDE && height <= MAX_LOGO_SIDE;

/** Each row has a filter byte before its pixels; a picture that unpacks to anything else is refused before anybody draws it. */
function isWhole(packed: Buffer, bytesPerRow: number, height: number): boolean {
  const size = (bytesPerRow + 1) * height;
  try {
    const rows = inflateSync(packed, { maxOutputLength: size + 1 });
    if (rows.length !== size) return false;
    for (let row = 0; row < height; row += 1) if ((rows[row * (bytesPerRow + 1)] ?? 9) > 4) return false;
    return true;
  } catch {
    return false;
  }
}

function cleanPng(bytes: Buffer): CleanPicture | LogoProblem {
  const chunks = chunksOf(bytes);
  const [first] = chunks ?? [];
  if (chunks === null || first?.type !== 'IHDR' || first.data.length !== 13) return 'broken';
  const [width, height] = [first.data.readUInt32BE(0), first.data.readUInt32BE(4)];
  const [depth = 0, colour = 9, , , interlaced] = first.data.subarray(8);
  const samples = SAMPLES[colour];
  // Interlaced pictures and those of sixteen bits are drawn wrongly by much that prints.
  if (samples === undefined || interlaced !== 0 || ![1, 2, 4, 8].includes(depth) || (depth < 8 && colour !== 0 && colour !== 3))
    return 'type';
  if (!fits(width, height)) return 'size';
  const palette = chunks.find(({ type }) => type === 'PLTE');
  if (colour === 3 && (palette === undefined || palette.data.length % 3 !== 0)) return 'broken';
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  if (!isWhole(packed, Math.ceil((width * depth * samples) / 8), height)) return 'broken';
  const kept = chunks.filter(({ type }) => PNG_KEPT.has(type)).map(({ whole }) => whole);
  return { type: 'image/png', width, height, bytes: Buffer.concat([PNG, ...kept]) };
}

const SOI = 0xd8;
const SOS = 0xda;
const ADOBE = 0xee;
/** Baseline and progressive Huffman coding; nothing else is shown everywhere. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
/** Application segments, but for Adobe's that says how colours are meant, and comments. */
const isDropped = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef && marker !== ADOBE) || marker === 0xfe;

function cleanJpeg(bytes: Buffer): CleanPicture | LogoProblem {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let frame: { width: number; height: number } | null = null;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (bytes[at] !== 0xff || marker < 0xc0 || marker === 0xff || end > bytes.length) return 'broken';
    if (FRAMES.has(marker)) {
      const [depth, components] = [bytes[at + 4], bytes[at + 9]];
      if (end - at < 11 || depth !== 8 || (components !== 1 && components !== 3)) return 'type';
      frame = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    } else if (marker >= 0xc3 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return 'type';
    if (!isDropped(marker)) kept.push(bytes.subarray(at, marker === SOS ? bytes.length : end));
    if (marker === SOS) {
      const isEnded = bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
      if (frame === null || !isEnded) return 'broken';
      return fits(frame.width, frame.height) ? { type: 'image/jpeg', ...frame, bytes: Buffer.concat(kept) } : 'size';
    }
    at = end;
  }
  return 'broken';
}

/**
 * A logo, with nothing in it but what is drawn, or why it is none. Only PNG and JPEG: a drawing in SVG is a program that would run in the browsers of
 * payers, so it is refused rather than cleaned.
 */
export function cleanLogo(bytes: Buffer): CleanPicture | LogoProblem {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return cleanPng(bytes);
  return bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff ? cleanJpeg(bytes) : 'type';
}
