import { personalDigest } from '../../server/src/modules/activity/activityDigests.ts';
import { unpackJson } from '../../server/src/platform/packedJson.ts';
import { binaryRow, type CopyIn } from './copyRows.ts';
import type { OriginalRow } from './originalRows.ts';
import { countPart, ownIds, type PoolName, randomPart, type Span, someText, timeOf, timePart } from './ownIds.ts';
import { type Gap, patchable, writeCodes } from './patchableBody.ts';

/** A text of the original that each copy has a text of its own for, of the same length. */
export interface Varied {
  readonly text: string;
  /** Made anew for each copy; otherwise whoever makes the copy gives it. */
  readonly random?: PoolName;
}

/** Rows of some tables are there for a while only: how old they may be by the time in a column, in milliseconds. */
const KEPT: Readonly<Record<string, { readonly column: string; readonly ageMs: number }>> = {
  events: { column: 'created', ageMs: 29.5 * 86_400_000 },
  idempotency_keys: { column: 'created', ageMs: 23 * 3_600_000 },
  balance_dues: { column: 'available_on', ageMs: 0 },
};
/** A version that a newer one has replaced goes with its events. */
const REPLACED = { table: 'object_versions', object: 'object_id', version: 'version', time: 'created', ageMs: 29.5 * 86_400_000 };

type Source =
  | { readonly kind: 'id'; readonly ms: number; readonly rank: number }
  | { readonly kind: 'second'; readonly second: number }
  | { readonly kind: 'random'; readonly pool: PoolName; readonly length: number }
  | { readonly kind: 'given' }
  | { readonly kind: 'digest'; readonly salt: Buffer; readonly value: string; readonly gaps: readonly Gap[] };

/** Values about persons, of which the line of the activity log that they belong to holds digests. */
const PERSONAL = { table: 'activity_personal', salt: 'salt', value: 'value' };

interface RowTemplate {
  readonly table: string;
  readonly bytes: Buffer;
  readonly texts: readonly { readonly at: number; readonly name: number }[];
  readonly times: readonly { readonly at: number; readonly micros: number }[];
  readonly bodies: readonly { readonly at: number; readonly bit: number; readonly name: number }[];
  /** Copies whose own moment lies before this much ago are left out; null: never. */
  readonly kept: { readonly ms: number; readonly ageMs: number } | null;
}

const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);
const TWO_32 = 2 ** 32;
const SECRET = /_secret_([0-9A-Za-z]{25})(?![0-9A-Za-z])/g;
const SECOND = /(?<![0-9A-Za-z.])[12]\d{9}(?![0-9A-Za-z])/g;
const NEAR_SECONDS = 100 * 86_400;

/** A text that is no part of a longer word or number. Texts that vary are letters and digits. */
const alone = (text: string): RegExp => new RegExp(`(?<![0-9A-Za-z])${text}(?![0-9A-Za-z])`, 'g');

/** A text this short is written sooner by hand than by a call out of JavaScript. */
function writeAscii(into: Buffer, at: number, text: string): void {
  for (let n = 0; n < text.length; n += 1) into[at + n] = text.charCodeAt(n);
}

const microsOf = (field: Buffer): number => field.readInt32BE(0) * TWO_32 + field.readUInt32BE(4);
const msOf = (field: Buffer): number => POSTGRES_EPOCH_MS + microsOf(field) / 1000;

/**
 * Something that was really made, with every row that it left behind, as the pattern of others like it: with ids, times and names of their own,
 * and otherwise the same to the byte.
 */
export class UnitTemplate {
  /** When the original was made. */
  readonly #atMs: number;
  readonly #span: Span;
  readonly #varied: readonly Varied[];
  readonly #names = new Map<string, number>();
  readonly #sources: Source[] = [];
  readonly #digests: string[] = [];
  readonly #rows: RowTemplate[];

