import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formsOf } from './cardSearch.ts';

interface Wanted {
  readonly last4: string;
  readonly form: string;
  readonly bytes: Buffer;
  /** Where in `bytes` the look-up begins. */
  readonly anchor: number;
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

const ANCHOR_BYTES = 3;

/** Where a form is most easily told from everything else: three bytes with as few zeros as it has, which fill files of databases. */
function anchorOf(bytes: Buffer): number {
  const zerosAt = (at: number): number => bytes.subarray(at, at + ANCHOR_BYTES).filter((byte) => byte === 0).length;
  let best = 0;
  for (let at = 1; at + ANCHOR_BYTES <= bytes.length; at += 1) if (zerosAt(at) < zerosAt(best)) best = at;
  return best;
}

/** Looks for many card numbers at once, in all their forms, in one pass over the bytes. */
export class CardSweep {
  /** How many numbers are looked for in packed form too. */
  readonly packed: number;
  /** By the three bytes at their anchor. */
  readonly #wanted = new Map<number, Wanted[]>();
  readonly #anchors = new Uint8Array(2 ** (8 * ANCHOR_BYTES));

  constructor(numbers: readonly string[]) {
    this.packed = numbers.filter(isTelling).length;
    for (const number of numbers) {
      for (const [form, bytes] of formsOf(number)) {
        if (PACKED.test(form) && !isTelling(number)) continue;
        const anchor = anchorOf(bytes);
        const key = bytes.readUIntBE(anchor, ANCHOR_BYTES);
        this.#anchors[key] = 1;
        this.#wanted.set(key, [...(this.#wanted.get(key) ?? []), { last4: number.slice(-4), form, bytes, anchor }]);
      }
    }
  }

  sweep(where: string, bytes: Buffer): Sighting[] {
    const found: Sighting[] = [];
    let key = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      key = ((key << 8) | (bytes[at] as number)) & 0xffffff;
      if (this.#anchors[key] === 1) found.push(...this.#around(where, bytes, at + 1 - ANCHOR_BYTES, key));
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

  #around(where: string, bytes: Buffer, anchored: number, key: number): Sighting[] {
    const found: Sighting[] = [];
    for (const { last4, form, bytes: wanted, anchor } of this.#wanted.get(key) ?? []) {
      const offset = anchored - anchor;
      if (offset < 0 || offset + wanted.length > bytes.length) continue;
      if (wanted.compare(bytes, offset, offset + wanted.length) === 0) found.push({ where, last4, form, offset });
    }
    return found;
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
