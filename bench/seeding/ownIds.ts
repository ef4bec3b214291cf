import { firstIdAt } from '../../server/src/platform/ids.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_LENGTH = 8;
const COUNT_LENGTH = 4;
const RANDOM_LENGTH = 12;
const NAME = /(?<![0-9A-Za-z])[a-z]+_([0-9A-Za-z]{24})(?![0-9A-Za-z])/g;

/** Ids of one unit are often of one moment. */
let last = { ms: Number.NaN, part: '' };

/** The time and what follows it, as ids have it behind their prefix. */
export function timePart(ms: number): string {
  if (ms !== last.ms) last = { ms, part: firstIdAt('evt', new Date(ms)).slice('evt_'.length) };
  return last.part;
}

export function timeOf(body: string): number {
  let ms = 0;
  for (const character of body.slice(0, TIME_LENGTH)) ms = ms * 62 + ALPHABET.indexOf(character);
  return ms;
}

/** A span of time in which nothing else was made: what has an id of it belongs together. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Where ids of a span stand in a text, without their prefixes. */
export function* ownIds(text: string, { fromMs, untilMs }: Span): Generator<{ readonly at: number; readonly body: string }> {
  for (const match of text.matchAll(NAME)) {
    const body = match[1] ?? '';
    const ms = timeOf(body);
    if (ms >= fromMs && ms <= untilMs) yield { at: match.index + match[0].length - body.length, body };
  }
}

export const isOwn = (text: string, span: Span): boolean => !ownIds(text, span).next().done;

/** So many units in a row differ in their counts; within one unit so many ids keep their order. */
const UNITS = 100_000;
const IDS_OF_UNIT = 128;

function inBase62(value: number): string {
  let text = '';
  for (let rest = value, n = 0; n < COUNT_LENGTH; n += 1, rest = Math.floor(rest / 62)) text = ALPHABET[rest % 62] + text;
  return text;
}

/** What stands between an id's time and its random end: the place of the id among those of its unit, which sort as they were made. */
export const countPart = (unit: number, rank: number): string => inBase62((unit % UNITS) * IDS_OF_UNIT + rank);

const POOL_LENGTH = 1 << 20;
function poolOf(alphabet: string): string {
  let pool = '';
  while (pool.length < POOL_LENGTH) pool += alphabet[Math.floor(Math.random() * alphabet.length)];
  return pool;
}

const POOLS = { letters: poolOf(ALPHABET), capitals: poolOf(ALPHABET.slice(0, 36)), digits: poolOf('0123456789') } as const;
export type PoolName = keyof typeof POOLS;

/** A text that nobody could have foreseen, and that need not keep a secret. */
export function someText(pool: PoolName, length: number): string {
  const at = Math.floor(Math.random() * (POOL_LENGTH - length));
  return POOLS[pool].slice(at, at + length);
}

export const randomPart = (): string => someText('letters', RANDOM_LENGTH);