  constructor(rows: readonly OriginalRow[], span: Span, varied: readonly Varied[]) {
    [this.#span, this.#varied] = [span, varied];
    for (const { text, random } of varied)
      this.#name(text, random === undefined ? { kind: 'given' } : { kind: 'random', pool: random, length: text.length });
    const ids = new Set(rows.flatMap(({ table, fields }) => fields.flatMap((field, n) => this.#idsIn(field, table.types[n] ?? ''))));
    for (const [rank, body] of [...ids].sort().entries()) this.#name(body, { kind: 'id', ms: timeOf(body), rank });
    this.#atMs = Math.min(...[...ids].map(timeOf));
    for (const row of rows.filter(({ table }) => table.name === PERSONAL.table)) this.#nameDigest(row);
    const newest = newestVersions(rows);
    this.#rows = rows.map((row) => this.#template(row, newest));
  }

  /** The place of an original's text in the values of a copy. */
  nameOf(text: string): number {
    const name = this.#names.get(text);
    if (name === undefined) throw new Error('The original has no such text.');
    return name;
  }

  tables(): string[] {
    return this.#rows.map(({ table }) => table);
  }

  hasName(text: string): boolean {
    return this.#names.has(text);
  }

  /** How far a copy of about this moment is moved; by whole seconds, as the wire tells times in seconds and rows in more. */
  shiftTo(ms: number): number {
    return Math.round((ms - this.#atMs) / 1000);
  }

  /** The texts of a copy, in the order of `nameOf`. What is given is put in by the caller. */
  values(unit: number, shiftSeconds: number): string[] {
    const shiftMs = shiftSeconds * 1000;
    return this.#sources.map((source) => {
      if (source.kind === 'id') return timePart(source.ms + shiftMs) + countPart(unit, source.rank) + randomPart();
      if (source.kind === 'second') return String(source.second + shiftSeconds);
      return source.kind === 'random' ? someText(source.pool, source.length) : '';
    });
  }

  /** Writes the rows of a copy into the tables that are being filled; tables that are not are left out. */
  write(into: ReadonlyMap<string, CopyIn>, values: string[], shiftSeconds: number, nowMs: number): void {
    for (const digest of this.#digests) this.#digest(values, this.nameOf(digest));
    const shiftMicros = shiftSeconds * 1_000_000;
    for (const { table, bytes, texts, times, bodies, kept } of this.#rows) {
      const copy = into.get(table);
      if (copy === undefined || (kept !== null && kept.ms + shiftSeconds * 1000 < nowMs - kept.ageMs)) continue;
      const { piece, at } = copy.append(bytes);
      for (const text of texts) writeAscii(piece, at + text.at, values[text.name] ?? '');
      for (const time of times) {
        const micros = time.micros + shiftMicros;
        piece.writeInt32BE(Math.floor(micros / TWO_32), at + time.at);
        piece.writeUInt32BE(micros >>> 0, at + time.at + 4);
      }
      for (const body of bodies) writeCodes(piece, (at + body.at) * 8 + body.bit, values[body.name] ?? '');
    }
  }

  #digest(values: string[], name: number): void {
    const source = this.#sources[name];
    if (source?.kind !== 'digest') return;
    const value = source.gaps.reduce(
      (text, gap) => text.slice(0, gap.at) + (values[gap.name] ?? '') + text.slice(gap.at + gap.length),
      source.value,
    );
    values[name] = personalDigest(source.salt, value);
  }

  #name(text: string, source: Source): number {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, this.#sources.push(source) - 1);
    return this.#sources.length - 1;
  }

  #nameDigest(row: OriginalRow): void {
    const [salt, value] = [cell(row, PERSONAL.salt) ?? Buffer.alloc(0), cell(row, PERSONAL.value)?.toString() ?? ''];
    const gaps = this.#gaps(value);
    if (gaps.length === 0) return;
    const digest = personalDigest(salt, value);
    this.#digests.push(digest);
    this.#name(digest, { kind: 'digest', salt, value, gaps });
  }

  #idsIn(field: Buffer | null, type: string): string[] {
    const text = field === null ? null : type === 'bytea' ? jsonOf(field) : TEXTS.has(type) ? field.toString('latin1') : null;
    return text === null ? [] : [...ownIds(text, this.#span)].map(({ body }) => body);
  }

  /** Where texts that vary stand in a text, without overlaps: ids before all else, then what is given. */
  #gaps(text: string): Gap[] {
    const gaps: Gap[] = [];
    const add = (at: number, length: number, name: number): void => {
      if (!gaps.some((gap) => at < gap.at + gap.length && gap.at < at + length)) gaps.push({ at, length, name });
    };
    for (const { at, body } of ownIds(text, this.#span)) add(at, body.length, this.nameOf(body));
    for (const varied of [...this.#digests, ...this.#varied.map(({ text: each }) => each)]) {
      for (const match of text.matchAll(alone(varied))) add(match.index, varied.length, this.nameOf(varied));
    }
    for (const match of text.matchAll(SECRET)) {
      const secret = match[1] ?? '';
      add(
        match.index + match[0].length - secret.length,
        secret.length,
        this.#name(secret, { kind: 'random', pool: 'letters', length: 25 }),
      );
    }
    for (const match of text.matchAll(SECOND)) {
      const second = Number(match[0]);
      if (Math.abs(second - this.#atMs / 1000) < NEAR_SECONDS)
        add(match.index, match[0].length, this.#name(match[0], { kind: 'second', second }));
    }
    return gaps;
  }

  #template({ table, fields }: OriginalRow, newest: ReadonlyMap<string, number>): RowTemplate {
    const texts: { at: number; name: number }[] = [];
    const times: { at: number; micros: number }[] = [];
    const bodies: { at: number; bit: number; name: number }[] = [];
    const written: (Buffer | null)[] = [];
    let at = 2;
    for (const [n, field] of fields.entries()) {
      const type = table.types[n] ?? '';
      at += 4;
      const json = field === null || type !== 'bytea' ? null : jsonOf(field);
      if (field === null) {
        written.push(null);
        continue;
      }
      if (json !== null) {
        const { packed, places } = patchable(json, this.#gaps(json));
        for (const { bit, name } of places) bodies.push({ at, bit, name });
        written.push(packed);
        at += packed.length;
        continue;
      }
      if (type === 'timestamp with time zone') times.push({ at, micros: microsOf(field) });
      else if (TEXTS.has(type)) for (const gap of this.#gaps(field.toString('latin1'))) texts.push({ at: at + gap.at, name: gap.name });
      written.push(field);
      at += field.length;
    }
    return { table: table.name, bytes: binaryRow(written), texts, times, bodies, kept: keptOf({ table, fields }, newest) };
  }
}

const TEXTS = new Set(['text', 'jsonb', 'json', 'text[]']);

/** The JSON of a stored wire object; null of any other bytes. */
function jsonOf(field: Buffer): string | null {
  try {
    return JSON.stringify(unpackJson(field));
  } catch {
    return null;
  }
}

const cell = ({ table, fields }: OriginalRow, column: string): Buffer | null => fields[table.columns.indexOf(column)] ?? null;

function newestVersions(rows: readonly OriginalRow[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const row of rows.filter(({ table }) => table.name === REPLACED.table)) {
    const object = cell(row, REPLACED.object)?.toString('latin1') ?? '';
    newest.set(object, Math.max(newest.get(object) ?? 0, cell(row, REPLACED.version)?.readInt32BE() ?? 0));
  }
  return newest;
}

function keptOf(row: OriginalRow, newest: ReadonlyMap<string, number>): RowTemplate['kept'] {
  const limit = KEPT[row.table.name];
  if (limit !== undefined) return { ms: msOf(cell(row, limit.column) ?? Buffer.alloc(8)), ageMs: limit.ageMs };
  if (row.table.name !== REPLACED.table) return null;
  const object = cell(row, REPLACED.object)?.toString('latin1') ?? '';
  const isNewest = cell(row, REPLACED.version)?.readInt32BE() === newest.get(object);
  return isNewest ? null : { ms: msOf(cell(row, REPLACED.time) ?? Buffer.alloc(8)), ageMs: REPLACED.ageMs };
}
