import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
}

// Names of parts and fields as in PKWARE's APPNOTE, 4.3: only what a plain archive of a few files needs.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATE = 8;
const UTF8_NAMES = 0x0800;
const VERSION = 20;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;

/** The date and time fields of MS-DOS, in UTC: two seconds are the finest that they can say. */
function dosTime(at: Date): { readonly time: number; readonly date: number } {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return { time, date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate() };
}

/** The fields that the head of a file and its place in the directory have in common. */
function sharedFields(entry: ZipEntry, packed: Buffer, at: Date): Buffer {
  const { time, date } = dosTime(at);
  const fields = Buffer.alloc(26);
  for (const [n, value] of [VERSION, UTF8_NAMES, DEFLATE, time, date].entries()) fields.writeUInt16LE(value, n * 2);
  for (const [n, value] of [crc32(entry.data), packed.length, entry.data.length].entries()) fields.writeUInt32LE(value >>> 0, 10 + n * 4);
  fields.writeUInt16LE(Buffer.byteLength(entry.name), 22);
  return fields;
}

function numbered(signature: number, ...rest: Buffer[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(signature);
  return Buffer.concat([head, ...rest]);
}

/** Writes a ZIP archive. */
export function writeZip(entries: readonly ZipEntry[], at: Date): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.data);
    const name = Buffer.from(entry.name);
    const fields = sharedFields(entry, packed, at);
    const file = Buffer.concat([numbered(LOCAL, fields), name, packed]);
    const version = Buffer.alloc(2);
    version.writeUInt16LE(VERSION);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(numbered(CENTRAL, version, fields, place, name));
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES - 4);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listed, numbered(END, end)]);
}

/** Reads a ZIP archive. Throws for what is none, and for a file that was damaged. */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + END_BYTES > archive.length) throw new Error('This is not a ZIP archive.');
  const count = archive.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Error('The directory of the ZIP archive is damaged.');
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place)) as [number, number, number];
    const name = archive.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength);
    entries.push({ name, data: readFile(archive, at, name) });
    at += CENTRAL_BYTES + nameLength + extra + comment;
  }
  return entries;
}

function readFile(archive: Buffer, directoryAt: number, name: string): Buffer {
  const method = archive.readUInt16LE(directoryAt + 10);
  const sum = archive.readUInt32LE(directoryAt + 16);
  const length = archive.readUInt32LE(directoryAt + 20);
  const at = archive.readUInt32LE(directoryAt + 42);
  const start = at + LOCAL_BYTES + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const packed = archive.subarray(start, start + length);
  const data = method === DEFLATE ? inflateRawSync(packed) : Buffer.from(packed);
  if (crc32(data) !== sum) throw new Error(`The file ${name} in the archive is damaged.`);
  return data;
}
