const BLOCK_BYTES = 512;

export interface TarEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly mode: number;
  readonly bytes: number;
  /** What the file holds. It must be read to its end before the next entry is asked for. */
  readonly content: AsyncIterable<Buffer>;
}

/** Takes exact amounts from a stream of chunks. */
class Chunks {
  private readonly source: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** At most `most` bytes, whatever is at hand; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    while (this.rest.length === 0) {
      const { value, done } = await this.source.next();
      if (done === true) return undefined;
      this.rest = value;
    }
    const taken = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(taken.length);
    return taken;
  }

  async whole(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.exactly(bytes)) parts.push(part);
    return Buffer.concat(parts);
  }

  async *exactly(bytes: number): AsyncGenerator<Buffer, void> {
    for (let left = bytes; left > 0; ) {
      const chunk = await this.some(left);
      if (chunk === undefined) throw new Error('The archive ends in the middle of a file.');
      left -= chunk.length;
      yield chunk;
    }
  }
}

const textAt = (header: Buffer, from: number, length: number): string =>
  header
    .subarray(from, from + length)
    .toString('utf8')
    .replace(/\0.*$/s, '');

/** Numbers are octal text; PostgreSQL writes those too large for it as bytes after a marker. */
function numberAt(header: Buffer, from: number, length: number): number {
  if (header[from] === 0x80) return Number(header.subarray(from + 1, from + length).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n));
  return Number.parseInt(textAt(header, from, length).trim() || '0', 8);
}

function checkSum(header: Buffer): void {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum !== numberAt(header, 148, 8)) throw new Error('The archive is damaged: the head of a file is not right.');
}

function kindOf(header: Buffer, name: string): TarEntry['kind'] {
  const type = String.fromCharCode(header[156] ?? 0);
  if (type === '0' || type === '\0') return 'file';
  if (type === '5') return 'folder';
  throw new Error(`${name} in the archive is neither a file nor a folder.`);
}

/** Reads a tar archive as PostgreSQL writes it: files and folders, names of up to 100 bytes. */
export async function* tarEntries(archive: AsyncIterable<Buffer>): AsyncGenerator<TarEntry, void> {
  const chunks = new Chunks(archive);
  for (;;) {
    const header = await chunks.whole(BLOCK_BYTES);
    // Two empty blocks end the archive.
    if (header.every((byte) => byte === 0)) break;
    checkSum(header);
    const name = textAt(header, 0, 100);
    const bytes = numberAt(header, 124, 12);
    yield { name, kind: kindOf(header, name), mode: numberAt(header, 100, 8), bytes, content: chunks.exactly(bytes) };
    for await (const _ of chunks.exactly((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES));
  }
  // To its end, so that its checksum is looked at.
  while ((await chunks.some(BLOCK_BYTES)) !== undefined);
}
