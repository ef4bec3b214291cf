import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formsOf } from './cardSearch.ts';

interface Wanted {
  readonly last4: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** A card number that lies open somewhere; never the number itself, which would then stand in the test's output. */
export interface Sighting {
  readonly where: string;
  readonly last4: string;
  readonly form: string;
  readonly offset: number;
}

/** Packed, a number such as 4000000000000002 is mostly zeros, which lie about in any file of a database: that would prove nothing. */
const PACKED = /bcd/;
const LEAST_TELLING_BYTES = 4;
const isTelling = (number: string): boolean =>
  Buffer.from(number.slice(0, 14), 'hex').filter((byte) => byte !== 0).length >= LEAST_TELLING_BYTES &&
  Buffer.from(number.slice(1, 15), 'hex').filter((byte) => byte !== 0).length >= LEAST_TELLING_BYTES;

/** Looks for many card numbers at once, in all their forms, in one pass over the bytes. */
export class CardSweep {
  /** How many numbers are looked for in packed form too. */
  readonly packed: number;
  /** By their first two bytes. */
  readonly #wanted = new Map<number, Wanted[]>();

  constructor(numbers: readonly string[]) {
    this.packed = numbers.filter(isTelling).length;
    for (const number of numbers) {
      for (const [form, bytes] of formsOf(number)) {
        if (PACKED.test(form) && !isTelling(number)) continue;
        const start = bytes.readUInt16BE(0);
        this.#wanted.set(start, [...(this.#wanted.get(start) ?? []), { last4: number.slice(-4), form, bytes }]);
      }
    }
  }

  sweep(where: string, bytes: Buffer): Sighting[] {
    const starts = new Uint8Array(65_536);
    for (const start of this.#wanted.keys()) starts[start] = 1;
    const found: Sighting[] = [];
    let pair = bytes[0] ?? 0;
    for (let at = 1; at < bytes.length; at += 1) {
      pair = ((pair << 8) | (bytes[at] as number)) & 0xffff;
      if (starts[pair] === 1) found.push(...this.#at(where, bytes, at - 1, pair));
    }
    return found;
  }

  /** Sweeps every file below a folder. One that is gone by the time it is read was renamed or recycled by its owner. */
  sweepFolder(folder: string): { readonly files: number; readonly bytes: number; readonly found: Sighting[] } {
    const found: Sighting[] = [];
    let [files, size] = [0, 0];
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = readIfThere(join(entry.parentPath, entry.name));
      if (bytes === undefined) continue;
      files += 1;
      size += bytes.length;
      found.push(...this.sweep(join(entry.parentPath, entry.name).slice(folder.length), bytes));
    }
    return { files, bytes: size, found };
  }

  #at(where: string, bytes: Buffer, offset: number, start: number): Sighting[] {
    return (this.#wanted.get(start) ?? [])
      .filter(({ bytes: wanted }) => bytes.subarray(offset, offset + wanted.length).equals(wanted))
      .map(({ last4, form }) => ({ where, last4, form, offset }));
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
